import 'server-only';
import { randomToken } from '@/lib/crypto/random-token';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type { ChallengePurpose, Prisma } from './generated/client';

/** How long a person may take between asking for a challenge and answering it. */
const challengeTtlSeconds = 300;

/** A challenge to make. `tenantId` is null only in the first run. */
export interface NewChallenge {
  readonly purpose: ChallengePurpose;
  /** SHA-256 of the browser's flow cookie. */
  readonly browserHash: string;
  readonly userId?: string;
  readonly sessionId?: string;
  readonly context?: Prisma.InputJsonObject;
  readonly now: Date;
}

/** Makes a challenge of 32 random bytes, base64url, and remembers it for five minutes. */
export async function issueChallenge(
  db: Transaction,
  tenantId: TenantId | null,
  wanted: NewChallenge,
): Promise<string> {
  const { now, ...rest } = wanted;
  const challenge = randomToken(32);
  const expiresAt = new Date(now.getTime() + challengeTtlSeconds * 1000);
  await db.webauthnChallenge.create({
    data: { tenantId, ...rest, challenge, expiresAt, createdAt: now },
    select: { id: true },
  });
  return challenge;
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
