import 'server-only';
import type { Adapter, AdapterSession, AdapterUser } from 'next-auth/adapters';
import { sha256Hex } from '@/lib/crypto/sha256';
import { getDatabase } from '@/lib/db/database';
import {
  deleteSessionByTokenHash,
  findSessionByTokenHash,
  touchSession,
  type SessionWithUser,
} from '@/lib/db/sessions';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { PersonIdentity } from './actor';

/** The user object our adapter hands to next-auth; `identity` is what we read back from it. */
export interface SessionUser extends AdapterUser {
  readonly identity: PersonIdentity;
}

/**
 * Lets next-auth read and end the sessions our WebAuthn handlers made. It sees the cookie value;
 * the row holds only its hash. A session lives while it is used within the idle limit, until its
 * absolute end, for a person who is not disabled, in its own tenant.
 */
export function createSessionAdapter(tenantId: TenantId, idleSeconds: number): Adapter {
  return {
    async getSessionAndUser(sessionToken) {
      const row = await findSessionByTokenHash(getDatabase(), tenantId, sha256Hex(sessionToken));
      if (!row || row.user.disabledAt || row.expiresAt.getTime() <= Date.now()) return null;
      const session = toAdapterSession(sessionToken, row, idleSeconds);
      return { session, user: toAdapterUser(row) };
    },
    async updateSession({ sessionToken }) {
      await touchSession(getDatabase(), tenantId, sha256Hex(sessionToken), new Date());
      return null;
    },
    async deleteSession(sessionToken) {
      await deleteSessionByTokenHash(getDatabase(), tenantId, sha256Hex(sessionToken));
    },
  };
}

/** next-auth's `expires` is the idle limit: it ends a session past it and asks us to extend it. */
function toAdapterSession(
  sessionToken: string,
  row: SessionWithUser,
  idleSeconds: number,
): AdapterSession {
  return {
    sessionToken,
    userId: row.user.id,
    expires: new Date(row.lastSeenAt.getTime() + idleSeconds * 1000),
  };
}

function toAdapterUser(row: SessionWithUser): SessionUser {
  const { user } = row;
  const displayName = `${user.firstName} ${user.lastName}`.trim();
  return {
    id: user.id,
    email: user.email,
    emailVerified: null,
    name: displayName,
    identity: {
      userId: user.id,
      sessionId: row.id,
      login: user.login,
      displayName,
      role: user.role,
      authenticatedAt: row.authenticatedAt,
      amr: row.amr,
    },
  };
}
