import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { listUserImportLines } from '@/lib/db/user-imports';
import type { UndoPreview } from '@/lib/schemas/user-imports';
import { errorCatalogue } from '@/lib/shared/error-codes';
import { AppError } from '@/lib/shared/errors';
import { getImportToChange } from './get-import-to-change';
import { judgeUndoing, toStoredLine, type StoredLine } from './judge-line';
import { loadPresence } from './load-lines';
import { readNewGroups } from './new-groups';
import { judgeCreatedGroups, toCreatedGroups } from './undo-groups';

const linesAtOnce = 500;
const shownCount = 50;

/** What undoing an applied import would do now; changes nothing. */
export async function previewUndo(actor: Actor, importId: string): Promise<UndoPreview> {
  const kept: { line: number; login: string; reason: string }[] = [];
  const counts = { deleteCount: 0, restoreCount: 0, keepCount: 0 };
  const leaving = new Map<string, number>();
  for (let after: number | null = null, isLast = false; !isLast;) {
    const judged = await judgePart(actor, importId, after);
    for (const { line, problem } of judged) {
      if (problem) {
        counts.keepCount += 1;
        const reason = errorCatalogue[problem].message;
        if (kept.length < shownCount) kept.push({ line: line.line, login: line.login, reason });
      } else {
        counts[line.before === null ? 'deleteCount' : 'restoreCount'] += 1;
        countLeaving(line, leaving);
      }
    }
    after = judged.at(-1)?.line.line ?? null;
    isLast = judged.length < linesAtOnce;
  }
  const groups = await inTransaction(async (tx) => {
    const found = await getImportToChange(tx, actor, importId);
    return judgeCreatedGroups(tx, actor, readNewGroups(found), leaving);
  });
  return { ...counts, groups: toCreatedGroups(groups), kept };
}

/** Which groups a person leaves when the line is undone. */
function countLeaving({ before, after }: StoredLine, leaving: Map<string, number>): void {
  const kept = new Set(before?.groups.map(({ id }) => id));
  for (const { id } of after.groups) {
    if (!kept.has(id)) leaving.set(id, (leaving.get(id) ?? 0) + 1);
  }
}

/** The locks of each part are held only while it is judged. */
async function judgePart(actor: Actor, importId: string, after: number | null) {
  const { tenantId } = actor;
  return inTransaction(async (tx) => {
    const { status, newGroups } = await getImportToChange(tx, actor, importId);
    if (status !== 'APPLIED' && status !== 'UNDOING') throw new AppError('imports.not_applied');
    const where = { progress: 'APPLIED' as const };
    const rows = await listUserImportLines(tx, tenantId, {
      importId,
      where,
      after,
      take: linesAtOnce,
    });
    const groups = readNewGroups({ newGroups });
    const lines = rows.map((row) => toStoredLine(row, groups));
    const { personOf, groupIds } = await loadPresence(tx, tenantId, lines);
    return lines.map((line) => ({
      line,
      problem: judgeUndoing(actor, line, { person: personOf(line), groupIds }),
    }));
  });
}
