import 'server-only';
import { checkOfCode, samlChecks, type CheckPhase } from '@/lib/schemas/saml-checks';
import type { CheckVerdict } from '@/lib/schemas/saml-traces';
import type { ExchangeKind } from '@/lib/shared/saml-exchange';
import { describeCheck } from './describe-checks';
import type { ExchangeFacts } from './gather-facts';

/** Verdicts by the id of the check, and the one that failed. */
export interface JudgedChecks {
  readonly checks: Readonly<Record<string, CheckVerdict>>;
  readonly failedCheck: string | null;
}

/**
 * The verdicts of the checks that ran. They run in order and the first that fails ends the run, so the
 * code says which it was: those before it passed, those after it were not reached.
 */
export function judgeChecks(facts: ExchangeFacts): JudgedChecks {
  const failedCheck = facts.code === null ? null : checkOfCode(facts.code);
  const reached = reachedChecks(facts, failedCheck);
  const checks = Object.fromEntries(reached.map((id) => [id, judge(id, failedCheck, facts)]));
  return { checks, failedCheck };
}

function reachedChecks(facts: ExchangeFacts, failedCheck: string | null): string[] {
  const { exchange } = facts;
  const phases = phasesOf(facts);
  const ids = samlChecks
    .filter(({ kinds, phase }) => kinds.includes(kindOf(exchange)) && phases.includes(phase))
    .map(({ id }) => id)
    .filter((id) => id !== 'no_fault');
  if (failedCheck === null) return exchange.isContinued && !hasAnswered(facts) ? ['waiting'] : ids;
  const at = ids.indexOf(failedCheck);
  // A fault of ours may be anywhere, so nothing is said of the others.
  return at === -1 ? [failedCheck] : ids.slice(0, at + 1);
}

/** What goes on with a stored request began at the application only if that sent one. */
function kindOf({ kind, request }: ExchangeFacts['exchange']): ExchangeKind {
  return request?.requestId === null ? 'IDP_INITIATED' : kind;
}

function phasesOf({ exchange, incoming }: ExchangeFacts): readonly CheckPhase[] {
  if (exchange.kind === 'IDP_INITIATED' && !exchange.isContinued) return ['message', 'request'];
  const isLogoutStep = exchange.kind === 'SLO' && exchange.isContinued && !incoming;
  if (isLogoutStep) return ['answer'];
  if (exchange.isContinued && !incoming) return ['person', 'answer'];
  return ['message', 'request'];
}

function hasAnswered({ exchange }: ExchangeFacts): boolean {
  return exchange.isFinished || exchange.kind === 'SLO';
}

function judge(id: string, failedCheck: string | null, facts: ExchangeFacts): CheckVerdict {
  const described = describeCheck(id, facts);
  const expected = described?.expected ?? null;
  const found = described?.found ?? null;
  if (id === failedCheck) return { state: 'failed', expected, found: found ?? facts.reason };
  if (described === null) return { state: 'skipped', expected: null, found: null };
  return { state: 'passed', expected, found };
}
