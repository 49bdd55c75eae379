/** A whole tenant for walks: somebody of every role, and one of everything a tenant can have. */
import { randomBytes, randomUUID } from 'node:crypto';
import { roles, type Role } from '@/lib/auth/permissions';
import { sha256Hex } from '@/lib/crypto/sha256';
import { appendToChain } from '@/lib/db/audit-chain';
import type { Transaction } from '@/lib/db/database';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { toSearchText } from '@/lib/db/word-search';
import { cookieName } from '@/lib/shared/cookie-names';
import type { TenantId } from '@/lib/shared/tenant-id';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { buildApplication, buildAuthenticator, buildTenant, buildUser } from './builders';

/** What a walk needs to know about a tenant. */
export interface Company {
  readonly tenantId: TenantId;
  readonly publicUrl: string;
  /** A person of each role, none of whom is acted upon. */
  readonly people: Readonly<Record<Role, string>>;
  /** Ids of what the tenant has, by what it is. */
  readonly ids: CompanyIds;
}

/** One id of each kind of thing. */
export type CompanyIds = Awaited<ReturnType<typeof buildThings>>;

/** Makes the tenant with everything in it. */
export async function buildCompany(
  db: Transaction,
  values: { readonly name: string; readonly publicUrl: string },
): Promise<Company> {
  const { id: tenantId, publicUrl } = await buildTenant(db, values);
  const host = new URL(publicUrl).hostname;
  const people = {} as Record<Role, string>;
  for (const role of roles) {
    const login = `${role.toLowerCase()}@${host}.example`;
    const searchText = toSearchText(login);
    const person = { login, role, searchText, enrolledAt: new Date() };
    people[role] = (await buildUser(db, tenantId, person)).id;
    await buildAuthenticator(db, tenantId, people[role]);
  }
  // A second owner, so that nothing is refused for being the last one.
  await buildUser(db, tenantId, { role: 'OWNER', enrolledAt: new Date() });
  const ids = await buildThings(db, { tenantId, ownerId: people.OWNER, publicUrl });
  return { tenantId, publicUrl, people, ids };
}

/** Signs a person in; returns the Cookie header. `isStale`: the passkey was used an hour ago. */
export async function buildCompanyCookie(
  db: Transaction,
  company: Pick<Company, 'tenantId' | 'publicUrl'>,
  session: { readonly userId: string; readonly isStale?: boolean },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = Date.now();
  await db.session.create({
    data: {
      tenantId: company.tenantId,
      userId: session.userId,
      tokenHash: sha256Hex(token),
      amr: ['hwk', 'phr', 'mfa'],
      authenticatedAt: new Date(session.isStale ? now - 3_600_000 : now),
      lastSeenAt: new Date(now),
      expiresAt: new Date(now + 3_600_000),
    },
  });
  return `${cookieName('session', company.publicUrl)}=${token}`;
}

interface Owner {
  readonly tenantId: TenantId;
  readonly ownerId: string;
  readonly publicUrl: string;
}

async function buildThings(db: Transaction, owner: Owner) {
  const { tenantId } = owner;
  const later = new Date(Date.now() + 3_600_000);
  const user = await buildUser(db, tenantId, { firstName: 'Grace', searchText: 'grace' });
  const enrolled = await buildUser(db, tenantId, { enrolledAt: new Date() });
  const authenticator = await buildAuthenticator(db, tenantId, enrolled.id);
  const session = await db.session.create({
    data: {
      tenantId,
      userId: enrolled.id,
      tokenHash: sha256Hex(randomUUID()),
      authenticatedAt: new Date(),
      lastSeenAt: new Date(),
      expiresAt: later,
    },
  });
  await db.invitation.create({
    data: { tenantId, userId: user.id, tokenHash: sha256Hex(randomUUID()), expiresAt: later },
  });
  const group = await db.group.create({ data: { tenantId, name: 'Finance', nameKey: 'finance' } });
  await db.groupMember.create({ data: { tenantId, groupId: group.id, userId: enrolled.id } });
  return {
    user: user.id,
    enrolled: enrolled.id,
    authenticator: authenticator.id,
    session: session.id,
    group: group.id,
    ...(await buildTrust(db, owner)),
    ...(await buildRecords(db, owner)),
  };
}

/** Key, application and set-up run. */
async function buildTrust(db: Transaction, { tenantId, ownerId, publicUrl }: Owner) {
  const certificate = await createSigningCertificate({ publicUrl, now: new Date() });
  const { certificatePem, privateKeyPkcs8, fingerprintSha256, notBefore, notAfter } = certificate;
  const signingKey = { certificatePem, privateKeyPkcs8, fingerprintSha256, notBefore, notAfter };
  const application = await buildApplication(db, tenantId);
  await db.oktaConnection.create({
    data: { tenantId, applicationId: application.id, idpName: '1Kosmos', setUpByHand: true },
  });
  const run = await db.setupRun.create({
    data: {
      tenantId,
      status: 'CONNECTED',
      orgUrl: 'https://acme.okta.com',
      orgId: '00o1',
      pipeline: 'idx',
      createdById: ownerId,
    },
  });
  const certificateId = await insertSigningKey(db, tenantId, signingKey);
  const custom = await buildCustomApplication(db, tenantId, certificatePem);
  return {
    certificate: certificateId,
    application: application.id,
    customApplication: custom.id,
    run: run.id,
  };
}

/** With everything that an application can have. */
function buildCustomApplication(db: Transaction, tenantId: TenantId, certificatePem: string) {
  return buildApplication(db, tenantId, {
    ...{ kind: 'CUSTOM_SAML', name: 'Customer relations', enabled: true },
    entityId: 'https://crm.example.com/saml/metadata',
    acsUrls: ['https://crm.example.com/saml/acs', 'https://crm-staging.example.com/saml/acs'],
    acsIndexes: [0, 1],
    ...{ sloUrl: 'https://crm.example.com/saml/slo', sloBinding: 'post' },
    ...{ requestCertificatePems: [certificatePem], requireSignedRequests: true },
    encryptionCertificatePem: certificatePem,
  });
}

/** Import, event and message. */
async function buildRecords(db: Transaction, { tenantId, ownerId }: Owner) {
  const counts = { createCount: 1, updateCount: 0, sameCount: 0, refusedCount: 0 };
  const by = { createdById: ownerId, createdByLogin: 'owner@example.com' };
  const userImport = await db.userImport.create({
    data: { tenantId, fileName: 'people.csv', ...by, ...counts },
  });
  const label = { actorLabel: 'Walk', targetLabel: 'Walk', searchText: 'walk' };
  const told = {
    actorKind: 'SYSTEM' as const,
    ...{ actorUserId: null, action: 'tenant.created', ...label },
    ...{ targetType: 'tenant', targetId: tenantId, changes: null, reason: null },
    ...{ ip: null, userAgent: null },
  };
  await appendToChain(db, tenantId, { events: [told], now: new Date() });
  const event = await db.auditEvent.findFirstOrThrow({
    where: { tenantId },
    orderBy: { sequence: 'desc' },
    select: { id: true },
  });
  const trace = randomBytes(8).toString('hex');
  await db.samlTrace.create({
    data: {
      ...{ tenantId, traceId: trace, kind: 'SSO', outcome: 'REFUSED', login: 'walk@example.com' },
      ...{ failedCheck: 'destination', errorCode: 'saml.destination_wrong' },
      ...{ startedAt: new Date(), lastAt: new Date(), steps: [], documents: [], checks: {} },
    },
  });
  const mail = await db.outgoingMail.create({
    data: {
      tenantId,
      kind: 'invitation',
      toAddress: 'grace@example.com',
      status: 'FAILED',
      masterKeyId: '0'.repeat(16),
      nextAttemptAt: new Date(),
    },
  });
  const alignment = await db.alignmentRun.create({
    data: { tenantId, source: 'CSV', status: 'READY', fileName: 'okta.csv', ...by },
  });
  const ids = { userImport: userImport.id, event: event.id, mail: mail.id, trace };
  return { ...ids, alignment: alignment.id };
}
