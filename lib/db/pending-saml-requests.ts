import 'server-only';
import type { ErrorCode } from '@/lib/shared/error-codes';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { isUuid } from './is-uuid';

/** An AuthnRequest that was verified and now waits for its person. */
export interface NewPendingSamlRequest {
  readonly applicationId: string;
  /** Null when the person began here. */
  readonly requestId: string | null;
  /** The registered URL the answer goes to. */
  readonly acsUrl: string;
  readonly relayState: string | null;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly nameIdFormat: string | null;
  readonly allowCreate: boolean | null;
  readonly spNameQualifier: string | null;
  readonly authnContexts: readonly string[];
  readonly authnContextComparison: string | null;
  /** Why it can only be refused; null when it can be answered. */
  readonly refusal: ErrorCode | null;
  readonly loginHint: string | null;
  /** The trace of its exchange. */
  readonly traceId: string | null;
  /** SHA-256 of the cookie value the browser got with this request. */
  readonly browserHash: string;
  /** SHA-256 of tenant and address. */
  readonly originHash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A pending request with its application. */
export type PendingSamlRequestRow = NonNullable<Awaited<ReturnType<typeof findPendingSamlRequest>>>;

/** Stores a request; returns its id, which grows with time (UUID version 7). */
export async function insertPendingSamlRequest(
  db: Transaction,
  tenantId: TenantId,
  request: NewPendingSamlRequest,
): Promise<string> {
  const row = await db.pendingSamlRequest.create({
    data: { tenantId, ...request, authnContexts: [...request.authnContexts] },
    select: { id: true },
  });
  return row.id;
}

/** How many requests wait at `now`: in the tenant, and for one application. */
export async function countPendingSamlRequests(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly applicationId: string; readonly now: Date },
): Promise<{ ofTenant: number; ofApplication: number }> {
  const where = { tenantId, consumedAt: null, expiresAt: { gt: query.now } };
  const ofTenant = await db.pendingSamlRequest.count({ where });
  const ofApplication = await db.pendingSamlRequest.count({
    where: { ...where, applicationId: query.applicationId },
  });
  return { ofTenant, ofApplication };
}

/**
 * Makes room by removing the oldest requests of the address with most of them, a tenth of what it has.
 * Nobody with a single one gives way: then nothing is removed, and 0 returned.
 */
export async function evictPendingSamlRequests(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly applicationId: string | null; readonly now: Date },
): Promise<number> {
  const { applicationId, now } = query;
  return db.$executeRaw`
    WITH waiting AS (
      SELECT "id", "originHash" FROM "PendingSamlRequest"
      WHERE "tenantId" = ${tenantId}::uuid AND "consumedAt" IS NULL
        AND "expiresAt" > ${now}::timestamptz
        AND (${applicationId}::uuid IS NULL OR "applicationId" = ${applicationId}::uuid)
    ), heaviest AS (
      SELECT "originHash", count(*) AS "held" FROM waiting
      GROUP BY "originHash" ORDER BY "held" DESC LIMIT 1
    )
    DELETE FROM "PendingSamlRequest" WHERE "id" IN (
      SELECT w."id" FROM waiting w JOIN heaviest h
        ON w."originHash" IS NOT DISTINCT FROM h."originHash" AND h."held" > 1
      ORDER BY w."id" LIMIT greatest(1, (SELECT "held" / 10 FROM heaviest))
    )`;
}

/** A request that still waits at `now`, of the browser with this hash; null for any other. */
export async function findPendingSamlRequest(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly id: string; readonly browserHash: string; readonly now: Date },
) {
  if (!isUuid(query.id)) return null;
  return db.pendingSamlRequest.findFirst({
    where: {
      tenantId,
      id: query.id,
      browserHash: query.browserHash,
      consumedAt: null,
      expiresAt: { gt: query.now },
    },
    select: {
      id: true,
      requestId: true,
      acsUrl: true,
      relayState: true,
      forceAuthn: true,
      isPassive: true,
      nameIdFormat: true,
      allowCreate: true,
      spNameQualifier: true,
      authnContexts: true,
      authnContextComparison: true,
      refusal: true,
      loginHint: true,
      traceId: true,
      createdAt: true,
      application: {
        select: {
          id: true,
          name: true,
          enabled: true,
          entityId: true,
          acsUrls: true,
          nameIdFormat: true,
          nameIdSource: true,
          nameIdExpression: true,
          kind: true,
          honoursAuthnContext: true,
          selfTestId: true,
        },
      },
    },
  });
}

/** Uses a request up. Of several attempts at once exactly one gets true. */
export async function consumePendingSamlRequest(
  db: Transaction,
  tenantId: TenantId,
  request: { readonly id: string; readonly now: Date },
): Promise<boolean> {
  const { count } = await db.pendingSamlRequest.updateMany({
    where: { tenantId, id: request.id, consumedAt: null, expiresAt: { gt: request.now } },
    data: { consumedAt: request.now },
  });
  return count === 1;
}
