import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** An application a person may open, through what, and when it was opened last. */
export interface UserApplicationRow {
  readonly id: string;
  readonly name: string;
  readonly kind: 'OKTA_SAML' | 'CUSTOM_SAML';
  readonly access: 'EVERYONE' | 'CHOSEN';
  readonly isChosen: boolean;
  /** Names of the chosen groups the person is in. */
  readonly groups: readonly string[];
  /** Whether the person can begin here. */
  readonly canOpenHere: boolean;
  readonly lastOpenedAt: Date | null;
}

/** The enabled applications a person may open, by name, and when each was last opened. */
export async function listApplicationsOfUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<readonly UserApplicationRow[]> {
  return db.$queryRaw<UserApplicationRow[]>`
    SELECT "mine".*, "last"."at" AS "lastOpenedAt" FROM (
      SELECT a."id"::text AS "id", a."name", a."kind"::text AS "kind", a."access"::text AS "access",
        a."allowsIdpInitiated" AND cardinality(a."acsUrls") > 0 AS "canOpenHere",
        EXISTS (SELECT 1 FROM "ApplicationUser" u WHERE u."tenantId" = a."tenantId"
          AND u."applicationId" = a."id" AND u."userId" = ${userId}::uuid) AS "isChosen",
        ARRAY(SELECT g."name" FROM "GroupMember" m
          JOIN "ApplicationGroup" c ON c."tenantId" = m."tenantId" AND c."groupId" = m."groupId"
            AND c."applicationId" = a."id"
          JOIN "Group" g ON g."tenantId" = m."tenantId" AND g."id" = m."groupId"
          WHERE m."tenantId" = ${tenantId}::uuid AND m."userId" = ${userId}::uuid
          ORDER BY g."nameKey") AS "groups"
      FROM "Application" a WHERE a."tenantId" = ${tenantId}::uuid AND a."enabled"
    ) AS "mine" LEFT JOIN LATERAL (
      SELECT "occurredAt" AS "at" FROM "AuditEvent"
      WHERE "tenantId" = ${tenantId}::uuid AND "actorUserId" = ${userId}::uuid
        AND "sequence" IS NOT NULL AND "action" = 'application.opened'
        AND "targetType" = 'application' AND "targetId" = "mine"."id"
      ORDER BY "sequence" DESC LIMIT 1
    ) AS "last" ON TRUE
    WHERE "mine"."access" = 'EVERYONE' OR "mine"."isChosen" OR cardinality("mine"."groups") > 0
    ORDER BY lower("mine"."name"), "mine"."id" LIMIT 200`;
}
