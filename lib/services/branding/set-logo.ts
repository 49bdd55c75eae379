import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { lockBranding, updateLogo } from '@/lib/db/branding';
import { inTransaction } from '@/lib/db/database';
import { readLogo, type Logo } from './read-logo';

/** Makes a file the tenant's logo; refused unless it is a picture of a few kinds. */
export async function setLogo(actor: Actor, bytes: Uint8Array): Promise<{ readonly hash: string }> {
  actor.requirePerson('settings.manage');
  const logo = await readLogo(bytes);
  await replaceLogo(actor, logo);
  return { hash: logo.hash };
}

/** Takes the tenant's logo away. */
export async function removeLogo(actor: Actor): Promise<void> {
  actor.requirePerson('settings.manage');
  await replaceLogo(actor, null);
}

async function replaceLogo(actor: Actor, logo: Logo | null): Promise<void> {
  await inTransaction(async (tx) => {
    const before = await lockBranding(tx, actor.tenantId);
    const hash = logo?.hash ?? null;
    if (before.logoHash === hash) return;
    await updateLogo(tx, actor.tenantId, logo);
    const target = { type: 'tenant', id: actor.tenantId, label: before.name };
    await recordAudit(tx, actor, 'settings.branding_changed', target, {
      logo: { before: before.logoHash, after: hash },
    });
  });
}
