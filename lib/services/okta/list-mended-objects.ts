import 'server-only';
import { z } from 'zod';
import type { SetupRunRow, SetupStepRow } from '@/lib/db/setup-runs';
import type { ReceiptObject, ReceiptOutcome } from '@/lib/schemas/okta-receipt';

const intentSchema = z
  .object({
    intent: z.object({
      mended: z.array(z.object({ name: z.string(), how: z.string(), id: z.string() })).default([]),
      mapping: z.object({ id: z.string() }).optional(),
    }),
  })
  .transform(({ intent }) => intent)
  .nullable()
  .catch(null);

/** The rules and the mapping that a repair made again, put back or switched on. */
export function listMendedObjects(run: Pick<SetupRunRow, 'steps'>): readonly ReceiptObject[] {
  const byId = new Map<string, ReceiptObject>();
  for (const step of run.steps) {
    for (const object of toObjects(step)) {
      const before = byId.get(object.id ?? object.name);
      // What was made again and then switched on was made.
      if (before?.outcome === 'created' && object.outcome === 'changed') continue;
      byId.set(object.id ?? object.name, object);
    }
  }
  return [...byId.values()];
}

function toObjects({ status, detail }: SetupStepRow): readonly ReceiptObject[] {
  const intent = intentSchema.parse(detail);
  if (!intent || (status !== 'DONE' && status !== 'UNDONE')) return [];
  const outcomeOf = (how: string): ReceiptOutcome => {
    if (status === 'UNDONE') return 'taken_back';
    return how === 'made' ? 'created' : 'changed';
  };
  // An entry without an id was written ahead of the call; the one after it has the id.
  const rules = intent.mended.filter(({ id }) => id !== '');
  return [
    ...rules.map(({ name, how, id }) => ({
      kind: 'rule' as const,
      name,
      id,
      outcome: outcomeOf(how),
    })),
    ...(intent.mapping
      ? [
          {
            kind: 'mapping' as const,
            name: 'Attributes to Okta user',
            id: intent.mapping.id,
            outcome: outcomeOf('put_back'),
          },
        ]
      : []),
  ];
}
