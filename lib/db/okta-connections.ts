import 'server-only';
import { AppError } from '@/lib/shared/errors';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { Prisma } from './generated/client';
import { expectOtherRouting } from './routing-watches';

/** What is saved of an Okta organisation: the application, and what we know of the other side. */
export interface OktaApplicationValues {
  readonly name: string;
  readonly entityId: string;
  readonly acsUrl: string;
  readonly signOutUrl: string | null;
  readonly requestCertificatePems: readonly string[];
  readonly nameIdFormat: string;
  readonly connection: {
    readonly orgUrl: string | null;
    readonly orgId: string | null;
    readonly orgName: string | null;
    readonly pipeline: string | null;
    readonly idpId: string | null;
    readonly idpName: string;
    readonly keyKid: string | null;
    readonly policyId: string | null;
    readonly ruleId: string | null;
    readonly ruleName: string | null;
    readonly pilotLogin: string | null;
    readonly setUpByHand: boolean;
    readonly trustsClaims: boolean;
    readonly setupRunId: string | null;
  };
}

/** What became of an Okta application that was saved. */
export interface SavedOktaApplication {
  readonly id: string;
  readonly isNew: boolean;
  /** It was switched off, and is on again: whoever is connected is to be let in. */
  readonly wasOff: boolean;
}

/**
 * Saves the application of an organisation with its connection. The entity ID is unique within the
 * tenant: an application of Okta that has it already is brought up to date (a set-up done again).
 *
 * @throws AppError `okta.application_exists` when a custom application has it
 */
export async function saveOktaApplication(
  db: Transaction,
  tenantId: TenantId,
  values: OktaApplicationValues,
): Promise<SavedOktaApplication> {
  const { connection, acsUrl, requestCertificatePems, entityId, ...rest } = values;
  const data = {
    ...rest,
    acsUrls: [acsUrl],
    requestCertificatePems: [...requestCertificatePems],
    requireSignedRequests: requestCertificatePems.length > 0,
  };
  const existing = await findApplicationByEntityId(db, tenantId, entityId);
  if (existing && existing.kind !== 'OKTA_SAML') throw new AppError('okta.application_exists');
  if (existing) {
    const where = { tenantId, id: existing.id };
    await db.application.updateMany({ where, data: { ...data, enabled: true } });
    if (!existing.enabled) await expectOtherRouting(db, tenantId, existing.id);
    await db.oktaConnection.updateMany({
      where: { tenantId, applicationId: existing.id },
      data: connection,
    });
    return { id: existing.id, isNew: false, wasOff: !existing.enabled };
  }
  const created = await db.application.create({
    data: { tenantId, kind: 'OKTA_SAML', entityId, ...data },
    select: { id: true },
  });
  await db.oktaConnection.create({
    data: { tenantId, applicationId: created.id, ...connection },
    select: { applicationId: true },
  });
  return { id: created.id, isNew: true, wasOff: false };
}

/** The application with an entity ID. */
export async function findApplicationByEntityId(
  db: Transaction,
  tenantId: TenantId,
  entityId: string,
) {
  return db.application.findFirst({
    where: { tenantId, entityId },
    select: { id: true, kind: true, enabled: true },
  });
}

/** An Okta application with its connection, for its page. */
export async function findOktaApplication(db: Transaction, tenantId: TenantId, id: string) {
  return db.application.findFirst({
    where: { tenantId, id, kind: 'OKTA_SAML' },
    select: {
      id: true,
      name: true,
      enabled: true,
      entityId: true,
      acsUrls: true,
      signOutUrl: true,
      requestCertificatePems: true,
      requireSignedRequests: true,
      lastSignInAt: true,
      oktaConnection: {
        select: {
          orgUrl: true,
          orgName: true,
          pipeline: true,
          idpId: true,
          idpName: true,
          ruleId: true,
          ruleName: true,
          pilotLogin: true,
          setUpByHand: true,
          trustsClaims: true,
          setupRunId: true,
          connectedAt: true,
          orgId: true,
          rollOut: true,
        },
      },
    },
  });
}

/** The application that is connected to an identity provider of an organisation, also one that is off. */
export async function findConnectedApplication(
  db: Transaction,
  tenantId: TenantId,
  { orgId, idpId }: { readonly orgId: string; readonly idpId: string },
) {
  const found = await db.oktaConnection.findFirst({
    where: { tenantId, orgId, idpId },
    select: { applicationId: true, application: { select: { name: true, enabled: true } } },
  });
  return found && { applicationId: found.applicationId, ...found.application };
}

/** The ids of what a connection has in Okta, for looking after it elsewhere. */
export async function findOktaObjects(db: Transaction, tenantId: TenantId, applicationId: string) {
  return db.oktaConnection.findFirst({
    where: { tenantId, applicationId },
    select: {
      orgUrl: true,
      orgName: true,
      idpId: true,
      idpName: true,
      keyKid: true,
      policyId: true,
      ruleId: true,
      ruleName: true,
      rollOut: true,
    },
  });
}

/**
 * The steps of the roll-out of a connection, as stored: of the application when it is known, otherwise
 * of the organisation with this identity provider.
 */
export async function findRoutedBy(
  db: Transaction,
  tenantId: TenantId,
  of: {
    readonly applicationId: string | null;
    readonly orgId: string;
    readonly idpId: string | null;
  },
): Promise<unknown> {
  const { applicationId, orgId, idpId } = of;
  if (applicationId === null && idpId === null) return null;
  const where = applicationId === null ? { orgId, idpId } : { applicationId };
  const found = await db.oktaConnection.findFirst({
    where: { tenantId, ...where },
    select: { rollOut: true },
  });
  return found?.rollOut ?? null;
}

/** Writes the steps of a roll-out beyond the test person; null forgets them. */
export async function updateRollOut(
  db: Transaction,
  tenantId: TenantId,
  applicationId: string,
  steps: Prisma.InputJsonValue | null,
): Promise<boolean> {
  const { count } = await db.oktaConnection.updateMany({
    where: { tenantId, applicationId },
    data: { rollOut: steps ?? Prisma.DbNull },
  });
  return count === 1;
}

/** Writes what a repair found or made: ids, the key, and the certificates Okta signs with. */
export async function updateRepaired(
  db: Transaction,
  tenantId: TenantId,
  applicationId: string,
  repaired: {
    readonly keyKid: string;
    readonly policyId: string;
    readonly ruleId: string | null;
    readonly rollOut: Prisma.InputJsonValue;
    readonly requestCertificatePems: readonly string[];
  },
): Promise<boolean> {
  const { requestCertificatePems, ...connection } = repaired;
  const target = { tenantId, applicationId };
  const { count } = await db.oktaConnection.updateMany({ where: target, data: connection });
  if (count !== 1) return false;
  await db.application.updateMany({
    where: { tenantId, id: applicationId },
    data: {
      requestCertificatePems: [...requestCertificatePems],
      requireSignedRequests: requestCertificatePems.length > 0,
    },
  });
  return true;
}
