import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import { Prisma } from './generated/client';
import type { Transaction } from './database';
import { isUuid } from './is-uuid';

/** What is set for a custom application, besides its attributes and who may open it. */
export interface CustomApplicationValues {
  readonly name: string;
  readonly entityId: string;
  readonly acsUrls: string[];
  readonly acsIndexes: number[];
  readonly sloUrl: string | null;
  readonly sloResponseUrl: string | null;
  /** `post` or `redirect`. */
  readonly sloBinding: string | null;
  readonly requestCertificatePems: string[];
  readonly requireSignedRequests: boolean;
  readonly signedParts: 'RESPONSE_AND_ASSERTION' | 'ASSERTION' | 'RESPONSE';
  readonly encryption: 'OFF' | 'WHEN_AVAILABLE' | 'REQUIRED';
  readonly encryptionCertificatePem: string | null;
  readonly nameIdFormat: string;
  readonly nameIdSource: 'LOGIN' | 'EMAIL' | 'EXPRESSION';
  readonly nameIdExpression: string | null;
  readonly honoursAuthnContext: boolean;
  readonly allowsIdpInitiated: boolean;
  readonly defaultRelayState: string | null;
  readonly assertionSeconds: number;
  readonly sessionSeconds: number | null;
  readonly metadataUrl: string | null;
  readonly metadataSignerSha256: string | null;
}

/** A custom application as its page needs it. */
export type CustomApplicationRow = NonNullable<Awaited<ReturnType<typeof findCustomApplication>>>;

const valueColumns = {
  name: true,
  entityId: true,
  acsUrls: true,
  acsIndexes: true,
  sloUrl: true,
  sloResponseUrl: true,
  sloBinding: true,
  requestCertificatePems: true,
  requireSignedRequests: true,
  signedParts: true,
  encryption: true,
  encryptionCertificatePem: true,
  nameIdFormat: true,
  nameIdSource: true,
  nameIdExpression: true,
  honoursAuthnContext: true,
  allowsIdpInitiated: true,
  defaultRelayState: true,
  assertionSeconds: true,
  sessionSeconds: true,
  metadataUrl: true,
  metadataSignerSha256: true,
} as const satisfies Record<keyof CustomApplicationValues, true>;

/** A custom application; null also for one of another kind. */
export async function findCustomApplication(db: Transaction, tenantId: TenantId, id: string) {
  if (!isUuid(id)) return null;
  return db.application.findFirst({
    where: { tenantId, id, kind: 'CUSTOM_SAML' },
    select: {
      ...valueColumns,
      id: true,
      kind: true,
      enabled: true,
      attributeMappings: true,
      metadataReadAt: true,
      createdAt: true,
      lastSignInAt: true,
    },
  });
}

/** Lets nobody else change one until the transaction ends; sign-ins may go on to refer to it. */
export async function lockApplication(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<void> {
  if (!isUuid(id)) return;
  await db.$queryRaw`
    SELECT "id" FROM "Application"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${id}::uuid FOR NO KEY UPDATE`;
}

/** Stores a new one; a unique violation means that the entity ID is taken. */
export async function insertCustomApplication(
  db: Transaction,
  tenantId: TenantId,
  values: CustomApplicationValues & { readonly metadataReadAt: Date | null },
): Promise<string> {
  const { id } = await db.application.create({
    data: { tenantId, kind: 'CUSTOM_SAML', ...values },
    select: { id: true },
  });
  return id;
}

/** Changes one; a unique violation means that the entity ID is taken. */
export async function updateCustomApplication(
  db: Transaction,
  tenantId: TenantId,
  change: {
    readonly id: string;
    readonly values: CustomApplicationValues;
    /** Null leaves the time as it is. */
    readonly metadataReadAt: Date | null;
  },
): Promise<void> {
  const { id, values, metadataReadAt } = change;
  await db.application.updateMany({
    where: { tenantId, id, kind: 'CUSTOM_SAML' },
    data: { ...values, ...(metadataReadAt === null ? {} : { metadataReadAt }) },
  });
}

/** Sets its attributes; null means the default ones. */
export async function setAttributeMappings(
  db: Transaction,
  tenantId: TenantId,
  change: { readonly id: string; readonly mappings: Prisma.InputJsonValue | null },
): Promise<void> {
  const { id, mappings } = change;
  await db.application.updateMany({
    where: { tenantId, id, kind: 'CUSTOM_SAML' },
    data: { attributeMappings: mappings ?? Prisma.DbNull },
  });
}

/** Deletes one with everything that hangs on it: waiting requests, names, sessions, grants. */
export async function deleteCustomApplication(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<boolean> {
  const { count } = await db.application.deleteMany({
    where: { tenantId, id, kind: 'CUSTOM_SAML' },
  });
  return count === 1;
}
