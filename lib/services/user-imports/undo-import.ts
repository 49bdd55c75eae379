import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { replaceGroupsOfPerson, updateImportedPerson } from '@/lib/db/imported-people';
import {
  listUserImportLines,
  setUserImportStatus,
  updateUserImportLines,
  type UserImportLineChange,
} from '@/lib/db/user-imports';
import { deleteUser } from '@/lib/db/users';
import type { ImportStep } from '@/lib/schemas/user-imports';
import { AppError } from '@/lib/shared/errors';
import { countUndoSteps } from './count-steps';
import { toAuditChanges } from './describe-changes';
import { getImportToChange } from './get-import-to-change';
import { judgeUndoing, toStoredLine, type StoredLine } from './judge-line';
import { loadPresence, type LinePresence } from './load-lines';
import { readNewGroups } from './new-groups';
import { deleteCreatedGroups } from './undo-groups';

const linesAtOnce = 200;

/**
 * Undoes the next lines of an applied import, at most 200 in one transaction: people it created are
 * deleted, people it changed are set back, unless something happened to them since; then the line
 * stays and says why. At the end the groups it created go, when nobody uses them. Call it until
 * `isDone`.
 */
export async function undoImportStep(actor: Actor, importId: string): Promise<ImportStep> {
  const { tenantId } = actor;
  return inTransaction(async (tx) => {
    actor.requirePerson('users.delete');
    const found = await getImportToChange(tx, actor, importId);
    if (found.status === 'UNDONE') return countUndoSteps(tx, tenantId, importId);
    if (found.status !== 'APPLIED' && found.status !== 'UNDOING') {
      throw new AppError('imports.not_applied');
    }
    const newGroups = readNewGroups(found);
    const rows = await listUserImportLines(tx, tenantId, {
      importId,
      where: { progress: 'APPLIED' },
      after: null,
      take: linesAtOnce,
    });
    await undoLines(
      tx,
      actor,
      importId,
      rows.map((row) => toStoredLine(row, newGroups)),
    );
    const step = await countUndoSteps(tx, tenantId, importId);
    if (!step.isDone) {
      await setUserImportStatus(tx, tenantId, importId, { status: 'UNDOING' });
      return step;
    }
    const undoneAt = new Date();
    await setUserImportStatus(tx, tenantId, importId, { status: 'UNDONE', undoneAt });
    const groups = await deleteCreatedGroups(tx, actor, newGroups);
    const target = { type: 'import', id: importId, label: found.fileName };
    await recordAudit(tx, actor, 'import.undone', target, {
      lines: { after: step.undone },
      left: { after: step.kept },
      ...(groups.deleted.length > 0 && { groups: { before: groups.deleted } }),
    });
    return step;
  });
}

async function undoLines(
  tx: Transaction,
  actor: Actor,
  importId: string,
  lines: readonly StoredLine[],
): Promise<void> {
  const presence = await loadPresence(tx, actor.tenantId, lines);
  const changes: UserImportLineChange[] = [];
  for (const line of lines) changes.push(await undoLine(tx, actor, line, presence));
  await updateUserImportLines(tx, actor.tenantId, importId, changes);
}

async function undoLine(
  tx: Transaction,
  actor: Actor,
  line: StoredLine,
  presence: LinePresence,
): Promise<UserImportLineChange> {
  const person = presence.personOf(line);
  const problem = judgeUndoing(actor, line, { person, groupIds: presence.groupIds });
  if (problem || !person) {
    const undoProblem = problem ?? 'imports.deleted_since';
    return { line: line.line, progress: 'KEPT', undoProblem };
  }
  const target = { type: 'user', id: person.id, label: person.login };
  if (line.before === null) {
    await deleteUser(tx, actor.tenantId, person.id);
    await recordAudit(tx, actor, 'user.deleted', target, toAuditChanges(line.after, null));
  } else {
    const { groups, ...facts } = line.before;
    await updateImportedPerson(tx, actor.tenantId, {
      id: person.id,
      login: person.login,
      ...facts,
    });
    const groupIds = groups.map(({ id }) => id);
    await replaceGroupsOfPerson(tx, actor.tenantId, { userId: person.id, groupIds });
    await recordAudit(tx, actor, 'user.edited', target, toAuditChanges(line.after, line.before));
  }
  return { line: line.line, progress: 'UNDONE' };
}
