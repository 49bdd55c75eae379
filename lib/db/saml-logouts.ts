import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** What begins a logout. */
export interface NewSamlLogout {
  /** SHA-256 of the secret in the address of its next step. */
  readonly secretHash: string;
  readonly initiatorId: string | null;
  readonly requestId: string | null;
  readonly relayState: string | null;
  /** The trace of its exchange. */
  readonly traceId: string | null;
  readonly expiresAt: Date;
}

/** A logout on its way. */
export type SamlLogoutRow = NonNullable<Awaited<ReturnType<typeof findSamlLogout>>>;

const select = {
  id: true,
  initiatorId: true,
  requestId: true,
  relayState: true,
  currentId: true,
  currentRequestId: true,
  isPartial: true,
  traceId: true,
} as const;

/** Stores a logout; returns its id. A LogoutRequest that came before breaks the unique index. */
export async function insertSamlLogout(
  db: Transaction,
  tenantId: TenantId,
  logout: NewSamlLogout,
): Promise<string> {
  return (await db.samlLogout.create({ data: { tenantId, ...logout }, select: { id: true } })).id;
}

/** The logout a secret belongs to, or the one that waits for the answer to a request of ours. */
export async function findSamlLogout(
  db: Transaction,
  tenantId: TenantId,
  by: {
    readonly now: Date;
    readonly proof: { readonly secretHash: string } | { readonly currentRequestId: string };
  },
) {
  return db.samlLogout.findFirst({
    where: { tenantId, expiresAt: { gt: by.now }, ...by.proof },
    select,
  });
}

/** Notes which application is being told, or that nobody is. */
export async function updateSamlLogout(
  db: Transaction,
  tenantId: TenantId,
  logout: {
    readonly id: string;
    /** A new secret for the next step; without one it stays. */
    readonly secretHash?: string;
    readonly currentId: string | null;
    readonly currentRequestId: string | null;
    readonly isPartial: boolean;
  },
): Promise<void> {
  const { id, ...data } = logout;
  await db.samlLogout.updateMany({ where: { tenantId, id }, data });
}

/**
 * Takes the secret of a logout away: its address leads nowhere any more. Of several attempts at once
 * exactly one gets true. The row stays until it expires, so that the same LogoutRequest cannot be used
 * again.
 */
export async function closeSamlLogout(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<boolean> {
  const { count } = await db.samlLogout.updateMany({
    where: { tenantId, id, secretHash: { not: '' } },
    data: { secretHash: '', currentId: null, currentRequestId: null },
  });
  return count === 1;
}
