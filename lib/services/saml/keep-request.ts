import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { getDatabase } from '@/lib/db/database';
import {
  countPendingSamlRequests,
  evictPendingSamlRequests,
  insertPendingSamlRequest,
  type NewPendingSamlRequest,
} from '@/lib/db/pending-saml-requests';
import { log } from '@/lib/log/log';
import { networkOf } from '@/lib/net/address-rules';
import { AppError } from '@/lib/shared/errors';

/** How long a person has to sign in, in seconds. */
const pendingTtlSeconds = 600;
/** How many requests may wait at once; ordinary ones wait for seconds. */
const maxPending = { ofApplication: 2000, ofTenant: 5000 };

/** What the browser takes along: the id in the address, the secret in a cookie. */
export interface PendingRequest {
  readonly id: string;
  readonly browserSecret: string;
  readonly ttlSeconds: number;
}

/**
 * Stores a request for one browser. At most so many wait (attacks.md D4); when there is no room, the
 * address that holds most of it gives way, so that who floods pushes out itself and nobody else.
 */
export async function keepRequest(
  actor: Actor,
  request: Omit<NewPendingSamlRequest, 'browserHash' | 'originHash' | 'createdAt' | 'expiresAt'> & {
    readonly now: Date;
  },
): Promise<PendingRequest> {
  const { now, ...kept } = request;
  await requireRoom(actor, request.applicationId, now);
  const browserSecret = randomToken();
  const id = await insertPendingSamlRequest(getDatabase(), actor.tenantId, {
    ...kept,
    browserHash: sha256Hex(browserSecret),
    originHash: sha256Hex(`${actor.tenantId}\0${networkOf(actor.origin.ip)}`),
    createdAt: now,
    expiresAt: new Date(now.getTime() + pendingTtlSeconds * 1000),
  });
  return { id, browserSecret, ttlSeconds: pendingTtlSeconds };
}

async function requireRoom(actor: Actor, applicationId: string, now: Date): Promise<void> {
  const db = getDatabase();
  const waiting = await countPendingSamlRequests(db, actor.tenantId, { applicationId, now });
  const isApplicationFull = waiting.ofApplication >= maxPending.ofApplication;
  if (!isApplicationFull && waiting.ofTenant < maxPending.ofTenant) return;
  const full = isApplicationFull ? applicationId : null;
  const evicted = await evictPendingSamlRequests(db, actor.tenantId, { applicationId: full, now });
  if (evicted > 0) log.warn({ applicationId: full, evicted, ...waiting }, 'Sign-ins gave way');
  else throw new AppError('saml.too_many_pending', undefined, { details: waiting });
}
