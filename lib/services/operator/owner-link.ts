import 'server-only';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import type { Transaction } from '@/lib/db/database';
import { replaceSetupLink } from '@/lib/db/setup-links';
import type { TenantId } from '@/lib/shared/tenant-id';

const linkTtlSeconds = 3600;

/** A link as shown, once; the database keeps only the hash of its token. */
export interface OwnerLink {
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** A link before it is stored: what is shown, and what is kept. */
export interface NewOwnerLink {
  readonly shown: OwnerLink;
  readonly tokenHash: string;
  readonly expiresAt: Date;
}

/** A link that works for an hour, at an address of the tenant. */
export function newOwnerLink(publicUrl: string, now: Date): NewOwnerLink {
  const token = randomToken();
  const expiresAt = new Date(now.getTime() + linkTtlSeconds * 1000);
  return {
    shown: { url: `${publicUrl}/setup/${token}`, expiresAt: expiresAt.toISOString() },
    tokenHash: sha256Hex(token),
    expiresAt,
  };
}

/** Keeps the link that makes an owner; links of the tenant made before stop working. */
export async function storeOwnerLink(
  tx: Transaction,
  tenantId: TenantId,
  { tokenHash, expiresAt }: NewOwnerLink,
): Promise<void> {
  await replaceSetupLink(tx, tenantId, { tokenHash, expiresAt });
}
