import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { setAttributeMappings } from '@/lib/db/custom-applications';
import { inTransaction } from '@/lib/db/database';
import {
  attributeMappingsSchema,
  defaultMappings,
  type AttributeMapping,
} from '@/lib/schemas/attribute-mappings';
import type { SaveMappingsInput } from '@/lib/schemas/custom-applications';
import { requireCustomApplication } from './require-custom-application';

/** Sets every attribute that a custom application gets. */
export async function saveMappings(actor: Actor, input: SaveMappingsInput): Promise<void> {
  actor.requireRecentPerson('applications.connect', new Date());
  const { applicationId: id, mappings } = input;
  await inTransaction(async (tx) => {
    const before = await requireCustomApplication(tx, actor, id);
    await setAttributeMappings(tx, actor.tenantId, { id, mappings });
    const target = { type: 'application', id, label: before.name };
    await recordAudit(tx, actor, 'application.updated', target, {
      attributes: {
        before: readMappings(before.attributeMappings).map(toSentence),
        after: mappings.map(toSentence),
      },
    });
  });
}

/** The stored mappings, or the default ones. */
export function readMappings(stored: unknown): AttributeMapping[] {
  return stored === null ? [...defaultMappings] : attributeMappingsSchema.parse(stored);
}

function toSentence(mapping: AttributeMapping): string {
  const { name } = mapping;
  if (mapping.kind === 'fixed') return `${name} = ${mapping.values.join(', ')}`;
  return `${name} = ${mapping.kind === 'field' ? mapping.field : mapping.expression}`;
}
