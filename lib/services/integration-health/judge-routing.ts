import { menuPaths } from '@/lib/okta/menu-paths';
import {
  isRightlySent,
  type HealthReason,
  type RouteProof,
  type RoutingVerdict,
} from '@/lib/schemas/integration-health';
import { reason } from './health-reason';

const hourMs = 3_600_000;

/** What was seen of Okta's routing, and what its objects are called there. */
export interface RoutingFacts {
  readonly verdict: RoutingVerdict | null;
  readonly proofs: readonly RouteProof[];
  /** Code of the error catalogue of the last look. */
  readonly problem: string | null;
  readonly lastLookAt: Date | null;
  readonly lastRightAt: Date | null;
  readonly driftedSince: Date | null;
  readonly silentSince: Date | null;
  readonly hasTestPerson: boolean;
  readonly hasAdministrator: boolean;
  readonly ruleName: string | null;
  readonly idpName: string;
  readonly loginDefaultUrl: string;
}

/** What is judged: the routing, and whether people who arrive are let in. */
interface RoutedFacts {
  /** False for what is no Okta organisation; there is no routing to look at. */
  readonly isOkta: boolean;
  readonly isEnabled: boolean;
  /** Null when the address of the organisation is not known. */
  readonly routing: RoutingFacts | null;
}

/** What the looks at Okta's routing say about the health. */
export function judgeRouting(facts: RoutedFacts, now: Date): readonly HealthReason[] {
  const { routing } = facts;
  if (!facts.isOkta) return [];
  if (routing === null) return [notWatchable()];
  // Nobody is to be sent to what is switched off or was taken away; that somebody is, is all there is to say.
  if (!facts.isEnabled) return offButRouted(routing);
  if (routing.lastLookAt === null) return [neverLooked(), ...gaps(routing)];
  return [...judgeSeen(routing), ...judgeSilence(routing, now), ...gaps(routing)];
}

function notWatchable(): HealthReason {
  return reason('not_watchable', {
    tone: 'neutral',
    title: 'Where Okta sends people cannot be looked at',
    why: 'The address of the organisation is not recorded, so there is nobody to ask.',
  });
}

function neverLooked(): HealthReason {
  return reason('never_looked', {
    tone: 'neutral',
    title: 'Nobody has looked yet where Okta sends people',
    why: 'AdminX looks by itself within a few minutes.',
  });
}

/** Whom nobody watches; said also while everything else is right. */
function gaps({ hasTestPerson, hasAdministrator }: RoutingFacts): readonly HealthReason[] {
  const found: HealthReason[] = [];
  if (!hasTestPerson) {
    found.push(
      reason('no_test_person', {
        tone: 'neutral',
        title: 'Nobody is watched who is to be sent here',
        why: 'Without such a login, a rule that was switched off in Okta goes unnoticed.',
        todo: 'Add the login of somebody your rule in Okta sends here, under “Watched logins”.',
      }),
    );
  }
  if (!hasAdministrator) {
    found.push(
      reason('no_administrator', {
        tone: 'neutral',
        title: 'No administrator is watched',
        why: 'An administrator of Okta who is sent here can be locked out of the Admin Console.',
        todo: 'Add the login of a super administrator of Okta, under “Watched logins”.',
      }),
    );
  }
  return found;
}

function judgeSeen(routing: RoutingFacts): readonly HealthReason[] {
  if (routing.problem === 'okta.organisation_changed') return [organisationChanged(routing)];
  const wrong = routing.proofs.filter((proof) => !isRightlySent(proof));
  const loginsOf = (matches: (proof: RouteProof) => boolean) =>
    wrong.filter(matches).map(({ login }) => login);
  return [
    ...adminRouted(
      routing,
      loginsOf(({ who, seen }) => who === 'admin' && seen === 'us'),
    ),
    ...testAtOkta(
      routing,
      loginsOf(({ who, seen }) => who === 'test' && seen === 'okta'),
    ),
    ...testElsewhere(
      routing,
      wrong.filter(({ who, seen }) => who === 'test' && seen === 'elsewhere'),
    ),
    ...strangerRouted(
      routing,
      loginsOf(({ who, seen }) => who === 'stranger' && seen === 'us'),
    ),
  ];
}

function ruleOf({ ruleName }: RoutingFacts): string {
  return ruleName === null ? 'the rule that leads here' : `the rule “${ruleName}”`;
}

/** Of a connection that a set-up made, what it made is known. */
function orRepair({ ruleName }: RoutingFacts): string {
  return ruleName === null ? '' : ' Or use “Repair” on this page: it puts back what AdminX made.';
}

function organisationChanged(routing: RoutingFacts): HealthReason {
  return reason('organisation_changed', {
    tone: 'danger',
    title: 'Another organisation answers at this address',
    why: 'The address belonged to the organisation that was connected. Whoever has it now is not asked for anybody.',
    todo: 'Ask the administrators of Okta what happened to the organisation before you connect it again.',
    since: routing.driftedSince,
  });
}

function offButRouted(routing: RoutingFacts): readonly HealthReason[] {
  const isRouted = routing.proofs.some(({ seen }) => seen === 'us');
  if (!isRouted) return [];
  return [
    reason('off_but_routed', {
      tone: 'danger',
      title: 'Switched off here, but Okta still sends people',
      why: 'Whoever is sent here is refused and cannot sign in to Okta.',
      todo: `Switch the application on again, or deactivate ${ruleOf(routing)} in Okta: ${menuPaths.rule}.`,
    }),
  ];
}

function adminRouted(routing: RoutingFacts, logins: readonly string[]): readonly HealthReason[] {
  if (logins.length === 0) return [];
  return [
    reason('admin_routed', {
      tone: 'danger',
      title: `Okta sends an administrator here: ${logins.join(', ')}`,
      why: 'Administrators are kept from arriving through AdminX, so they are locked out of Okta’s sign-in page.',
      todo: `Sign in at ${routing.loginDefaultUrl} with the password, open ${menuPaths.rule}, and leave administrators out of ${ruleOf(routing)} or deactivate it.${orRepair(routing)}`,
      since: routing.driftedSince,
    }),
  ];
}

function testAtOkta(routing: RoutingFacts, logins: readonly string[]): readonly HealthReason[] {
  if (logins.length === 0) return [];
  return [
    reason('test_person_not_routed', {
      tone: 'danger',
      title: `Okta no longer sends ${logins.join(', ')} here`,
      why: 'Somebody switched off, deleted or changed the rule or the identity provider in Okta. People sign in there with a password again.',
      todo: `In Okta open ${menuPaths.rule}: ${ruleOf(routing)} must be there, active, and above the others. Then open ${menuPaths.idp}: “${routing.idpName}” must be active.${orRepair(routing)}`,
      since: routing.driftedSince,
    }),
  ];
}

function testElsewhere(
  routing: RoutingFacts,
  proofs: readonly RouteProof[],
): readonly HealthReason[] {
  const [first] = proofs;
  if (!first) return [];
  return [
    reason('test_person_elsewhere', {
      tone: 'danger',
      title: `Okta sends ${first.login} to ${first.idpName ?? 'another identity provider'}`,
      why: 'Another rule in Okta stands above ours, or ours leads to another identity provider now.',
      todo: `In Okta open ${menuPaths.rule} and move ${ruleOf(routing)} above the one that leads there.${orRepair(routing)}`,
      since: routing.driftedSince,
    }),
  ];
}

function strangerRouted(routing: RoutingFacts, logins: readonly string[]): readonly HealthReason[] {
  if (logins.length === 0) return [];
  return [
    reason('stranger_routed', {
      tone: 'warning',
      title: 'Okta sends people here who were not chosen',
      why: `An invented login of the same domain (${logins.join(', ')}) is sent here, so the rule catches more than the test person. People without a passkey cannot sign in.`,
      todo: `In Okta open ${menuPaths.rule} and look at whom ${ruleOf(routing)} names. If you widened it on purpose, make sure these people are enrolled.${orRepair(routing)}`,
      since: routing.driftedSince,
    }),
  ];
}

function judgeSilence({ verdict, silentSince, lastRightAt }: RoutingFacts, now: Date) {
  if (verdict !== 'silent' || silentSince === null) return [];
  const isLong = now.getTime() - silentSince.getTime() >= hourMs;
  const proven =
    lastRightAt === null ? 'It was never proven.' : 'The last proof still stands below.';
  return [
    reason('route_silent', {
      tone: isLong ? 'warning' : 'neutral',
      title: 'Okta cannot be asked where it sends people',
      why: `Nothing is known to be wrong; it just cannot be seen. ${proven}`,
      todo: 'Check that this server reaches the address of the organisation. AdminX tries again every few minutes.',
      since: silentSince,
    }),
  ];
}
