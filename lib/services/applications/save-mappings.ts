import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { setAttributeMappings } from '@/lib/db/custom-applications';
import { inTransaction } from '@/lib/db/database';
import { describeMapping } from '@/lib/schemas/attribute-mappings';
import type { SaveMappingsInput } from '@/lib/schemas/custom-applications';
import { readMappings } from './custom-application-values';
import { lockUnchanged } from './lock-unchanged';

/**
 * Sets every attribute that a custom application gets.
 *
 * @throws AppError `request.not_found`, `applications.changed_meanwhile`
 */
export async function saveMappings(actor: Actor, input: SaveMappingsInput): Promise<void> {
  actor.requireRecentPerson('applications.connect', new Date());
  const { applicationId: id, mappings, version } = input;
  await inTransaction(async (tx) => {
    const looked = { applicationId: id, part: 'attributes', version } as const;
    const before = await lockUnchanged(tx, actor, looked);
    await setAttributeMappings(tx, actor.tenantId, { id, mappings });
    const target = { type: 'application', id, label: before.name };
    await recordAudit(tx, actor, 'application.updated', target, {
      attributes: {
        before: readMappings(before.attributeMappings).map(describeMapping),
        after: mappings.map(describeMapping),
      },
    });
  });
}
