/** Fills an empty installation with a company, through the repositories the product itself uses. */
import { randomBytes } from 'node:crypto';
import { recordAudit } from '@/lib/audit/record-audit';
import { Actor } from '@/lib/auth/actor';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { countAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { deleteOpenInvitationsOfUser, insertInvitation } from '@/lib/db/invitations';
import { insertSigningKey, type NewSigningKey } from '@/lib/db/signing-keys';
import { hasAnyOwner } from '@/lib/db/setup-links';
import { findTenantByOrigins, insertTenant } from '@/lib/db/tenants';
import { findUserByLoginKey, insertUser } from '@/lib/db/users';
import { toLoginKey } from '@/lib/shared/login-key';
import type { TenantId } from '@/lib/shared/tenant-id';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { company, owner, people, type Person } from './company';

const invitationTtlMs = 24 * 60 * 60 * 1000;

/** Creates the company unless it is there; returns the owner's one-time link, null once enrolled. */
export async function seedTenant(publicUrl: string, now: Date): Promise<string | null> {
  const signingKey = await createSigningCertificate({ publicUrl, now });
  const token = randomToken();
  const isInvited = await inTransaction(async (tx) => {
    const tenantId = (await hasAnyOwner(tx))
      ? (await findTenantByOrigins(tx, [publicUrl]))?.id
      : await createCompany(tx, publicUrl, signingKey);
    if (!tenantId)
      throw new Error(`The kept demo is not at ${publicUrl}; start it without --keep.`);
    return inviteOwner(tx, tenantId, { tokenHash: sha256Hex(token), now });
  });
  return isInvited ? `${publicUrl}/enrol/${token}` : null;
}

async function createCompany(
  tx: Transaction,
  publicUrl: string,
  signingKey: NewSigningKey,
): Promise<TenantId> {
  const { id: tenantId } = await insertTenant(tx, { name: company, publicUrl });
  const actor = systemActor(tenantId);
  await recordAudit(tx, actor, 'tenant.created', { type: 'tenant', id: tenantId, label: company });
  const id = await insertSigningKey(tx, tenantId, signingKey);
  const label = signingKey.fingerprintSha256;
  await recordAudit(tx, actor, 'certificate.created', { type: 'certificate', id, label });
  await createPerson(tx, actor, { ...owner, role: 'OWNER' });
  for (const person of people) await createPerson(tx, actor, { ...person, role: 'NONE' });
  return tenantId;
}

function systemActor(tenantId: TenantId): Actor {
  return Actor.system(tenantId, 'demo');
}

async function createPerson(
  tx: Transaction,
  actor: Actor,
  { email, firstName, lastName, role }: Person & { role: 'OWNER' | 'NONE' },
): Promise<string> {
  const id = await insertUser(tx, actor.tenantId, {
    login: email,
    loginKey: toLoginKey(email),
    email,
    firstName,
    lastName,
    role,
    userHandle: new Uint8Array(randomBytes(64)),
  });
  await recordAudit(tx, actor, 'user.created', { type: 'user', id, label: email });
  return id;
}

/** False when the owner has a passkey already: an invitation would be void. */
async function inviteOwner(
  tx: Transaction,
  tenantId: TenantId,
  { tokenHash, now }: { tokenHash: string; now: Date },
): Promise<boolean> {
  const user = await findUserByLoginKey(tx, tenantId, toLoginKey(owner.email));
  if (!user || (await countAuthenticatorsOfUser(tx, tenantId, user.id)) > 0) return false;
  await deleteOpenInvitationsOfUser(tx, tenantId, user.id);
  const expiresAt = new Date(now.getTime() + invitationTtlMs);
  await insertInvitation(tx, tenantId, { userId: user.id, tokenHash, expiresAt, now });
  const target = { type: 'user', id: user.id, label: owner.email };
  await recordAudit(tx, systemActor(tenantId), 'user.invited', target);
  return true;
}
