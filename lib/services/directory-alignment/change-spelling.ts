import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import {
  countSpellingRows,
  listSpellingRows,
  setSpellingRow,
  type SpellingRow,
} from '@/lib/db/alignment-fixes';
import { findAlignmentRun, type AlignmentRunRow } from '@/lib/db/alignment-runs';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { lockPeople } from '@/lib/db/imported-people';
import { deleteOpenInvitationsOfUser } from '@/lib/db/invitations';
import { deleteSessionsOfUser } from '@/lib/db/sessions';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import { updateUser } from '@/lib/db/users';
import type { SpellingInput, SpellingStep } from '@/lib/schemas/alignment';
import { AppError, invariant } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import {
  judgeSpelling,
  readSpellingScene,
  toChange,
  type SpellingChange,
  type SpellingScene,
} from './judge-spelling';

const rowsAtOnce = 50;

/** Where a step stands, and which way it goes. */
interface Step {
  readonly actor: Actor;
  readonly run: AlignmentRunRow;
  /** Puts the former logins back. */
  readonly isUndo: boolean;
}

/**
 * Gives the next people of a report, at most fifty in one transaction, the login as Okta spells
 * it, each checked once more against what there is now; whoever is passed over says why. Needs a
 * passkey used just now, and does for each person what a new login does: their sessions end, open
 * invitations are withdrawn, it is audited. Call it with the position it answers until `isDone`.
 *
 * @throws AppError `alignment.not_found`, `alignment.not_ready`, `auth.reauthentication_required`
 */
export function takeOverSpelling(actor: Actor, input: SpellingInput): Promise<SpellingStep> {
  return changeNext(actor, input, false);
}

/** The same the other way round: whoever still has the login of Okta gets the former one back. */
export function restoreSpelling(actor: Actor, input: SpellingInput): Promise<SpellingStep> {
  return changeNext(actor, input, true);
}

async function changeNext(
  actor: Actor,
  input: SpellingInput,
  isUndo: boolean,
): Promise<SpellingStep> {
  actor.requirePerson('alignment.run');
  const work = () => inTransaction((tx) => change(tx, actor, input, isUndo));
  try {
    return await work();
  } catch (error) {
    // Somebody took a login between the look and the write: the second look sees it.
    if (isUniqueViolation(error)) return work();
    throw error;
  }
}

async function change(
  tx: Transaction,
  actor: Actor,
  { alignmentId, position }: SpellingInput,
  isUndo: boolean,
): Promise<SpellingStep> {
  const run = await findAlignmentRun(tx, actor.tenantId, alignmentId);
  if (!run) throw new AppError('alignment.not_found');
  if (run.status !== 'READY') throw new AppError('alignment.not_ready');
  actor.requireRecentPerson('users.change_login', new Date());
  const query = { tenantId: actor.tenantId, runId: run.id, isFixed: isUndo };
  const rows = await listSpellingRows(tx, query, { after: position, take: rowsAtOnce });
  const step = { actor, run, isUndo };
  const changed = await changeRows(tx, step, rows);
  const isDone = rows.length < rowsAtOnce;
  if (isDone) await auditEnd(tx, step);
  return { position: rows.at(-1)?.position ?? position, looked: rows.length, changed, isDone };
}

async function changeRows(
  tx: Transaction,
  step: Step,
  rows: readonly SpellingRow[],
): Promise<number> {
  const { actor, run, isUndo } = step;
  const changes = rows.map((row) => (isUndo ? reverse(toChange(row)) : toChange(row)));
  const ids = changes.flatMap(({ userId }) => (userId === null ? [] : [userId]));
  await lockPeople(tx, actor.tenantId, ids);
  const scene = await readSpellingScene(tx, actor, changes);
  const holders = new Map(scene.holders);
  let changed = 0;
  for (const [index, { position }] of rows.entries()) {
    const next = changes[index];
    invariant(next, 'each line has its change');
    const problem = judgeSpelling(actor, next, { ...scene, holders });
    const target = { tenantId: actor.tenantId, runId: run.id };
    if (problem !== null) {
      await setSpellingRow(tx, target, { position, fixProblem: problem });
      continue;
    }
    await changeLogin(tx, step, next, scene);
    holders.set(toLoginKey(next.to), next.userId ?? '');
    const fixedAt = isUndo ? null : new Date();
    await setSpellingRow(tx, target, { position, fixedAt, fixProblem: null });
    changed += 1;
  }
  return changed;
}

function reverse({ userId, from, to }: SpellingChange): SpellingChange {
  return { userId, from: to, to: from };
}

async function changeLogin(
  tx: Transaction,
  { actor, run }: Step,
  { userId, from, to }: SpellingChange,
  { people }: SpellingScene,
): Promise<void> {
  const person = people.get(userId ?? '');
  invariant(person, 'a person was found when the change was judged');
  const { id, email, firstName, lastName } = person;
  const edit = { login: to, loginKey: toLoginKey(to), email, firstName, lastName };
  await updateUser(tx, actor.tenantId, { userId: id, edit });
  await deleteOpenInvitationsOfUser(tx, actor.tenantId, id);
  const { sessionId } = actor.requirePerson('users.change_login');
  const ending = { userId: id, exceptSessionId: sessionId };
  const sessions = await deleteSessionsOfUser(tx, actor.tenantId, ending);
  const target = { type: 'user', id, label: to };
  await recordAudit(tx, actor, 'user.login_changed', target, {
    login: { before: from, after: to },
    comparison: { after: run.id },
    sessionsEnded: { after: sessions },
  });
}

/** One line for the whole, beside the one of each person. */
async function auditEnd(tx: Transaction, { actor, run, isUndo }: Step): Promise<void> {
  const query = { tenantId: actor.tenantId, runId: run.id };
  const taken = await countSpellingRows(tx, { ...query, isFixed: true });
  const different = await countSpellingRows(tx, { ...query, isFixed: false });
  const action = isUndo ? 'alignment.spelling_restored' : 'alignment.spelling_taken_over';
  const target = { type: 'alignment', id: run.id, label: run.fileName ?? run.orgUrl ?? '' };
  await recordAudit(tx, actor, action, target, {
    asInOkta: { after: taken },
    different: { after: different },
  });
}
