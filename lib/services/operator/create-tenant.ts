import 'server-only';
import { z } from 'zod';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { publicUrlProblem } from '@/lib/config/public-url';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { findTenantByOrigins, hasAnyTenant, insertTenant } from '@/lib/db/tenants';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import { tenantNameSchema } from '@/lib/schemas/setup';
import { AppError } from '@/lib/shared/errors';
import type { TenantId } from '@/lib/shared/tenant-id';
import {
  createSigningCertificate,
  type NewSigningCertificate,
} from '@/lib/x509/create-signing-certificate';
import { newOwnerLink, storeOwnerLink, type OwnerLink } from './owner-link';

/** What makes a tenant. */
export const newTenantSchema = z.object({ name: tenantNameSchema, url: z.string().max(500) });

/** A new tenant and the link that makes its first owner. */
export interface CreatedTenant {
  readonly id: TenantId;
  readonly name: string;
  readonly publicUrl: string;
  readonly ownerLink: OwnerLink;
}

/**
 * Makes a tenant with its signing key and a one-time link for its first owner. The actor is the
 * system, made for the tenant once it exists.
 */
export async function createTenant(
  actorOf: (tenantId: TenantId) => Actor,
  wanted: z.output<typeof newTenantSchema>,
  now: Date,
): Promise<CreatedTenant> {
  const publicUrl = parsePublicUrl(wanted.url);
  await requireFreeHost(publicUrl);
  const signingKey = await createSigningCertificate({ publicUrl, now });
  try {
    return await inTransaction(async (tx) => {
      const tenant = await insertTenant(tx, { name: wanted.name, publicUrl });
      const actor = actorOf(tenant.id);
      actor.requireSystem();
      const signingKeyId = await storeSigningKey(tx, tenant.id, signingKey);
      const link = newOwnerLink(publicUrl, now);
      await storeOwnerLink(tx, tenant.id, link);
      const target = { type: 'tenant', id: tenant.id, label: tenant.name };
      const certificate = {
        type: 'certificate',
        id: signingKeyId,
        label: signingKey.fingerprintSha256,
      };
      await recordAudit(tx, actor, 'tenant.created', target);
      await recordAudit(tx, actor, 'certificate.created', certificate);
      await recordAudit(tx, actor, 'owner_link.created', target);
      return { ...tenant, ownerLink: link.shown };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('operator.tenant_exists');
    throw error;
  }
}

function parsePublicUrl(text: string): string {
  const problem = publicUrlProblem(text);
  if (problem) throw new AppError('operator.url_refused', `--url ${problem}.`);
  return new URL(text).origin;
}

/** One host, one tenant: also not the same one under http and https. */
async function requireFreeHost(publicUrl: string): Promise<void> {
  const db = getDatabase();
  if (!(await hasAnyTenant(db))) throw new AppError('operator.no_first_tenant');
  const { host } = new URL(publicUrl);
  const taken = await findTenantByOrigins(db, [`https://${host}`, `http://${host}`]);
  if (taken) {
    throw new AppError('operator.tenant_exists', `${taken.name} has ${taken.publicUrl} already.`);
  }
}

function storeSigningKey(
  tx: Parameters<typeof insertSigningKey>[0],
  tenantId: TenantId,
  key: NewSigningCertificate,
): Promise<string> {
  return insertSigningKey(tx, tenantId, {
    certificatePem: key.certificatePem,
    fingerprintSha256: key.fingerprintSha256,
    notBefore: key.notBefore,
    notAfter: key.notAfter,
    privateKeyPkcs8: key.privateKeyPkcs8,
  });
}
