/** Rows for tests: everything that is not the point of a test has a sensible value already. */
import { randomBytes, randomUUID } from 'node:crypto';
import { Actor, type PersonIdentity } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import type { Prisma } from '@/lib/db/generated/client';
import type { TenantRow } from '@/lib/db/tenants';
import { findableForms, refreshEnrolledAt } from '@/lib/db/users';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';

type Without<Input, Keys extends string> = Partial<Omit<Input, Keys | 'tenantId'>>;

/** A tenant on a host name of its own. */
export async function buildTenant(
  db: Transaction,
  values: Partial<Prisma.TenantUncheckedCreateInput> = {},
): Promise<TenantRow> {
  const tenant = await db.tenant.create({
    data: {
      name: 'Acme',
      publicUrl: `https://${randomBytes(6).toString('hex')}.example.com`,
      ...values,
    },
    select: {
      id: true,
      name: true,
      publicUrl: true,
      accentColor: true,
      signInText: true,
      logoHash: true,
    },
  });
  return { ...tenant, id: asTenantId(tenant.id) };
}

/** A person without a role who can sign in. */
export async function buildUser(
  db: Transaction,
  tenantId: TenantId,
  values: Without<Prisma.UserUncheckedCreateInput, 'id'> & { id?: string } = {},
) {
  const login = values.login ?? `ada.${randomBytes(6).toString('hex')}@example.com`;
  return db.user.create({
    data: {
      tenantId,
      login,
      loginKey: login.normalize('NFKC').toLowerCase(),
      email: login,
      firstName: 'Ada',
      lastName: 'Lovelace',
      userHandle: new Uint8Array(randomBytes(64)),
      ...findableForms({ login, email: login, firstName: 'Ada', lastName: 'Lovelace', ...values }),
      ...values,
    },
  });
}

/** A passkey of a person; its key is not a real one unless given. */
export async function buildAuthenticator(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
  values: Without<Prisma.AuthenticatorUncheckedCreateInput, 'userId'> = {},
) {
  const authenticator = await db.authenticator.create({
    data: {
      tenantId,
      userId,
      credentialId: randomBytes(16).toString('base64url'),
      publicKey: new Uint8Array(77),
      signCount: 0n,
      transports: ['internal'],
      aaguid: '00000000-0000-0000-0000-000000000000',
      backupEligible: false,
      backedUp: false,
      name: 'Laptop',
      ...values,
    },
  });
  await refreshEnrolledAt(db, tenantId, userId);
  return authenticator;
}

/** An Okta application that is ready to sign people in. */
export async function buildApplication(
  db: Transaction,
  tenantId: TenantId,
  values: Without<Prisma.ApplicationUncheckedCreateInput, 'acsUrls'> & { acsUrls?: string[] } = {},
) {
  const mark = randomBytes(6).toString('hex');
  return db.application.create({
    data: {
      tenantId,
      kind: 'OKTA_SAML',
      name: 'Okta of Acme',
      entityId: `https://www.okta.com/saml2/service-provider/${mark}`,
      acsUrls: [`https://${mark}.okta.com/sso/saml2/0oa${mark}`],
      requireSignedRequests: false,
      nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
      ...values,
    },
  });
}

/** A signed-in person as services take it; an owner who used the passkey just now unless told. */
export function buildPersonActor(tenantId: TenantId, values: Partial<PersonIdentity> = {}): Actor {
  return Actor.person(
    tenantId,
    { ip: '192.0.2.7', userAgent: 'Test browser' },
    {
      userId: randomUUID(),
      sessionId: randomUUID(),
      login: 'owner@example.com',
      displayName: 'Olivia Owner',
      role: 'OWNER',
      authenticatedAt: new Date(),
      amr: ['hwk', 'user', 'mfa'],
      ...values,
    },
  );
}

/** A browser nobody has signed in with. */
export function buildAnonymousActor(tenantId: TenantId, browserId: string | null = null): Actor {
  return Actor.anonymous(tenantId, { ip: '192.0.2.8', userAgent: 'Test browser' }, browserId);
}
