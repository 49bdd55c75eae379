/** `audit verify`. */
import { z } from 'zod';
import { asTenantId } from '@/lib/shared/tenant-id';
import { getTenantByUrl, listAllTenants } from '@/lib/services/operator/list-tenants';
import { verifyAuditChain } from '@/lib/services/reports/verify-audit-chain';
import { actorOfCommand, defineCommand } from './define-command';

const verdict = z.object({
  publicUrl: z.string(),
  isWhole: z.boolean(),
  checked: z.number(),
  /** Hash of the last event; kept elsewhere it proves later that nothing was rewritten. */
  lastHash: z.string(),
  problemCount: z.number(),
  problems: z.array(z.object({ sequence: z.string().nullable(), says: z.string() })),
});

export const verifyAuditCommand = defineCommand({
  name: 'audit verify',
  summary: 'Walk the chained event log and say what was changed, removed or put in.',
  notes: [
    'Ends with 1 when anything is wrong. Note the hash of the last event in another place: whoever rewrites the whole log cannot make it come out again.',
  ],
  options: { tenant: { value: 'URL', about: 'Only this tenant; without it, all of them.' } },
  input: z.object({ tenant: z.string().max(500).optional() }),
  result: z.object({ tenants: z.array(verdict) }),
  run: async ({ say }, { tenant }) => {
    const wanted = tenant === undefined ? await listAllTenants() : [await getTenantByUrl(tenant)];
    const tenants = [];
    for (const { id, publicUrl } of wanted) {
      say(`Walking the event log of ${publicUrl}.`);
      const found = await verifyAuditChain(actorOfCommand('audit verify')(asTenantId(id)));
      const { isWhole, checked, lastHash, problemCount, problems } = found;
      const told = problems.map(({ sequence, says }) => ({ sequence, says }));
      tenants.push({ publicUrl, isWhole, checked, lastHash, problemCount, problems: told });
    }
    return { tenants };
  },
  isBad: ({ tenants }) => tenants.some(({ isWhole }) => !isWhole),
  print: ({ tenants }) => {
    if (tenants.length === 0) return ['There is no tenant yet, and so no event log.'];
    return tenants.flatMap(({ publicUrl, isWhole, checked, lastHash, problemCount, problems }) => [
      `${publicUrl}: ${isWhole ? 'nothing is wrong' : `${problemCount} problems`}; events: ${checked}, last hash: ${lastHash}`,
      ...problems.map(({ says }) => `  ${says}`),
    ]);
  },
});
