/** Makes the one-time link of the first run. Called by the launcher, before any tenant exists. */
import { config } from '@/lib/config/config';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { inTransaction } from '@/lib/db/database';
import { deleteFirstRunLinks, hasAnyOwner, replaceSetupLink } from '@/lib/db/setup-links';

const linkTtlSeconds = 3600;

/** The link as printed, once; the database keeps only the hash of its token. */
export interface SetupLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/** A new link for making the first owner, replacing any before it; null when there is an owner. */
export async function createSetupLink(now: Date): Promise<SetupLink | null> {
  const token = randomToken();
  const expiresAt = new Date(now.getTime() + linkTtlSeconds * 1000);
  const isNeeded = await inTransaction(async (tx) => {
    if (await hasAnyOwner(tx)) {
      await deleteFirstRunLinks(tx);
      return false;
    }
    await replaceSetupLink(tx, null, { tokenHash: sha256Hex(token), expiresAt });
    return true;
  });
  return isNeeded ? { url: `${config().baseUrl}/setup/${token}`, expiresAt } : null;
}
