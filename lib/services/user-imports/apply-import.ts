import 'server-only';
import { randomBytes } from 'node:crypto';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction, type Transaction } from '@/lib/db/database';
import {
  insertMembersOf,
  replaceGroupsOfPerson,
  updateImportedPerson,
} from '@/lib/db/imported-people';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import {
  listUserImportLines,
  setUserImportStatus,
  updateUserImportLines,
  type UserImportLineChange,
} from '@/lib/db/user-imports';
import { insertUser } from '@/lib/db/users';
import type { ImportStep } from '@/lib/schemas/user-imports';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { toAuditChanges } from './describe-changes';
import { getImportToChange } from './get-import-to-change';
import { countSteps } from './count-steps';
import { judgeApplying, toStoredLine, type StoredLine } from './judge-line';
import { loadPresence, type LinePresence } from './load-lines';
import { openNewGroups, type NewGroups } from './new-groups';

const linesAtOnce = 200;

/**
 * Applies the next lines of an import, at most 200 in one transaction, each checked once more
 * against what there is now; what changed since the preview is passed over and says why. Call it
 * until `isDone`; whoever comes after an interruption goes on where it stopped.
 */
export async function applyImportStep(actor: Actor, importId: string): Promise<ImportStep> {
  try {
    return await applyNext(actor, importId);
  } catch (error) {
    // Somebody created a login between the look and the write: the second look sees it.
    if (isUniqueViolation(error)) return applyNext(actor, importId);
    throw error;
  }
}

async function applyNext(actor: Actor, importId: string): Promise<ImportStep> {
  const { tenantId } = actor;
  return inTransaction(async (tx) => {
    const found = await getImportToChange(tx, actor, importId);
    if (found.status === 'APPLIED') return countSteps(tx, tenantId, importId);
    if (found.status !== 'PREVIEWED' && found.status !== 'APPLYING') {
      throw new AppError('imports.not_previewed');
    }
    const rows = await listUserImportLines(tx, tenantId, {
      importId,
      where: { progress: 'WAITING', outcome: { in: ['CREATE', 'UPDATE'] } },
      after: null,
      take: linesAtOnce,
    });
    const groups = openNewGroups(tx, actor, found);
    const lines = rows.map((row) => toStoredLine(row, groups.list()));
    await applyLines(tx, actor, importId, { lines, groups });
    const step = await countSteps(tx, tenantId, importId);
    if (!step.isDone) {
      await setUserImportStatus(tx, tenantId, importId, { status: 'APPLYING' });
      return step;
    }
    const appliedAt = new Date();
    await setUserImportStatus(tx, tenantId, importId, { status: 'APPLIED', appliedAt });
    const target = { type: 'import', id: importId, label: found.fileName };
    await recordAudit(tx, actor, 'import.applied', target, {
      lines: { after: step.applied },
      passedOver: { after: step.passedOver },
      refused: { after: found.refusedCount },
    });
    return step;
  });
}

async function applyLines(
  tx: Transaction,
  actor: Actor,
  importId: string,
  { lines, groups }: { readonly lines: readonly StoredLine[]; readonly groups: NewGroups },
): Promise<void> {
  const presence = await loadPresence(tx, actor.tenantId, lines);
  const changes: UserImportLineChange[] = [];
  for (const line of lines) changes.push(await applyLine(tx, actor, line, { presence, groups }));
  await updateUserImportLines(tx, actor.tenantId, importId, changes);
  await groups.save();
}

async function applyLine(
  tx: Transaction,
  actor: Actor,
  planned: StoredLine,
  { presence, groups }: { readonly presence: LinePresence; readonly groups: NewGroups },
): Promise<UserImportLineChange> {
  const person = presence.personOf(planned);
  const groupIds = new Set([...presence.groupIds, ...groups.pendingIds]);
  const problem = judgeApplying(actor, planned, { person, groupIds });
  if (problem) return { line: planned.line, progress: 'SKIPPED', applyProblem: problem };
  const line = { ...planned, after: await groups.make(planned.after) };
  const userId = person ? await update(tx, actor, line, person.id) : await create(tx, actor, line);
  const target = { type: 'user', id: userId, label: line.login };
  const action = person ? 'user.edited' : 'user.created';
  await recordAudit(tx, actor, action, target, toAuditChanges(line.before, line.after));
  return { line: line.line, progress: 'APPLIED', userId };
}

async function create(tx: Transaction, actor: Actor, line: StoredLine): Promise<string> {
  const { groups, ...facts } = line.after;
  const userId = await insertUser(tx, actor.tenantId, {
    ...facts,
    login: line.login,
    loginKey: toLoginKey(line.login),
    role: 'NONE',
    userHandle: new Uint8Array(randomBytes(64)),
  });
  const groupIds = groups.map(({ id }) => id);
  if (groupIds.length > 0) await insertMembersOf(tx, actor.tenantId, { userId, groupIds });
  return userId;
}

async function update(
  tx: Transaction,
  actor: Actor,
  line: StoredLine,
  userId: string,
): Promise<string> {
  const { groups, ...facts } = line.after;
  await updateImportedPerson(tx, actor.tenantId, { id: userId, login: line.login, ...facts });
  const groupIds = groups.map(({ id }) => id);
  await replaceGroupsOfPerson(tx, actor.tenantId, { userId, groupIds });
  return userId;
}
