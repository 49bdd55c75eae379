import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findUserImport, listUserImportLines } from '@/lib/db/user-imports';
import { AppError } from '@/lib/shared/errors';
import { sentenceOf } from './get-import';
import { byteOrderMark, toCsv } from '@/lib/shared/write-csv';

const linesAtOnce = 1000;

/** The refused and passed-over lines of an import as CSV: line number, login, reason. */
export async function writeRefusedLines(actor: Actor, importId: string): Promise<string> {
  actor.requirePerson('users.import');
  const db = getDatabase();
  const { tenantId } = actor;
  if (!(await findUserImport(db, tenantId, importId))) throw new AppError('imports.not_found');
  let text = byteOrderMark + toCsv([['line', 'login', 'reason']]);
  for (let after: number | null = null, isLast = false; !isLast;) {
    const rows = await listUserImportLines(db, tenantId, { importId, after, take: linesAtOnce });
    text += toCsv(rows.flatMap(toReportRow));
    after = rows.at(-1)?.line ?? null;
    isLast = rows.length < linesAtOnce;
  }
  return text;
}

function toReportRow(row: Awaited<ReturnType<typeof listUserImportLines>>[number]): string[][] {
  const passedOver = row.undoProblem ?? row.applyProblem;
  const codes = row.outcome === 'REFUSED' ? row.problems : passedOver ? [passedOver] : [];
  if (codes.length === 0) return [];
  return [[String(row.line), row.login, codes.map(sentenceOf).join(' ')]];
}
