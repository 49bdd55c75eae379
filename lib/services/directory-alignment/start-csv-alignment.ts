import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { insertAlignmentRun, interruptExpiredAlignments } from '@/lib/db/alignment-runs';
import { inTransaction } from '@/lib/db/database';
import { AppError } from '@/lib/shared/errors';
import { align, leaseFrom } from './align';
import { readOktaCsv } from './read-okta-csv';
import { trackAlignment } from './running-alignments';

const maxFileName = 120;

/**
 * Begins to compare the people here with an export of Okta's. Returns as soon as it has begun.
 * @throws AppError `alignment.busy`
 */
export async function startCsvAlignment(
  actor: Actor,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<{ readonly alignmentId: string }> {
  const { userId, login } = actor.requirePerson('alignment.run');
  const fileName = cleanName(file.name);
  const now = new Date();
  const runId = await inTransaction(async (tx) => {
    await interruptExpiredAlignments(tx, actor.tenantId, now);
    const by = { createdById: userId, createdByLogin: login };
    const run = { source: 'CSV' as const, fileName, leaseUntil: leaseFrom(now), ...by };
    return insertAlignmentRun(tx, actor.tenantId, run);
  });
  if (runId === null) throw new AppError('alignment.busy');
  trackAlignment(align({ actor, runId, pages: readOktaCsv(file.bytes), label: fileName }));
  return { alignmentId: runId };
}

/** The last part of a path, without what cannot be seen. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  const clean = last.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim();
  return clean === '' ? 'okta.csv' : clean.slice(0, maxFileName);
}
