import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { isUuid } from './is-uuid';
import { expectOtherRouting } from './routing-watches';

/** An application as single sign-on needs it. */
export type ApplicationRow = NonNullable<Awaited<ReturnType<typeof findApplicationById>>>;

const columns = {
  id: true,
  kind: true,
  name: true,
  enabled: true,
  entityId: true,
  acsUrls: true,
  acsIndexes: true,
  signOutUrl: true,
  requestCertificatePems: true,
  requireSignedRequests: true,
  nameIdFormat: true,
  nameIdSource: true,
  nameIdExpression: true,
  signedParts: true,
  encryption: true,
  encryptionCertificatePem: true,
  assertionSeconds: true,
  sessionSeconds: true,
  honoursAuthnContext: true,
  allowsIdpInitiated: true,
  defaultRelayState: true,
  sloUrl: true,
  sloResponseUrl: true,
  sloBinding: true,
  attributeMappings: true,
  access: true,
  createdAt: true,
  lastSignInAt: true,
  selfTestId: true,
} as const;

const connectionColumns = {
  orgUrl: true,
  orgId: true,
  orgName: true,
  pipeline: true,
  idpId: true,
  idpName: true,
  keyKid: true,
  policyId: true,
  ruleId: true,
  ruleName: true,
  pilotLogin: true,
  setUpByHand: true,
  trustsClaims: true,
  setupRunId: true,
  connectedAt: true,
} as const;

/** An application by id. */
export async function findApplicationById(db: Transaction, tenantId: TenantId, id: string) {
  if (!isUuid(id)) return null;
  return db.application.findFirst({ where: { tenantId, id }, select: columns });
}

/** The application an AuthnRequest comes from, by the exact entity ID of its issuer. */
export async function findApplicationByEntityId(
  db: Transaction,
  tenantId: TenantId,
  entityId: string,
) {
  return db.application.findFirst({ where: { tenantId, entityId }, select: columns });
}

/** The applications of a tenant by name; a tenant has a handful. */
export async function listApplications(db: Transaction, tenantId: TenantId) {
  return db.application.findMany({
    where: { tenantId, selfTestId: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
    select: { ...columns, oktaConnection: { select: connectionColumns } },
  });
}

/** How many applications people can sign in to. */
export async function countEnabledApplications(db: Transaction, tenantId: TenantId) {
  return db.application.count({ where: { tenantId, enabled: true, selfTestId: null } });
}

/** Switches an application on or off, and has its routing looked at soon; false when there is none. */
export async function setApplicationEnabled(
  db: Transaction,
  tenantId: TenantId,
  change: { readonly id: string; readonly enabled: boolean },
): Promise<boolean> {
  const { count } = await db.application.updateMany({
    where: { tenantId, id: change.id },
    data: { enabled: change.enabled },
  });
  await expectOtherRouting(db, tenantId, change.id);
  return count === 1;
}

/** Notes that somebody was signed in to an application. */
export async function touchApplicationSignIn(
  db: Transaction,
  tenantId: TenantId,
  seen: { readonly id: string; readonly at: Date },
): Promise<void> {
  await db.application.updateMany({
    where: { tenantId, id: seen.id },
    data: { lastSignInAt: seen.at },
  });
}

/** The latest sign-ins to an application, and the refused ones, newest first. */
export async function listApplicationSignIns(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly applicationId: string; readonly take: number },
) {
  return db.auditEvent.findMany({
    where: {
      tenantId,
      targetType: 'application',
      targetId: query.applicationId,
      action: { in: ['application.opened', 'application.refused'] },
    },
    orderBy: { sequence: { sort: 'desc', nulls: 'last' } },
    take: query.take,
    select: {
      id: true,
      action: true,
      actorKind: true,
      actorLabel: true,
      occurredAt: true,
      reason: true,
    },
  });
}
