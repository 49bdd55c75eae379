import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { insertUserImport } from '@/lib/db/user-imports';
import type { ImportOutcome } from '@/lib/schemas/user-imports';
import { planLines, type PlannedLine } from './plan-line';
import { readCsv } from './read-csv';
import { readPresentState } from './read-present-state';

const maxFileName = 120;

/**
 * Reads a CSV file of people and stores what applying it would do, line by line. Nothing else
 * changes. `imports.*` when the file as a whole cannot be read.
 */
export async function previewImport(
  actor: Actor,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<{ readonly importId: string }> {
  const { userId, login } = actor.requirePerson('users.import');
  const { ignoredColumns, lines } = await readCsv(file.bytes);
  const present = await readPresentState(getDatabase(), actor, lines);
  const { lines: planned, newGroups } = planLines(lines, present, randomUUID);
  if (newGroups.length > 0) actor.requirePerson('groups.manage');
  const importId = await inTransaction((tx) =>
    insertUserImport(
      tx,
      actor.tenantId,
      {
        fileName: cleanName(file.name),
        createdById: userId,
        createdByLogin: login,
        ignoredColumns: [...ignoredColumns],
        createCount: count(planned, 'CREATE'),
        updateCount: count(planned, 'UPDATE'),
        sameCount: count(planned, 'SAME'),
        refusedCount: count(planned, 'REFUSED'),
        newGroups: [...newGroups],
      },
      planned,
    ),
  );
  return { importId };
}

function count(lines: readonly PlannedLine[], outcome: ImportOutcome): number {
  return lines.filter((line) => line.outcome === outcome).length;
}

/** The last part of a path, without what cannot be seen. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  const clean = last.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim();
  return clean === '' ? 'people.csv' : clean.slice(0, maxFileName);
}
