import 'server-only';
import { z } from 'zod';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { config } from '@/lib/config/config';
import { sha256Hex } from '@/lib/crypto/sha256';
import { insertAuthenticator } from '@/lib/db/authenticators';
import { takeChallenge } from '@/lib/db/challenges';
import { getDatabase, inTransaction, type Transaction } from '@/lib/db/database';
import { startSession, type StartedSession } from '@/lib/db/sessions';
import { consumeSetupLink, hasAnyOwner } from '@/lib/db/setup-links';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { insertTenant } from '@/lib/db/tenants';
import { insertUser, recordUserSignIn } from '@/lib/db/users';
import { setupDetailsSchema } from '@/lib/schemas/setup';
import type { RegistrationResponse } from '@/lib/schemas/webauthn';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { passkeyName } from '@/lib/shared/passkey-name';
import type { TenantId } from '@/lib/shared/tenant-id';
import { authenticationMethods, readChallenge } from '@/lib/webauthn/ceremony-rules';
import { verifyRegistration, type VerifiedRegistration } from '@/lib/webauthn/registration';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';
import {
  createSigningCertificate,
  type NewSigningCertificate,
} from '@/lib/x509/create-signing-certificate';

const contextSchema = setupDetailsSchema.extend({
  linkHash: z.string(),
  userHandle: z.string(),
});

type SetupContext = z.output<typeof contextSchema>;

/** Makes the browser of the first run an actor of the tenant that is being created. */
type ActorOf = (tenantId: TenantId) => Actor;

/**
 * Ends the first run: uses up the link and creates tenant, owner, passkey, signing key and session,
 * all or nothing. Afterwards the link is worth nothing.
 */
export async function completeSetup(request: {
  readonly token: string;
  readonly response: RegistrationResponse;
  readonly browserHash: string;
  readonly actorOf: ActorOf;
}): Promise<StartedSession> {
  const now = new Date();
  const publicUrl = config().baseUrl;
  const row = await takeChallenge(getDatabase(), null, {
    purpose: 'FIRST_RUN',
    challenge: readChallenge(request.response.response.clientDataJSON),
    browserHash: request.browserHash,
    now,
  });
  if (!row) throw new AppError('auth.passkey_refused', 'The challenge is unknown, used or old');
  const context = contextSchema.parse(row.context);
  if (context.linkHash !== sha256Hex(request.token)) throw new AppError('auth.link_invalid');
  const registration = await verifyRegistration({
    response: request.response,
    expectedChallenge: row.challenge,
    relyingParty: relyingPartyOf({ name: context.tenantName, publicUrl }),
  });
  const signingKey = await createSigningCertificate({ publicUrl, now });
  return inTransaction(async (tx) => {
    const isFirst = await consumeSetupLink(tx, context.linkHash, now);
    if (!isFirst || (await hasAnyOwner(tx))) throw new AppError('auth.link_invalid');
    const parts = { context, registration, signingKey, now };
    return createInstallation(tx, request.actorOf, parts);
  });
}

async function createInstallation(
  tx: Transaction,
  actorOf: ActorOf,
  parts: {
    readonly context: SetupContext;
    readonly registration: VerifiedRegistration;
    readonly signingKey: NewSigningCertificate;
    readonly now: Date;
  },
): Promise<StartedSession> {
  const { context, registration, signingKey, now } = parts;
  const tenant = await insertTenant(tx, {
    name: context.tenantName,
    publicUrl: config().baseUrl,
  });
  const actor = actorOf(tenant.id);
  const userId = await insertOwner(tx, tenant.id, context);
  const authenticatorId = await insertAuthenticator(tx, tenant.id, {
    ...registration,
    userId,
    name: passkeyName(registration.aaguid, actor.origin.userAgent),
  });
  const signingKeyId = await insertSigningKey(tx, tenant.id, {
    certificatePem: signingKey.certificatePem,
    fingerprintSha256: signingKey.fingerprintSha256,
    notBefore: signingKey.notBefore,
    notAfter: signingKey.notAfter,
    privateKeyPkcs8: signingKey.privateKeyPkcs8,
  });
  await recordUserSignIn(tx, tenant.id, { userId, now });
  const amr = authenticationMethods(registration.backupEligible);
  const session = await startSession(tx, tenant.id, {
    userId,
    authenticatorId,
    amr,
    now,
    ...actor.origin,
  });
  await recordCreation(tx, actor, { userId, signingKeyId, signingKey, context });
  return session;
}

async function recordCreation(
  tx: Transaction,
  actor: Actor,
  created: {
    readonly userId: string;
    readonly signingKeyId: string;
    readonly signingKey: NewSigningCertificate;
    readonly context: SetupContext;
  },
): Promise<void> {
  const { userId: id, context, signingKeyId, signingKey } = created;
  const tenant = { type: 'tenant', id: actor.tenantId, label: context.tenantName };
  await recordAudit(tx, actor, 'tenant.created', tenant);
  await recordAudit(tx, actor, 'user.created', { type: 'user', id, label: context.email });
  const label = signingKey.fingerprintSha256;
  const certificate = { type: 'certificate', id: signingKeyId, label };
  await recordAudit(tx, actor, 'certificate.created', certificate);
}

async function insertOwner(
  tx: Transaction,
  tenantId: TenantId,
  context: SetupContext,
): Promise<string> {
  return insertUser(tx, tenantId, {
    login: context.email,
    loginKey: toLoginKey(context.email),
    email: context.email,
    firstName: context.firstName,
    lastName: context.lastName,
    role: 'OWNER',
    userHandle: new Uint8Array(Buffer.from(context.userHandle, 'base64url')),
  });
}
