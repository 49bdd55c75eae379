import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type { ChallengePurpose, Prisma } from './generated/client';

/** A challenge to remember. `tenantId` is null only in the first run. */
export interface NewChallenge {
  readonly purpose: ChallengePurpose;
  /** base64url of 32 random bytes. */
  readonly challenge: string;
  /** SHA-256 of the browser's flow cookie. */
  readonly browserHash: string;
  readonly userId?: string;
  readonly sessionId?: string;
  readonly context?: Prisma.InputJsonObject;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Stores a challenge and drops those whose time is over. */
export async function insertChallenge(
  db: Transaction,
  tenantId: TenantId | null,
  challenge: NewChallenge,
): Promise<void> {
  const { now, ...rest } = challenge;
  await db.webauthnChallenge.deleteMany({ where: { expiresAt: { lte: now } } });
  await db.webauthnChallenge.create({
    data: { tenantId, ...rest, createdAt: now },
    select: { id: true },
  });
}

/**
 * Takes a challenge out of the store: it answers once, only to the browser that asked for it, only
 * for its purpose and only in its time. Two requests with the same challenge: one gets it.
 */
export async function takeChallenge(
  db: Transaction,
  tenantId: TenantId | null,
  wanted: {
    readonly purpose: ChallengePurpose;
    readonly challenge: string;
    readonly browserHash: string;
    readonly now: Date;
  },
) {
  const row = await db.webauthnChallenge.findFirst({
    where: {
      tenantId,
      purpose: wanted.purpose,
      challenge: wanted.challenge,
      browserHash: wanted.browserHash,
      expiresAt: { gt: wanted.now },
    },
    select: { id: true, challenge: true, userId: true, sessionId: true, context: true },
  });
  if (!row) return null;
  const { count } = await db.webauthnChallenge.deleteMany({ where: { id: row.id } });
  return count === 1 ? row : null;
}
