import { isAppError } from '@/lib/shared/errors';
import type { OktaAdmin } from './port';

/** How often revoking is tried before the admin is told to do it by hand. */
const maxTries = 3;

/**
 * Revokes the token in use and proves it dead: the next call must answer 401 E0000011. Never throws.
 * False means: not proven, so it must be taken for alive.
 */
export async function revokeAndProve(admin: OktaAdmin): Promise<boolean> {
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    if (await tryOnce(admin)) return true;
  }
  return false;
}

async function tryOnce(admin: OktaAdmin): Promise<boolean> {
  try {
    await admin.revokeToken();
  } catch (error) {
    if (isAppError(error) && error.details['oktaCode'] === 'E0000011') return true;
  }
  try {
    return await admin.isTokenDead();
  } catch {
    return false;
  }
}
