import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { lockBranding, updateBranding } from '@/lib/db/branding';
import { inTransaction } from '@/lib/db/database';
import type { BrandingInput } from '@/lib/schemas/branding';

/** Changes the tenant's name, accent colour and sign-in text; what stays the same is not recorded. */
export async function saveBranding(actor: Actor, input: BrandingInput): Promise<void> {
  actor.requirePerson('settings.manage');
  const after = {
    name: input.name,
    accentColor: input.accentColor === '' ? null : input.accentColor,
    signInText: input.signInText === '' ? null : input.signInText,
  };
  await inTransaction(async (tx) => {
    const before = await lockBranding(tx, actor.tenantId);
    const changed = (['name', 'accentColor', 'signInText'] as const).filter(
      (field) => before[field] !== after[field],
    );
    if (changed.length === 0) return;
    await updateBranding(tx, actor.tenantId, after);
    const target = { type: 'tenant', id: actor.tenantId, label: after.name };
    const changes = Object.fromEntries(
      changed.map((field) => [field, { before: before[field], after: after[field] }]),
    );
    await recordAudit(tx, actor, 'settings.branding_changed', target, changes);
  });
}
