/** People with working passkeys, for tests of ceremonies. */
import { randomBytes } from 'node:crypto';
import type { Transaction } from '@/lib/db/database';
import { startSession, type StartedSession } from '@/lib/db/sessions';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildAuthenticator, buildUser } from './builders';
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from './software-authenticator';

/** A person who can really sign in. */
export interface EnrolledPerson {
  readonly id: string;
  readonly login: string;
  readonly authenticatorId: string;
  readonly passkey: SoftwareAuthenticator;
}

/** Stores a person with a passkey of the software authenticator. */
export async function buildEnrolledPerson(
  db: Transaction,
  tenantId: TenantId,
  values: Parameters<typeof buildUser>[2] & { readonly credentialId?: string } = {},
): Promise<EnrolledPerson> {
  const { credentialId, ...userValues } = values;
  const userHandle = new Uint8Array(randomBytes(64));
  const user = await buildUser(db, tenantId, { ...userValues, userHandle });
  const passkey = createSoftwareAuthenticator();
  passkey.register({
    origin: 'https://unused.example.com',
    challenge: '',
    userHandle: Buffer.from(userHandle).toString('base64url'),
  });
  const row = await buildAuthenticator(db, tenantId, user.id, {
    credentialId: credentialId ?? passkey.credentialId,
    publicKey: passkey.publicKey,
  });
  return { id: user.id, login: user.login, authenticatorId: row.id, passkey };
}

/** Signs a person in; the token is the value of the session cookie. */
export async function buildSession(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
  now = new Date(),
): Promise<StartedSession> {
  const facts = { authenticatorId: null, amr: ['hwk', 'phr', 'mfa'], ip: null, userAgent: null };
  return startSession(db, tenantId, { userId, now, ...facts });
}
