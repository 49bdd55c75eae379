import 'server-only';
import { randomBytes } from 'node:crypto';
import { toLoginKey } from '@/lib/shared/login-key';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { Prisma } from './generated/client';
import { findableForms } from './users';

/** A run of the self-test that ended without cleaning up. */
export interface AbandonedSelfTest {
  readonly id: string;
  readonly tenantId: TenantId;
}

/** Begins a run; a second one of the same tenant breaks the unique index (P2002). */
export async function insertSelfTest(
  db: Transaction,
  tenantId: TenantId,
  run: { readonly startedAt: Date; readonly leaseUntil: Date },
): Promise<string> {
  return (await db.selfTest.create({ data: { tenantId, ...run }, select: { id: true } })).id;
}

/** Says that a run is alive until a moment. */
export async function extendSelfTest(
  db: Transaction,
  tenantId: TenantId,
  run: { readonly id: string; readonly leaseUntil: Date },
): Promise<void> {
  const { id, leaseUntil } = run;
  await db.selfTest.updateMany({ where: { tenantId, id }, data: { leaseUntil } });
}

/** Runs whose time is over, of every tenant; for the schedule and for who comes next. */
export async function listAbandonedSelfTests(
  db: Transaction,
  now: Date,
): Promise<readonly AbandonedSelfTest[]> {
  const rows = await db.selfTest.findMany({
    where: { leaseUntil: { lt: now } },
    select: { id: true, tenantId: true },
  });
  return rows.map(({ id, tenantId }) => ({ id, tenantId: asTenantId(tenantId) }));
}

/** Ends the lease of every run, when it is certain that nobody runs one. */
export async function endSelfTestLeases(db: Transaction, now: Date): Promise<void> {
  await db.selfTest.updateMany({ where: { leaseUntil: { gt: now } }, data: { leaseUntil: now } });
}

/** The addresses a run sends from: of the loopback network, which no packet from outside has. */
export const selfTestNetwork = '127.77.';

/**
 * Removes a run with all it made: applications, people and what hangs on them by their rows, then the
 * traces and sign-outs, which keep no such tie. True for the one caller that removed it.
 *
 * @param run.traceIds traces known by id, where the run had to share its address with others.
 */
export async function removeSelfTest(
  db: Transaction,
  tenantId: TenantId,
  run: { readonly id: string; readonly traceIds: readonly string[] },
): Promise<boolean> {
  const { id } = run;
  const found = await db.selfTest.findFirst({
    where: { tenantId, id },
    select: { startedAt: true },
  });
  if (!found) return false;
  const made = { where: { tenantId, selfTestId: id }, select: { id: true } };
  const applications = (await db.application.findMany(made)).map((row) => row.id);
  const people = (await db.user.findMany(made)).map((row) => row.id);
  await db.samlLogout.deleteMany({
    where: {
      tenantId,
      OR: [{ initiatorId: { in: applications } }, { currentId: { in: applications } }],
    },
  });
  await db.samlTrace.deleteMany({
    where: { tenantId, OR: [{ applicationId: { in: applications } }, { userId: { in: people } }] },
  });
  // Also at other tenants, whose doors were tried with what belongs to this one.
  await db.samlTrace.deleteMany({
    where: { traceId: { in: [...run.traceIds] }, startedAt: { gte: found.startedAt } },
  });
  await db.$executeRaw`
    DELETE FROM "SamlTrace" WHERE "startedAt" >= ${found.startedAt}::timestamptz
      AND "steps"->0->>'ip' LIKE ${`${selfTestNetwork}%`}`;
  return (await db.selfTest.deleteMany({ where: { tenantId, id } })).count === 1;
}

/** What a test changes about an application. */
export type TestApplicationValues = Partial<
  Pick<
    Prisma.ApplicationUncheckedCreateInput,
    | 'enabled'
    | 'access'
    | 'requireSignedRequests'
    | 'requestCertificatePems'
    | 'honoursAuthnContext'
    | 'nameIdFormat'
    | 'sloUrl'
    | 'sloBinding'
  >
> & { readonly acsUrls?: readonly string[] };

/** Makes an application of a run; only people who are chosen for it may open it. */
export async function insertTestApplication(
  db: Transaction,
  tenantId: TenantId,
  made: {
    readonly selfTestId: string;
    readonly name: string;
    readonly entityId: string;
    readonly values: TestApplicationValues;
  },
): Promise<string> {
  const { values, ...rest } = made;
  const { id } = await db.application.create({
    data: {
      ...{ tenantId, ...rest, kind: 'CUSTOM_SAML', requireSignedRequests: false },
      nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
      access: 'CHOSEN',
      ...toData(values),
    },
    select: { id: true },
  });
  return id;
}

/** Changes an application of a run, and no other. */
export async function updateTestApplication(
  db: Transaction,
  tenantId: TenantId,
  change: { readonly id: string; readonly values: TestApplicationValues },
): Promise<void> {
  await db.application.updateMany({
    where: { tenantId, id: change.id, selfTestId: { not: null } },
    data: toData(change.values),
  });
}

function toData({ acsUrls, ...values }: TestApplicationValues) {
  return { ...values, ...(acsUrls ? { acsUrls: [...acsUrls] } : {}) };
}

/** Makes a person of a run who may open its applications. */
export async function insertTestPerson(
  db: Transaction,
  tenantId: TenantId,
  person: {
    readonly selfTestId: string;
    readonly login: string;
    readonly firstName: string;
    readonly lastName: string;
  },
): Promise<string> {
  const names = { ...person, email: person.login };
  const { id } = await db.user.create({
    data: {
      ...{ tenantId, ...names, ...findableForms(names) },
      loginKey: toLoginKey(person.login),
      userHandle: new Uint8Array(randomBytes(64)),
    },
    select: { id: true },
  });
  return id;
}

/** Lets a person of a run into an application of it, or no longer. */
export async function setTestAccess(
  db: Transaction,
  tenantId: TenantId,
  grant: { readonly applicationId: string; readonly userId: string; readonly isAllowed: boolean },
): Promise<void> {
  const { isAllowed, ...who } = grant;
  if (isAllowed) await db.applicationUser.create({ data: { tenantId, ...who } });
  else await db.applicationUser.deleteMany({ where: { tenantId, ...who } });
}

/** Disables, enables or renames a person of a run, and nobody else. */
export async function updateTestPerson(
  db: Transaction,
  tenantId: TenantId,
  change: {
    readonly id: string;
    readonly values: { readonly disabledAt?: Date | null; readonly firstName?: string };
  },
): Promise<void> {
  await db.user.updateMany({
    where: { tenantId, id: change.id, selfTestId: { not: null } },
    data: change.values,
  });
}

/** Deletes a person of a run, and nobody else. */
export async function deleteTestPerson(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<void> {
  await db.user.deleteMany({ where: { tenantId, id, selfTestId: { not: null } } });
}

/** Another tenant and an application of it: what must be of no use here. */
export interface Neighbour {
  readonly tenantId: TenantId;
  readonly publicUrl: string;
  readonly entityId: string | null;
}

/** The first of the other tenants; null when there is none. */
export async function findNeighbour(
  db: Transaction,
  tenantId: TenantId,
): Promise<Neighbour | null> {
  const tenant = await db.tenant.findFirst({
    where: { id: { not: tenantId } },
    orderBy: { createdAt: 'asc' },
    select: {
      id: true,
      publicUrl: true,
      applications: { where: { enabled: true }, take: 1, select: { entityId: true } },
    },
  });
  if (!tenant) return null;
  const { id, publicUrl, applications } = tenant;
  return { tenantId: asTenantId(id), publicUrl, entityId: applications[0]?.entityId ?? null };
}

/** How many stored requests of an application wait at `now`. */
export async function countTestRequests(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly applicationId: string; readonly now: Date },
): Promise<number> {
  const { applicationId, now } = query;
  return db.pendingSamlRequest.count({
    where: { tenantId, applicationId, consumedAt: null, expiresAt: { gt: now } },
  });
}

/** Tables that remember what happened, and what tells since when. */
const rememberingTables = {
  SamlTrace: 'lastAt',
  AuditEvent: 'occurredAt',
  PendingSamlRequest: 'createdAt',
  SamlLogout: 'createdAt',
  SamlSession: 'createdAt',
  Session: 'createdAt',
} as const;

/** A table that remembers what happened. */
export type RememberingTable = keyof typeof rememberingTables;

/** Which of some texts stand in a row that was written since a moment, and in which table. */
export async function findTextsInRows(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly since: Date; readonly texts: readonly string[] },
): Promise<readonly { readonly table: RememberingTable; readonly text: string }[]> {
  const found: { table: RememberingTable; text: string }[] = [];
  for (const table of Object.keys(rememberingTables) as RememberingTable[]) {
    const column = rememberingTables[table];
    const rows = await db.$queryRaw<{ row: string }[]>`
      SELECT row_to_json(t)::text AS row FROM ${Prisma.raw(`"${table}"`)} t
      WHERE "tenantId" = ${tenantId}::uuid
        AND ${Prisma.raw(`"${column}"`)} >= ${query.since}::timestamptz`;
    for (const text of query.texts) {
      if (rows.some(({ row }) => row.includes(text))) found.push({ table, text });
    }
  }
  return found;
}
