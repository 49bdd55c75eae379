/** Checks an export of events in JSON Lines without a database. */
import { z } from 'zod';
import type { ChainVerdict } from '@/lib/schemas/audit-verification';
import { auditChainFormat } from '@/lib/shared/audit-chain-form';
import { auditExportFormat } from '@/lib/shared/audit-export-form';
import { ChainCheck } from './check-chain';

const digits = z.string().regex(/^\d{1,18}$/u);
const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const text = z.string().nullable();

const headSchema = z.object({
  format: z.literal(auditExportFormat),
  chainFormat: z.literal(auditChainFormat),
  isComplete: z.boolean(),
  removedSequence: digits,
  removedHash: hash,
  lastSequence: digits,
  lastHash: hash,
});

const eventSchema = z.object({
  ...{ tenantId: z.string(), sequence: digits, id: z.string(), occurredAt: z.string() },
  ...{ actorKind: z.string(), actorUserId: text, actorLabel: z.string(), action: z.string() },
  ...{ targetType: z.string(), targetId: z.string(), targetLabel: z.string() },
  ...{ changes: z.json(), reason: text, ip: text, userAgent: text },
  ...{ searchText: z.string(), previousHash: hash, hash },
});

const endSchema = z.object({ end: z.literal(true), count: z.int().nonnegative() });

/**
 * Walks the lines of an export. A complete one is checked from its beginning to its end; of a
 * filtered one every event is checked by itself, and against the one before where it is there.
 */
export async function checkAuditExport(lines: AsyncIterable<string>): Promise<ChainVerdict> {
  const values = readValues(lines);
  const first = await values.next();
  if (first.done) throw new Error('The file is empty');
  const head = headSchema.parse(first.value);
  const check = startOf(head);
  let counted: number | null = null;
  let events = 0;
  for await (const value of values) {
    const end = endSchema.safeParse(value);
    if (end.success) {
      counted = end.data.count;
    } else {
      check.take(eventSchema.parse(value));
      events += 1;
    }
  }
  if (counted !== events) {
    const said = counted === null ? 'does not say how many it has' : `says it has ${counted}`;
    check.report('end', null, `The file holds ${events} events and ${said}.`);
  }
  return check.finish(head.isComplete ? endOf(head) : null);
}

async function* readValues(lines: AsyncIterable<string>): AsyncGenerator {
  for await (const line of lines) {
    if (line.trim() !== '') yield JSON.parse(line);
  }
}

function startOf(head: z.output<typeof headSchema>): ChainCheck {
  const { isComplete, removedSequence, removedHash } = head;
  const start = { removedSequence: BigInt(removedSequence), removedHash };
  return new ChainCheck(start, { isPartial: !isComplete });
}

function endOf({ lastSequence, lastHash }: z.output<typeof headSchema>) {
  return { lastSequence: BigInt(lastSequence), lastHash };
}
