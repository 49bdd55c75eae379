import 'server-only';
import { randomBytes } from 'node:crypto';
import { sha256Hex } from '@/lib/crypto/sha256';
import { issueChallenge } from '@/lib/db/challenges';
import { getDatabase } from '@/lib/db/database';
import { countAttempt } from '@/lib/db/rate-limits';
import { findUserByLoginKey } from '@/lib/db/users';
import type { SetupDetails } from '@/lib/schemas/setup';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { buildRegistrationOptions } from '@/lib/webauthn/registration';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';
import { requireOpenSetup } from './find-open-setup';

const limit = { name: 'setup.begin', max: 60, windowSeconds: 300 };

/**
 * Begins to make an owner: keeps the details with the challenge, so that what is created in the end
 * is what the passkey was made for. There is no actor, because in the first run there is no tenant
 * yet: the one-time link is what allows it.
 */
export async function beginSetup(request: {
  readonly token: string;
  readonly host: string | null;
  readonly details: SetupDetails;
  readonly browserHash: string;
  readonly ip: string | null;
}) {
  const db = getDatabase();
  const now = new Date();
  await countAttempt(db, null, { ...limit, subject: request.ip ?? 'unknown' }, now);
  const { tenant, publicUrl } = await requireOpenSetup(request);
  const { details } = request;
  if (tenant && (await findUserByLoginKey(db, tenant.id, toLoginKey(details.email)))) {
    throw new AppError('users.login_taken');
  }
  const userHandle = new Uint8Array(randomBytes(64));
  const challenge = await issueChallenge(db, tenant?.id ?? null, {
    purpose: 'FIRST_RUN',
    browserHash: request.browserHash,
    context: {
      ...details,
      linkHash: sha256Hex(request.token),
      userHandle: Buffer.from(userHandle).toString('base64url'),
    },
    now,
  });
  return buildRegistrationOptions({
    relyingParty: relyingPartyOf({ name: tenant?.name ?? details.tenantName, publicUrl }),
    challenge,
    userHandle,
    login: details.email,
    displayName: `${details.firstName} ${details.lastName}`,
    existing: [],
  });
}
