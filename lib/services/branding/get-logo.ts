import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { findLogo } from '@/lib/db/branding';
import { getDatabase } from '@/lib/db/database';
import { AppError } from '@/lib/shared/errors';

/** The tenant's logo as PNG. It stands on the sign-in page, so anybody may see it. */
export async function getLogo(actor: Actor, hash: string): Promise<Uint8Array<ArrayBuffer>> {
  const logo = await findLogo(getDatabase(), actor.tenantId, hash);
  if (!logo) throw new AppError('branding.logo_not_found');
  return logo;
}
