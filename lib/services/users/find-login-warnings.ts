import 'server-only';
import type { Transaction } from '@/lib/db/database';
import { findLookAlikes } from '@/lib/db/users';
import type { LoginWarning } from '@/lib/schemas/users';
import { toLoginKey } from '@/lib/shared/login-key';
import { toLoginSkeleton } from '@/lib/shared/login-skeleton';
import { findMixedScripts } from '@/lib/shared/mixed-scripts';
import type { TenantId } from '@/lib/shared/tenant-id';

/**
 * What deserves a second look about a login before it is given to somebody: others it looks like,
 * and alphabets that are not written together. The same login is no look-alike; it is refused.
 */
export async function findLoginWarnings(
  db: Transaction,
  tenantId: TenantId,
  { login, ownerId }: { readonly login: string; readonly ownerId: string | null },
): Promise<readonly LoginWarning[]> {
  const key = toLoginKey(login);
  const others = await findLookAlikes(db, tenantId, [toLoginSkeleton(login)]);
  const mixed = findMixedScripts(login);
  return [
    ...others
      .filter((other) => other.id !== ownerId && other.loginKey !== key)
      .slice(0, 5)
      .map((other) => ({ kind: 'looks_like' as const, login: other.login, userId: other.id })),
    ...(mixed.length > 0 ? [{ kind: 'mixed_scripts' as const, scripts: mixed }] : []),
  ];
}
