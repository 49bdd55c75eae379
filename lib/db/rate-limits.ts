import 'server-only';
import { sha256Hex } from '@/lib/crypto/sha256';
import { AppError } from '@/lib/shared/errors';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** What is limited, for whom, and how far. */
export interface Limit {
  /** For example `sign_in.ip`. */
  readonly name: string;
  /** Address, person or passkey; kept only as a hash. */
  readonly subject: string;
  readonly max: number;
  readonly windowSeconds: number;
}

/**
 * Counts one attempt in a fixed window and refuses it beyond the limit. One statement, so parallel
 * requests on any replica are all counted. Not inside a transaction that may be rolled back.
 *
 * @throws AppError `request.rate_limited`.
 */
export async function countAttempt(
  db: Transaction,
  tenantId: TenantId | null,
  limit: Limit,
  now: Date,
): Promise<void> {
  const key = keyOf(tenantId, limit);
  const windowEndsAt = new Date(now.getTime() + limit.windowSeconds * 1000);
  const rows = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO "RateLimit" AS stored ("key", "count", "windowEndsAt")
    VALUES (${key}, 1, ${windowEndsAt}::timestamptz)
    ON CONFLICT ("key") DO UPDATE SET
      "count" = CASE WHEN stored."windowEndsAt" <= ${now}::timestamptz
        THEN 1 ELSE stored."count" + 1 END,
      "windowEndsAt" = CASE WHEN stored."windowEndsAt" <= ${now}::timestamptz
        THEN excluded."windowEndsAt" ELSE stored."windowEndsAt" END
    RETURNING "count"`;
  const count = rows[0]?.count ?? 1;
  if (count > limit.max) throw refusal(limit, count);
}

/**
 * Refuses when the limit was used up by earlier attempts, without counting this one.
 *
 * @throws AppError `request.rate_limited`.
 */
export async function requireBelowLimit(
  db: Transaction,
  tenantId: TenantId | null,
  limit: Limit,
  now: Date,
): Promise<void> {
  const row = await db.rateLimit.findUnique({
    where: { key: keyOf(tenantId, limit) },
    select: { count: true, windowEndsAt: true },
  });
  if (row && row.windowEndsAt > now && row.count >= limit.max) throw refusal(limit, row.count);
}

/** Counts as if a limit had been used up already; for trying what happens then. */
export async function exhaustAttempts(
  db: Transaction,
  tenantId: TenantId,
  limit: Limit,
  now: Date,
): Promise<void> {
  const key = keyOf(tenantId, limit);
  const windowEndsAt = new Date(now.getTime() + limit.windowSeconds * 1000);
  const values = { count: limit.max, windowEndsAt };
  await db.rateLimit.upsert({ where: { key }, create: { key, ...values }, update: values });
}

/** Forgets every attempt of some subjects at some limits. */
export async function forgetAttempts(
  db: Transaction,
  tenantId: TenantId,
  forgotten: { readonly names: readonly string[]; readonly subjects: readonly string[] },
): Promise<void> {
  const keys = forgotten.names.flatMap((name) =>
    forgotten.subjects.map((subject) => keyOf(tenantId, { name, subject })),
  );
  await db.rateLimit.deleteMany({ where: { key: { in: keys } } });
}

function keyOf(tenantId: TenantId | null, limit: Pick<Limit, 'name' | 'subject'>): string {
  return `${limit.name}:${sha256Hex(`${tenantId ?? ''}\0${limit.subject}`)}`;
}

function refusal(limit: Limit, count: number): AppError {
  return new AppError('request.rate_limited', undefined, {
    details: { limit: limit.name, max: limit.max, count },
  });
}
