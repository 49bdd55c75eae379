import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import {
  listLatestPeriods,
  listSignInOutcomes,
  type RoutingPeriodRow,
  type SignInOutcome,
  type JudgedApplicationRow,
} from '@/lib/db/routing-watches';
import { findActiveSigningKey } from '@/lib/db/signing-keys';
import { requireOktaHost } from '@/lib/okta/domain';
import { routesSeenSchema, type RoutingVerdict } from '@/lib/schemas/integration-health';
import { judgeHealth, type Health, type HealthFacts } from './judge-health';
import type { RoutingFacts } from './judge-routing';
import { findPeopleOfSetup, joinWatched } from './watched-people';

const dayMs = 86_400_000;
const recentDays = 7;
const recentEvents = 50;

/** An application with its health and what it follows from. */
export interface JudgedApplication {
  readonly application: JudgedApplicationRow;
  readonly facts: HealthFacts;
  readonly health: Health;
  readonly outcomes: readonly SignInOutcome[];
}

/** Reads the facts of some applications and judges each. */
export async function readHealth(
  db: Transaction,
  actor: Actor,
  applications: readonly JudgedApplicationRow[],
  now: Date,
): Promise<readonly JudgedApplication[]> {
  const { tenantId } = actor;
  const key = await findActiveSigningKey(db, tenantId);
  const outcomes = await listSignInOutcomes(db, tenantId, {
    applicationIds: applications.map(({ id }) => id),
    since: new Date(now.getTime() - recentDays * dayMs),
    take: recentEvents,
  });
  const periods = await listLatestPeriods(db, tenantId);
  const periodOf = new Map(periods.map((period) => [period.applicationId, period]));
  const judged: JudgedApplication[] = [];
  for (const application of applications) {
    const own = outcomes.filter(({ applicationId }) => applicationId === application.id);
    const routing = await readRouting(db, actor, application, periodOf.get(application.id));
    const facts: HealthFacts = {
      isOkta: application.oktaConnection !== null,
      isEnabled: application.enabled,
      lastSignInAt: application.lastSignInAt,
      ...countOutcomes(own),
      certificateDaysLeft: key ? daysUntil(key.notAfter, now) : null,
      routing,
    };
    judged.push({ application, facts, health: judgeHealth(facts, now), outcomes: own });
  }
  return judged;
}

function countOutcomes(outcomes: readonly SignInOutcome[]) {
  const refused = outcomes.filter(({ action }) => action === 'application.refused');
  return {
    recentCount: sum(outcomes.map(({ count }) => count)),
    recentRefusedCount: sum(refused.map(({ count }) => count)),
    refusedSinceGood: sum(refused.map(({ sinceGood }) => sinceGood)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function daysUntil(end: Date, now: Date): number {
  return Math.floor((end.getTime() - now.getTime()) / dayMs);
}

async function readRouting(
  db: Transaction,
  actor: Actor,
  application: JudgedApplicationRow,
  period: Omit<RoutingPeriodRow, 'applicationId'> | undefined,
): Promise<RoutingFacts | null> {
  const { oktaConnection: connection, routingWatch: watch } = application;
  if (!connection?.orgUrl) return null;
  const setup = await findPeopleOfSetup(db, actor.tenantId, application);
  const people = watch ? joinWatched(setup, watch) : setup;
  return {
    ...toSeen(period),
    ...momentsOf(watch),
    hasTestPerson: people.testLogins.length > 0,
    hasAdministrator: people.adminLogins.length > 0,
    ruleName: connection.ruleName,
    idpName: connection.idpName,
    loginDefaultUrl: `${hostOf(connection.orgUrl).origin}/login/default`,
  };
}

function toSeen(period: Pick<RoutingPeriodRow, 'verdict' | 'routes'> | undefined) {
  if (!period) return { verdict: null, proofs: [], problem: null };
  const { proofs = [], problem = null } = routesSeenSchema.safeParse(period.routes).data ?? {};
  return { verdict: toVerdict(period.verdict), proofs, problem };
}

type Moments = Pick<RoutingFacts, 'lastLookAt' | 'lastRightAt' | 'driftedSince' | 'silentSince'>;

function momentsOf(watch: Moments | null): Moments {
  if (!watch) return { lastLookAt: null, lastRightAt: null, driftedSince: null, silentSince: null };
  const { lastLookAt, lastRightAt, driftedSince, silentSince } = watch;
  return { lastLookAt, lastRightAt, driftedSince, silentSince };
}

/** The stored address, taken apart; the stand-in organisation is the only one without https. */
export function hostOf(orgUrl: string): ReturnType<typeof requireOktaHost> {
  return requireOktaHost(orgUrl, orgUrl.startsWith('http:') ? orgUrl : null);
}

/** The stored word; anything unknown counts as not seen. */
export function toVerdict(stored: string): RoutingVerdict {
  return stored === 'right' || stored === 'drifted' ? stored : 'silent';
}
