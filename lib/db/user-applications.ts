import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** An application with the time a person last opened it. */
export interface UserApplicationRow {
  readonly id: string;
  readonly name: string;
  readonly lastOpenedAt: Date | null;
}

/** The enabled applications of a tenant by name, and when a person last opened each. */
export async function listApplicationsOfUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<readonly UserApplicationRow[]> {
  return db.$queryRaw<UserApplicationRow[]>`
    SELECT "Application"."id"::text AS "id", "Application"."name", "last"."at" AS "lastOpenedAt"
    FROM "Application" LEFT JOIN LATERAL (
      SELECT "occurredAt" AS "at" FROM "AuditEvent"
      WHERE "tenantId" = ${tenantId}::uuid AND "actorUserId" = ${userId}::uuid
        AND "sequence" IS NOT NULL AND "action" = 'application.opened'
        AND "targetType" = 'application' AND "targetId" = "Application"."id"::text
      ORDER BY "sequence" DESC LIMIT 1
    ) AS "last" ON TRUE
    WHERE "Application"."tenantId" = ${tenantId}::uuid AND "Application"."enabled"
    ORDER BY "Application"."name", "Application"."id" LIMIT 200`;
}
