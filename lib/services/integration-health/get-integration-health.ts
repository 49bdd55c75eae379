import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import {
  findJudgedApplication,
  listRoutingPeriods,
  type RoutingPeriodRow,
  type SignInOutcome,
} from '@/lib/db/routing-watches';
import { explainReason, labelOfReason } from '@/lib/schemas/audit-events';
import {
  isRightlySent,
  routesSeenSchema,
  type FailureCause,
  type IntegrationHealthView,
  type RouteProof,
  type RoutingPeriodView,
  type RoutingProofView,
} from '@/lib/schemas/integration-health';
import { toHealthSummary } from './list-integration-health';
import { hostOf, readHealth, toVerdict, type JudgedApplication } from './read-health';
import { findPeopleOfSetup } from './watched-people';

const shownPeriods = 10;
const noLogins = { testLogins: [], adminLogins: [] };

/** The health of one integration for its page; null when there is no such application. */
export async function getIntegrationHealth(
  actor: Actor,
  applicationId: string,
  now: Date,
): Promise<IntegrationHealthView | null> {
  actor.requirePerson('applications.read');
  const db = getDatabase();
  const application = await findJudgedApplication(db, actor.tenantId, applicationId);
  if (!application) return null;
  const [judged] = await readHealth(db, actor, [application], now);
  if (!judged) return null;
  return {
    ...toHealthSummary(judged),
    failures: toCauses(judged.outcomes),
    certificateDaysLeft: judged.facts.certificateDaysLeft,
    routing: await describeRouting(actor, judged),
  };
}

function toCauses(outcomes: readonly SignInOutcome[]): readonly FailureCause[] {
  return outcomes
    .filter(({ action }) => action === 'application.refused')
    .map(({ reason, count, lastAt }) => ({
      reason,
      label:
        explainReason(reason) ?? (reason === '' ? 'No cause was recorded' : labelOfReason(reason)),
      count,
      lastAt: lastAt.toISOString(),
    }))
    .toSorted((one, two) => two.count - one.count);
}

async function describeRouting(
  actor: Actor,
  { application, facts }: JudgedApplication,
): Promise<RoutingProofView | null> {
  const { routing } = facts;
  const { oktaConnection: connection, routingWatch: watch } = application;
  if (!routing || !connection?.orgUrl) return null;
  const setup = await findPeopleOfSetup(getDatabase(), actor.tenantId, application);
  const query = { applicationId: application.id, take: shownPeriods };
  const periods = await listRoutingPeriods(getDatabase(), actor.tenantId, query);
  return {
    host: hostOf(connection.orgUrl).host,
    verdict: routing.verdict,
    proofs: routing.proofs,
    problem: routing.problem === null ? null : explainReason(routing.problem),
    problemCode: routing.problem,
    lastLookAt: toIso(routing.lastLookAt),
    lastRightAt: toIso(routing.lastRightAt),
    driftedSince: toIso(routing.driftedSince),
    periods: periods.map(toPeriodView),
    fixedTestLogins: setup.testLogins,
    fixedAdminLogins: setup.adminLogins,
    ...(watch ? { testLogins: watch.testLogins, adminLogins: watch.adminLogins } : noLogins),
  };
}

function toIso(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString();
}

function toPeriodView(period: RoutingPeriodRow): RoutingPeriodView {
  const seen = routesSeenSchema.safeParse(period.routes).data;
  const verdict = toVerdict(period.verdict);
  const wrong = (seen?.proofs ?? []).filter((proof) => !isRightlySent(proof));
  const problem = seen?.problem ? explainReason(seen.problem) : null;
  return {
    id: period.id,
    verdict,
    firstSeenAt: period.firstSeenAt.toISOString(),
    lastSeenAt: period.lastSeenAt.toISOString(),
    lookCount: period.lookCount,
    differences: [
      ...(problem ? [problem] : []),
      ...(verdict === 'drifted' ? wrong.map(toLine) : []),
    ],
  };
}

function toLine({ login, seen, idpName }: RouteProof): string {
  const where = { us: 'AdminX', okta: 'Okta', elsewhere: idpName ?? 'another identity provider' };
  return `${login} → ${where[seen]}`;
}
