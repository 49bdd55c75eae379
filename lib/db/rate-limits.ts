import 'server-only';
import type { Transaction } from './database';

/**
 * Counts one attempt against a key in a fixed window, in one statement, so that parallel requests
 * on any replica are all counted. The key already names tenant and subject, hashed.
 */
export async function countAttempt(
  db: Transaction,
  attempt: { readonly key: string; readonly windowSeconds: number; readonly now: Date },
): Promise<number> {
  const windowEndsAt = new Date(attempt.now.getTime() + attempt.windowSeconds * 1000);
  const rows = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO "RateLimit" ("key", "count", "windowEndsAt")
    VALUES (${attempt.key}, 1, ${windowEndsAt})
    ON CONFLICT ("key") DO UPDATE SET
      "count" = CASE WHEN "RateLimit"."windowEndsAt" <= ${attempt.now}
        THEN 1 ELSE "RateLimit"."count" + 1 END,
      "windowEndsAt" = CASE WHEN "RateLimit"."windowEndsAt" <= ${attempt.now}
        THEN ${windowEndsAt} ELSE "RateLimit"."windowEndsAt" END
    RETURNING "count"`;
  return rows[0]?.count ?? 1;
}

/** Forgets counters whose window is over. */
export async function deleteExpiredRateLimits(db: Transaction, now: Date): Promise<void> {
  await db.rateLimit.deleteMany({ where: { windowEndsAt: { lte: now } } });
}
