import 'server-only';
import { sha256Hex } from '@/lib/crypto/sha256';
import { getDatabase } from '@/lib/db/database';
import { findSetupLink, hasAnyOwner } from '@/lib/db/setup-links';

/** Tells whether the first run waits behind this link: it is the last one printed and unused. */
export async function isSetupOpen(token: string): Promise<boolean> {
  const db = getDatabase();
  const link = await findSetupLink(db, sha256Hex(token), new Date());
  return link !== null && !(await hasAnyOwner(db));
}
