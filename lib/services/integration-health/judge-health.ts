import type { HealthReason, HealthState } from '@/lib/schemas/integration-health';
import { reason } from './health-reason';
import { judgeRouting, type RoutingFacts } from './judge-routing';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Everything the health of an integration follows from. */
export interface HealthFacts {
  readonly isOkta: boolean;
  readonly isEnabled: boolean;
  readonly lastSignInAt: Date | null;
  /** Of the latest sign-ins of the last seven days. */
  readonly recentCount: number;
  readonly recentRefusedCount: number;
  /** Refused ones after the last good one. */
  readonly refusedSinceGood: number;
  /** Whole days until our signing certificate ends; null without one. */
  readonly certificateDaysLeft: number | null;
  /** Null when the address of the organisation is not known. */
  readonly routing: RoutingFacts | null;
}

/** The verdict: one state, and why, the worst reason first. */
export interface Health {
  readonly state: HealthState;
  readonly reasons: readonly HealthReason[];
}

/** Judges an integration from what is known; reads nothing. */
export function judgeHealth(facts: HealthFacts, now: Date): Health {
  const reasons = [
    ...judgeRouting(facts, now),
    ...judgeCertificate(facts),
    ...judgeSignIns(facts, now),
  ].toSorted((one, two) => severity(two) - severity(one));
  return { state: stateOf(facts, reasons, now), reasons };
}

function severity({ tone }: HealthReason): number {
  return ['neutral', 'warning', 'danger'].indexOf(tone);
}

function stateOf(facts: HealthFacts, reasons: readonly HealthReason[], now: Date): HealthState {
  if (reasons.some(({ tone }) => tone === 'danger')) return 'failing';
  if (!facts.isEnabled) return 'off';
  if (reasons.some(({ tone }) => tone === 'warning')) return 'attention';
  const { lastSignInAt, routing } = facts;
  // Only a sign-in proves that what is sent is accepted.
  if (lastSignInAt === null) return 'unproven';
  const isUsed = now.getTime() - lastSignInAt.getTime() < 7 * dayMs;
  return isUsed || (routing !== null && isRouted(routing, now)) ? 'healthy' : 'unproven';
}

/** Proven by the last look, or lately while Okta does not answer. */
function isRouted({ verdict, proofs, lastRightAt }: RoutingFacts, now: Date): boolean {
  const isSentHere = proofs.some(({ expected }) => expected === 'us');
  if (!isSentHere || verdict === null || lastRightAt === null) return false;
  return verdict === 'right' || now.getTime() - lastRightAt.getTime() < hourMs;
}

function judgeCertificate({ certificateDaysLeft: days }: HealthFacts): readonly HealthReason[] {
  if (days === null || days >= 60) return [];
  const isOver = days < 0;
  const left = days === 1 ? '1 day' : `${String(days)} days`;
  return [
    reason(isOver ? 'certificate_ended' : 'certificate_ends_soon', {
      tone: days < 14 ? 'danger' : 'warning',
      title: isOver
        ? 'The signing certificate has ended'
        : `The signing certificate ends in ${left}`,
      why: 'Applications that check its dates refuse every sign-in that is signed with it.',
      todo: 'Plan the change of the certificate with the administrators of the application.',
    }),
  ];
}

function judgeSignIns(facts: HealthFacts, now: Date): readonly HealthReason[] {
  const { recentCount, recentRefusedCount: refused, refusedSinceGood, lastSignInAt } = facts;
  const of = `${String(refused)} of the latest ${String(recentCount)} sign-ins were refused`;
  const todo = 'Look at the causes below; each says what to do.';
  if (refusedSinceGood >= 5) {
    return [
      reason('all_sign_ins_refused', {
        tone: 'danger',
        title: `The last ${String(refusedSinceGood)} sign-ins were all refused`,
        why: 'Nobody got through since then, so something is wrong for everybody.',
        todo,
        since: lastSignInAt,
      }),
    ];
  }
  if (refused >= 3 && refused * 5 >= recentCount) {
    const why = 'More than every fifth sign-in of the last seven days failed.';
    return [reason('sign_ins_refused', { tone: 'warning', title: of, why, todo })];
  }
  if (refused > 0) {
    const why = 'A few refusals are usual: closed windows, old bookmarks, somebody not enrolled.';
    return [reason('some_sign_ins_refused', { tone: 'neutral', title: of, why })];
  }
  return judgeQuiet(lastSignInAt, now);
}

function judgeQuiet(lastSignInAt: Date | null, now: Date): readonly HealthReason[] {
  if (lastSignInAt === null) {
    return [
      reason('nobody_signed_in', {
        tone: 'neutral',
        title: 'Nobody has signed in yet',
        why: 'Only a real sign-in proves that what AdminX sends is accepted.',
        todo: 'Let the test person sign in once.',
      }),
    ];
  }
  if (now.getTime() - lastSignInAt.getTime() < 30 * dayMs) return [];
  return [
    reason('nobody_lately', {
      tone: 'neutral',
      title: 'Nobody has signed in for a month',
      why: 'That may be usual here, or people go another way.',
      since: lastSignInAt,
    }),
  ];
}
