import 'server-only';
import { getDatabase } from '@/lib/db/database';
import { hasAnyOwner } from '@/lib/db/setup-links';

/** Tells whether the installation still waits for its first owner. */
export async function isOwnerMissing(): Promise<boolean> {
  return !(await hasAnyOwner(getDatabase()));
}
