import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { issueChallenge } from '@/lib/db/challenges';
import { getDatabase } from '@/lib/db/database';
import { countAttempt } from '@/lib/db/rate-limits';
import { getTenantById } from '@/lib/db/tenants';
import { buildAuthenticationOptions } from '@/lib/webauthn/authentication';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';

/** Generous, because a whole office may share one address and every visit asks once. */
const limit = { name: 'sign_in.begin', max: 1200, windowSeconds: 300 };

/**
 * Begins a sign-in for anybody: the options name no credential, so they are the same whoever asks.
 * The challenge answers only to the browser of `browserHash`.
 */
export async function beginSignIn(actor: Actor, request: { readonly browserHash: string }) {
  const db = getDatabase();
  const now = new Date();
  const subject = actor.origin.ip ?? 'unknown';
  await countAttempt(db, actor.tenantId, { ...limit, subject }, now);
  const challenge = await issueChallenge(db, actor.tenantId, {
    purpose: 'SIGN_IN',
    browserHash: request.browserHash,
    now,
  });
  const relyingParty = relyingPartyOf(await getTenantById(db, actor.tenantId));
  return buildAuthenticationOptions({ relyingParty, challenge, allowed: [] });
}
