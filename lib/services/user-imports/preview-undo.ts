import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { listUserImportLines } from '@/lib/db/user-imports';
import type { UndoPreview } from '@/lib/schemas/user-imports';
import { errorCatalogue } from '@/lib/shared/error-codes';
import { AppError } from '@/lib/shared/errors';
import { getImportToChange } from './get-import-to-change';
import { judgeUndoing, toStoredLine } from './judge-line';
import { loadPresence } from './load-lines';

const linesAtOnce = 500;
const shownCount = 50;

/** What undoing an applied import would do now; changes nothing. */
export async function previewUndo(actor: Actor, importId: string): Promise<UndoPreview> {
  const kept: { line: number; login: string; reason: string }[] = [];
  const counts = { deleteCount: 0, restoreCount: 0, keepCount: 0 };
  for (let after: number | null = null, isLast = false; !isLast;) {
    const judged = await judgePart(actor, importId, after);
    for (const { line, problem } of judged) {
      if (problem) {
        counts.keepCount += 1;
        const reason = errorCatalogue[problem].message;
        if (kept.length < shownCount) kept.push({ line: line.line, login: line.login, reason });
      } else counts[line.before === null ? 'deleteCount' : 'restoreCount'] += 1;
    }
    after = judged.at(-1)?.line.line ?? null;
    isLast = judged.length < linesAtOnce;
  }
  return { ...counts, kept };
}

/** The locks of each part are held only while it is judged. */
async function judgePart(actor: Actor, importId: string, after: number | null) {
  const { tenantId } = actor;
  return inTransaction(async (tx) => {
    const { status } = await getImportToChange(tx, actor, importId);
    if (status !== 'APPLIED' && status !== 'UNDOING') throw new AppError('imports.not_applied');
    const where = { progress: 'APPLIED' as const };
    const rows = await listUserImportLines(tx, tenantId, {
      importId,
      where,
      after,
      take: linesAtOnce,
    });
    const lines = rows.map(toStoredLine);
    const { personOf, groupIds } = await loadPresence(tx, tenantId, lines);
    return lines.map((line) => ({
      line,
      problem: judgeUndoing(actor, line, { person: personOf(line), groupIds }),
    }));
  });
}
