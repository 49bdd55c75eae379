/** Many people at once, for measuring lists: quick, and with what the repositories would keep. */
import type { Database } from '@/lib/db/database';
import type { TenantId } from '@/lib/shared/tenant-id';

/**
 * Adds `count` people: half of them enrolled, one in twenty disabled, one in ten invited, one in ten
 * without a sign-in, the others' spread over a year; every ten-thousandth an owner.
 */
export async function seedCrowd(
  db: Database,
  tenantId: TenantId,
  { count, now }: { readonly count: number; readonly now: Date },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "User" ("id", "tenantId", "login", "loginKey", "email", "firstName", "lastName",
      "role", "userHandle", "searchText", "nameKey", "loginSkeleton", "disabledAt", "enrolledAt",
      "invitedUntil", "lastSignInAt", "createdAt", "updatedAt")
    SELECT gen_random_uuid(), ${tenantId}::uuid, p.login, p.login, p.login, 'First',
      'Name' || n % 100,
      (CASE WHEN n % 10000 = 0 THEN 'OWNER' ELSE 'NONE' END)::"Role",
      decode(md5('a' || n) || md5('b' || n), 'hex'),
      'p' || lpad(n::text, 6, '0') || ' example com first name' || n % 100 || ' crowd',
      'name ' || n % 100 || ' first', p.login,
      CASE WHEN n % 20 = 1 THEN ${now}::timestamptz END,
      CASE WHEN n % 2 = 0 THEN ${now}::timestamptz END,
      CASE WHEN n % 10 = 3 THEN ${now}::timestamptz + interval '1 day' END,
      CASE WHEN n % 10 <> 7 THEN ${now}::timestamptz - n % 8760 * interval '1 hour' END,
      ${now}::timestamptz, ${now}::timestamptz
    FROM generate_series(1, ${count}::int) AS n,
      LATERAL (SELECT 'p' || lpad(n::text, 6, '0') || '@example.com' AS login) AS p`;
  await db.$executeRawUnsafe('ANALYZE "User"');
}
