/** Many events at once, for measuring the event log: quick, and with what the repositories keep. */
import type { Database } from '@/lib/db/database';
import type { TenantId } from '@/lib/shared/tenant-id';

/** People and applications the events are about; the numbered ones of each. */
export const seededEvents = {
  person: (number: number) => `019ab0c0-0000-7000-8000-${String(number).padStart(12, '0')}`,
  application: (number: number) => `019ab0c0-0001-7000-8000-${String(number).padStart(12, '0')}`,
} as const;

/**
 * Adds `count` events, evenly over the days before `now`: mostly sign-ins to a handful of
 * applications, one in ten refused, one in a hundred a change, one in a thousand the end of a person.
 * Hashes are no real ones.
 */
export async function seedEvents(
  db: Database,
  tenantId: TenantId,
  size: { readonly count: number; readonly days: number; readonly now: Date },
): Promise<void> {
  const { count, days, now } = size;
  await db.$executeRaw`
    INSERT INTO "AuditEvent" ("id", "tenantId", "occurredAt", "actorKind", "actorUserId",
      "actorLabel", "action", "targetType", "targetId", "targetLabel", "ip", "userAgent",
      "sequence", "previousHash", "hash", "searchText")
    SELECT gen_random_uuid(), ${tenantId}::uuid,
      ${now.toISOString()}::timestamptz
        - (${count}::float8 - n) / ${count} * ${days} * interval '1 day',
      'PERSON', ('019ab0c0-0000-7000-8000-' || lpad((n % 1000 * 7919 % 1000)::text, 12, '0'))::uuid,
      'p' || n % 1000 * 7919 % 1000 || '@example.com', e.action,
      CASE WHEN e.action LIKE 'application.%' THEN 'application' ELSE 'user' END,
      CASE WHEN e.action LIKE 'application.%'
        THEN '019ab0c0-0001-7000-8000-' || lpad((n % 5)::text, 12, '0')
        ELSE '019ab0c0-0000-7000-8000-' || lpad((n % 1000 * 7919 % 1000)::text, 12, '0') END,
      'target', '192.0.2.' || n % 250, 'Test browser', n, repeat('0', 64), repeat('0', 64),
      'p' || n % 1000 * 7919 % 1000 || ' example com ' || replace(e.action, '.', ' ') || ' n' || n
    FROM generate_series(1, ${count}::int) AS n, LATERAL (SELECT CASE
      WHEN n % 1000 = 3 THEN 'user.deleted'
      WHEN n % 100 = 5 THEN 'user.edited'
      WHEN n % 10 = 0 THEN 'application.refused'
      WHEN n % 4 = 1 THEN 'user.signed_in'
      ELSE 'application.opened' END AS action) AS e`;
  await db.$executeRaw`
    INSERT INTO "AuditChain" ("tenantId", "lastSequence", "lastHash", "removedHash", "updatedAt")
    VALUES (${tenantId}::uuid, ${count}, repeat('0', 64), repeat('0', 64),
      ${now.toISOString()}::timestamptz)`;
  await db.$executeRawUnsafe('VACUUM ANALYZE "AuditEvent"');
}
