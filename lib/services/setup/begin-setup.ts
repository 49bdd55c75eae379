import 'server-only';
import { randomBytes } from 'node:crypto';
import { config } from '@/lib/config/config';
import { sha256Hex } from '@/lib/crypto/sha256';
import { issueChallenge } from '@/lib/db/challenges';
import { getDatabase } from '@/lib/db/database';
import { countAttempt } from '@/lib/db/rate-limits';
import type { SetupDetails } from '@/lib/schemas/setup';
import { AppError } from '@/lib/shared/errors';
import { buildRegistrationOptions } from '@/lib/webauthn/registration';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';
import { isSetupOpen } from './is-setup-open';

const limit = { name: 'setup.begin', max: 60, windowSeconds: 300 };

/**
 * Begins the first run: keeps the owner's details with the challenge, so that what is created in the
 * end is what the passkey was made for. There is no actor, because there is no tenant yet: the
 * one-time link is what allows it.
 */
export async function beginSetup(request: {
  readonly token: string;
  readonly details: SetupDetails;
  readonly browserHash: string;
  readonly ip: string | null;
}) {
  const db = getDatabase();
  const now = new Date();
  await countAttempt(db, null, { ...limit, subject: request.ip ?? 'unknown' }, now);
  if (!(await isSetupOpen(request.token))) throw new AppError('auth.link_invalid');
  const userHandle = new Uint8Array(randomBytes(64));
  const { details } = request;
  const challenge = await issueChallenge(db, null, {
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
    relyingParty: relyingPartyOf({ name: details.tenantName, publicUrl: config().baseUrl }),
    challenge,
    userHandle,
    login: details.email,
    displayName: `${details.firstName} ${details.lastName}`,
    existing: [],
  });
}
