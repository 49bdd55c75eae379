import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction, type Transaction } from '@/lib/db/database';
import {
  findJudgedApplication,
  insertRoutingWatch,
  listRoutingPeriods,
  lockRoutingWatch,
  recordRoutingLook,
  updateRoutingWatch,
  type RoutingWatchRow,
  type JudgedApplicationRow,
} from '@/lib/db/routing-watches';
import { hashCanonically } from '@/lib/okta/canonical-json';
import { isRightlySent, routesSeenSchema } from '@/lib/schemas/integration-health';
import { AppError, invariant } from '@/lib/shared/errors';
import { realOutside, type Outside } from './outside';
import { inventStranger, planProbes } from './plan-probes';
import { seeRoutes, type Look } from './see-routes';
import { tellOfHealth } from './tell-of-health';
import { findPeopleOfSetup, joinWatched } from './watched-people';

/** Who presses twice gets the answer of the first time. */
const restMs = 2_000;
const nextMs = { right: 10 * 60_000, drifted: 5 * 60_000, silent: 5 * 60_000 } as const;

/**
 * Looks now where Okta sends the people of an application, because somebody asks for it.
 * @throws AppError `okta.application_not_found`, `okta.address_unknown`
 */
export async function lookAtRoutes(
  actor: Actor,
  applicationId: string,
  outside: Outside = realOutside(),
): Promise<void> {
  actor.requirePerson('applications.prove');
  const application = await findJudgedApplication(getDatabase(), actor.tenantId, applicationId);
  if (!application?.oktaConnection) throw new AppError('okta.application_not_found');
  if (application.oktaConnection.orgUrl === null) throw new AppError('okta.address_unknown');
  const { lastLookAt = null } = application.routingWatch ?? {};
  const now = outside.now();
  if (lastLookAt !== null && now.getTime() - lastLookAt.getTime() < restMs) return;
  await lookAndKeep(actor, application, outside);
}

/** One look at an application, kept with what follows from it; no network within a transaction. */
export async function lookAndKeep(
  actor: Actor,
  application: JudgedApplicationRow,
  outside: Outside,
): Promise<void> {
  const { oktaConnection: connection } = application;
  if (!connection?.orgUrl) return;
  const watch = await ensureWatch(actor, application, outside.now());
  const setup = await findPeopleOfSetup(getDatabase(), actor.tenantId, application);
  const { orgUrl, orgId, idpId, idpName } = connection;
  const probes = planProbes(joinWatched(setup, watch), { isEnabled: application.enabled });
  const look = await seeRoutes(outside, { orgUrl, orgId, idpId, idpName, probes });
  await inTransaction((tx) => keep(tx, actor, { application, look, at: outside.now() }));
}

/** Begins to watch an application whose turn never came. */
export async function ensureWatch(
  actor: Actor,
  application: JudgedApplicationRow,
  now: Date,
): Promise<RoutingWatchRow> {
  if (application.routingWatch) return application.routingWatch;
  const { id: applicationId, oktaConnection: connection } = application;
  await insertRoutingWatch(getDatabase(), actor.tenantId, {
    applicationId,
    strangerLogin: inventStranger(connection?.pilotLogin ?? null),
    nextLookAt: now,
  });
  const stored = await findJudgedApplication(getDatabase(), actor.tenantId, applicationId);
  if (!stored?.routingWatch) throw new AppError('okta.application_not_found');
  return stored.routingWatch;
}

interface Kept {
  readonly application: JudgedApplicationRow;
  readonly look: Look;
  readonly at: Date;
}

async function keep(tx: Transaction, actor: Actor, { application, look, at }: Kept) {
  const { tenantId } = actor;
  const { id: applicationId } = application;
  const before = await lockRoutingWatch(tx, tenantId, applicationId);
  // Deleted while Okta was asked.
  if (!before) return;
  const seen = await withLastProofs(tx, actor, applicationId, look);
  await recordRoutingLook(tx, tenantId, {
    applicationId,
    verdict: look.verdict,
    fingerprint: hashCanonically(seen),
    routes: { proofs: seen.proofs.map((proof) => ({ ...proof })), problem: seen.problem },
    at,
  });
  await updateRoutingWatch(tx, tenantId, applicationId, toChange(before, look, at));
  await tellOfHealth(tx, actor, applicationId, at);
  await auditTurn(tx, actor, { application, before, look });
}

/** While Okta is silent, what was seen last still stands. */
async function withLastProofs(tx: Transaction, actor: Actor, applicationId: string, look: Look) {
  if (look.verdict !== 'silent') return look.seen;
  const [last] = await listRoutingPeriods(tx, actor.tenantId, { applicationId, take: 1 });
  const proofs = routesSeenSchema.safeParse(last?.routes).data?.proofs ?? [];
  return { ...look.seen, proofs };
}

function toChange(before: RoutingWatchRow, { verdict }: Look, at: Date) {
  const nextLookAt = new Date(at.getTime() + nextMs[verdict]);
  const known = { lastLookAt: at, nextLookAt };
  if (verdict === 'silent') return { ...known, silentSince: before.silentSince ?? at };
  if (verdict === 'right') {
    return { ...known, silentSince: null, driftedSince: null, lastRightAt: at };
  }
  return { ...known, silentSince: null, driftedSince: before.driftedSince ?? at };
}

async function auditTurn(
  tx: Transaction,
  actor: Actor,
  turn: {
    readonly application: JudgedApplicationRow;
    readonly before: RoutingWatchRow;
    readonly look: Look;
  },
): Promise<void> {
  const { application, before, look } = turn;
  const target = { type: 'application', id: application.id, label: application.name };
  if (look.verdict === 'drifted' && before.driftedSince === null) {
    const wrong = look.seen.proofs.filter((proof) => !isRightlySent(proof));
    const logins = wrong.map(({ login, seen }) => `${login} → ${seen}`).join('; ');
    invariant(logins !== '' || look.seen.problem !== null, 'drift has a difference');
    await recordAudit(tx, actor, 'routing.drifted', target, {
      routes: { after: logins === '' ? look.seen.problem : logins },
    });
  }
  if (look.verdict === 'right' && before.driftedSince !== null) {
    await recordAudit(tx, actor, 'routing.restored', target, {
      since: { before: before.driftedSince.toISOString() },
    });
  }
}
