import 'server-only';
import { z } from 'zod';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
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
import { AppError, invariant } from '@/lib/shared/errors';
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
import { requireOpenSetup } from './find-open-setup';

const contextSchema = setupDetailsSchema.extend({
  linkHash: z.string(),
  userHandle: z.string(),
});

type SetupContext = z.output<typeof contextSchema>;

/** Makes the browser an actor of the tenant that is being created, or gets an owner. */
type ActorOf = (tenantId: TenantId) => Actor;

/**
 * Uses up the link and creates owner, passkey and session, in the first run tenant and signing key
 * too; all or nothing. Afterwards the link is worth nothing.
 */
export async function completeSetup(request: {
  readonly token: string;
  readonly host: string | null;
  readonly response: RegistrationResponse;
  readonly browserHash: string;
  readonly actorOf: ActorOf;
}): Promise<StartedSession> {
  const now = new Date();
  const { tenant, publicUrl } = await requireOpenSetup(request);
  const row = await takeChallenge(getDatabase(), tenant?.id ?? null, {
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
    relyingParty: relyingPartyOf({ name: tenant?.name ?? context.tenantName, publicUrl }),
  });
  const signingKey = tenant ? null : await createSigningCertificate({ publicUrl, now });
  return inTransaction(async (tx) => {
    const isUnused = await consumeSetupLink(tx, context.linkHash, now);
    if (!isUnused || (!tenant && (await hasAnyOwner(tx)))) throw new AppError('auth.link_invalid');
    const made = signingKey && (await createTenant(tx, { context, publicUrl, signingKey }));
    const tenantId = tenant?.id ?? made?.tenantId;
    invariant(tenantId, 'a link is for a tenant or makes one');
    const actor = request.actorOf(tenantId);
    const owner = await createOwner(tx, actor, { context, registration, now });
    if (made) await recordTenant(tx, actor, { ...made, name: context.tenantName });
    const target = { type: 'user', id: owner.userId, label: context.email };
    await recordAudit(tx, actor, 'user.created', target);
    return owner.session;
  });
}

async function createTenant(
  tx: Transaction,
  parts: {
    readonly context: SetupContext;
    readonly publicUrl: string;
    readonly signingKey: NewSigningCertificate;
  },
): Promise<{ tenantId: TenantId; signingKeyId: string; fingerprint: string }> {
  const { context, publicUrl, signingKey } = parts;
  const tenant = await insertTenant(tx, { name: context.tenantName, publicUrl });
  const signingKeyId = await insertSigningKey(tx, tenant.id, {
    certificatePem: signingKey.certificatePem,
    fingerprintSha256: signingKey.fingerprintSha256,
    notBefore: signingKey.notBefore,
    notAfter: signingKey.notAfter,
    privateKeyPkcs8: signingKey.privateKeyPkcs8,
  });
  return { tenantId: tenant.id, signingKeyId, fingerprint: signingKey.fingerprintSha256 };
}

async function createOwner(
  tx: Transaction,
  actor: Actor,
  parts: {
    readonly context: SetupContext;
    readonly registration: VerifiedRegistration;
    readonly now: Date;
  },
): Promise<{ userId: string; session: StartedSession }> {
  const { context, registration, now } = parts;
  const { tenantId, origin } = actor;
  const userId = await insertOwner(tx, tenantId, context);
  const authenticatorId = await insertAuthenticator(tx, tenantId, {
    ...registration,
    userId,
    name: passkeyName(registration.aaguid, origin.userAgent),
  });
  await recordUserSignIn(tx, tenantId, { userId, now });
  const amr = authenticationMethods(registration.backupEligible);
  const session = await startSession(tx, tenantId, {
    userId,
    authenticatorId,
    amr,
    now,
    ...origin,
  });
  return { userId, session };
}

async function recordTenant(
  tx: Transaction,
  actor: Actor,
  made: { readonly name: string; readonly signingKeyId: string; readonly fingerprint: string },
): Promise<void> {
  const { name, signingKeyId: id, fingerprint: label } = made;
  await recordAudit(tx, actor, 'tenant.created', {
    type: 'tenant',
    id: actor.tenantId,
    label: name,
  });
  await recordAudit(tx, actor, 'certificate.created', { type: 'certificate', id, label });
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
