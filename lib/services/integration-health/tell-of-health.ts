import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import { queueMail } from '@/lib/db/outgoing-mails';
import { listActiveRoleHolders } from '@/lib/db/roles';
import { findJudgedApplication, updateRoutingWatch } from '@/lib/db/routing-watches';
import { getTenantById } from '@/lib/db/tenants';
import { buildIntegrationMail } from '@/lib/mail/integration-mail';
import type { HealthReason, HealthState } from '@/lib/schemas/integration-health';
import { readHealth } from './read-health';

const badness: Record<HealthState, number> = {
  healthy: 0,
  unproven: 0,
  off: 0,
  attention: 1,
  failing: 2,
};

/**
 * Mails owners and admins when an integration went bad, once for each change to the worse; a change
 * to the better is kept, so that the next bad one is told again. Certificates have reminders of
 * their own. Without a mail server nothing is stored but the state.
 */
export async function tellOfHealth(
  tx: Transaction,
  actor: Actor,
  applicationId: string,
  now: Date,
): Promise<void> {
  const { tenantId } = actor;
  const application = await findJudgedApplication(tx, tenantId, applicationId);
  if (!application?.routingWatch) return;
  const [judged] = await readHealth(tx, actor, [application], now);
  const reasons = (judged?.health.reasons ?? []).filter(isWorthMail);
  const state = stateOf(reasons);
  const told = toState(application.routingWatch.toldState);
  if (state === told) return;
  await updateRoutingWatch(tx, tenantId, applicationId, { toldState: state, toldAt: now });
  if (badness[state] <= badness[told]) return;
  const tenant = await getTenantById(tx, tenantId);
  for (const person of await listActiveRoleHolders(tx, tenantId, ['OWNER', 'ADMIN'])) {
    await queueMail(tx, tenantId, {
      kind: 'integration_failing',
      toAddress: person.email,
      userId: person.id,
      onceKey: `integration:${applicationId}:${String(now.getTime())}:${person.id}`,
      content: buildIntegrationMail({
        displayName: `${person.firstName} ${person.lastName}`.trim(),
        tenantName: tenant.name,
        applicationName: application.name,
        reasons,
        when: now,
        url: `${tenant.publicUrl}/applications/${applicationId}`,
      }),
    });
  }
}

function isWorthMail({ code, tone }: HealthReason): boolean {
  return tone !== 'neutral' && !code.startsWith('certificate_');
}

function stateOf(reasons: readonly HealthReason[]): 'healthy' | 'attention' | 'failing' {
  if (reasons.some(({ tone }) => tone === 'danger')) return 'failing';
  return reasons.length > 0 ? 'attention' : 'healthy';
}

function toState(told: string | null): 'healthy' | 'attention' | 'failing' {
  return told === 'attention' || told === 'failing' ? told : 'healthy';
}
