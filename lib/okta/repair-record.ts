import type { OktaChoices } from '@/lib/schemas/okta';
import type { RollOutStep, RollOutWho, WiderStage } from '@/lib/schemas/okta-roll-out';
import { AppError } from '@/lib/shared/errors';
import type { OktaRule } from './port';
import { buildAdminRuleBody, buildWiderRuleBody } from './roll-out-bodies';
import type { RoutingRuleBody } from './rule-bodies';
import { buildRoutingRuleBody, toRuleName } from './wanted-objects';

/** What is to stand in Okta, as it was kept when it was made: what a repair works towards. */
export interface ConnectionRecord {
  readonly idpId: string;
  /** Entity ID of Okta as SP, the audience of our assertions. */
  readonly audience: string;
  readonly acsUrl: string;
  /** SHA-256 in hex of each certificate that Okta signs its requests with. */
  readonly requestCertificates: readonly string[];
  readonly choices: OktaChoices;
  /** The rule of the test person; null when none is known. */
  readonly rule: { readonly id: string; readonly name: string } | null;
  /** The steps of the roll-out that stand, the narrowest first. */
  readonly steps: readonly RollOutStep[];
}

/** A rule that is to stand, switched on. */
export interface WantedRule {
  readonly role: 'ADMINS' | 'TEST_PERSON' | WiderStage;
  readonly id: string;
  readonly name: string;
  /** Whom it catches; null of the administrators', which catches nobody for us. */
  readonly who: RollOutWho | null;
  /** Ids of other rules that stood above it when it was made; null when nobody noted them. */
  readonly above: readonly string[] | null;
  /** Whether Okta's own sign-in is offered when ours fails; null when that is not compared. */
  readonly fallsBack: boolean | null;
  /** As Okta stored it; null when that was not kept. */
  readonly fingerprint: string | null;
  readonly toBody: (priority: number, idpId: string) => RoutingRuleBody;
}

/** Every rule of a record, in the order in which they are to stand: who is kept with Okta first. */
export function listWantedRules({ choices, rule, steps }: ConnectionRecord): readonly WantedRule[] {
  const admins = steps.flatMap(toAdminRule).toReversed();
  return [...admins, ...(rule ? [toPilotRule(rule, choices)] : []), ...steps.map(toWiderRule)];
}

function toAdminRule({ adminRule, choices }: RollOutStep): readonly WantedRule[] {
  if (!adminRule) return [];
  const body = buildAdminRuleBody(choices.administrators, adminRule.name);
  return [
    {
      role: 'ADMINS',
      ...adminRule,
      who: null,
      above: [],
      fallsBack: null,
      fingerprint: null,
      toBody: (priority) => ({ ...body, priority }),
    },
  ];
}

function toPilotRule(
  { id, name }: NonNullable<ConnectionRecord['rule']>,
  choices: OktaChoices,
): WantedRule {
  return {
    role: 'TEST_PERSON',
    id,
    name,
    who: { stage: 'LIST', logins: [choices.pilotLogin] },
    above: [],
    fallsBack: false,
    fingerprint: null,
    toBody: (priority, idpId) => ({ ...buildRoutingRuleBody(choices, idpId), name, priority }),
  };
}

function toWiderRule({ choices, rule, fallback, fingerprint, above }: RollOutStep): WantedRule {
  const chosen = { ...choices, fallback: fallback === 'on' };
  return {
    role: choices.who.stage,
    ...rule,
    who: choices.who,
    above: above ?? null,
    // An organisation that dropped the wish may have granted it since.
    fallsBack: fallback === 'dropped' ? null : fallback === 'on',
    fingerprint: fingerprint === '' ? null : fingerprint,
    toBody: (priority, idpId) => buildWiderRuleBody(chosen, { name: rule.name, priority, idpId }),
  };
}

/** A wanted rule, and what of it Okta has; null when it is gone. */
export interface MatchedRule {
  readonly wanted: WantedRule;
  readonly found: OktaRule | null;
}

/**
 * Finds each wanted rule: by id, because names change; or, when a run that stopped made it again, by
 * name and by where it leads. Any other rule of the name is in the way.
 * @throws AppError `okta.rule_name_taken`
 */
export function matchRules(
  rules: readonly OktaRule[],
  wanted: readonly WantedRule[],
  idpId: string,
): readonly MatchedRule[] {
  const known = new Set(wanted.map(({ id }) => id));
  return wanted.map((one) => {
    const byId = rules.find(({ id, isSystem }) => id === one.id && !isSystem);
    const named = rules.find(({ id, name }) => name === one.name && !known.has(id));
    if (named && (byId || !leadsAs(named, one, idpId))) {
      throw new AppError('okta.rule_name_taken', `It is called ${named.name.slice(0, 100)}`);
    }
    return { wanted: one, found: byId ?? named ?? null };
  });
}

function leadsAs(rule: OktaRule, { role }: WantedRule, idpId: string): boolean {
  if (rule.isSystem) return false;
  if (role === 'ADMINS') return rule.scope.leadsToOkta && rule.providerIds.length === 0;
  return rule.providerIds.length > 0 && rule.providerIds.every((id) => id === idpId);
}

/** The name the rule of the test person has when nothing else was kept. */
export function pilotRuleNameOf(name: string | null, { idpName }: OktaChoices): string {
  return name ?? toRuleName(idpName);
}
