import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, type Transaction } from '@/lib/db/database';
import { findGroupNames } from '@/lib/db/groups';
import { countUninvited } from '@/lib/db/imported-people';
import { isUuid } from '@/lib/db/is-uuid';
import {
  countUserImportWarnings,
  findUserImport,
  listUserImportLines,
  type UserImportLineQuery,
  type UserImportLineRow,
} from '@/lib/db/user-imports';
import {
  importedPersonSchema,
  type ImportDetails,
  type ImportLinePage,
  type ImportLinesFilter,
  type ImportLineSummary,
  type ImportView,
  type NewGroup,
  type NewGroupSummary,
} from '@/lib/schemas/user-imports';
import { errorCatalogue } from '@/lib/shared/error-codes';
import { AppError } from '@/lib/shared/errors';
import type { TenantId } from '@/lib/shared/tenant-id';
import { countProgress } from './count-steps';
import { listChanges } from './describe-changes';
import { toImportSummary } from './list-imports';
import { readNewGroups } from './new-groups';

const pageSize = 50;

/** One import with its counts. */
export async function getImport(actor: Actor, importId: string): Promise<ImportDetails> {
  actor.requirePerson('users.import');
  const db = getDatabase();
  const { tenantId } = actor;
  const row = isUuid(importId) ? await findUserImport(db, tenantId, importId) : null;
  if (!row) throw new AppError('imports.not_found');
  return {
    ...toImportSummary(row),
    ignoredColumns: row.ignoredColumns,
    newGroups: await describeNewGroups(db, tenantId, readNewGroups(row)),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
    warningCount: await countUserImportWarnings(db, tenantId, importId),
    progress: await countProgress(db, tenantId, importId),
    uninvitedCount:
      row.status === 'APPLIED' ? await countUninvited(db, tenantId, importId, new Date()) : 0,
  };
}

async function describeNewGroups(
  db: Transaction,
  tenantId: TenantId,
  newGroups: readonly NewGroup[],
): Promise<readonly NewGroupSummary[]> {
  const ids = newGroups.flatMap(({ groupId }) => groupId ?? []);
  const names =
    ids.length === 0 ? new Map<string, string>() : await findGroupNames(db, tenantId, ids);
  return newGroups.map(({ name, groupId, isCreated }) => {
    if (groupId === null) return { name, state: 'planned', groupId };
    const now = names.get(groupId);
    if (now === undefined) return { name, state: 'gone', groupId: null };
    return { name: now, state: isCreated ? 'created' : 'found', groupId };
  });
}

/** One page of the lines of an import, in the order of the file. */
export async function listImportLines(
  actor: Actor,
  importId: string,
  filter: ImportLinesFilter,
): Promise<ImportLinePage> {
  actor.requirePerson('users.import');
  const rows = await listUserImportLines(getDatabase(), actor.tenantId, {
    importId,
    where: filter.view === null ? {} : conditionOf(filter.view),
    after: filter.after,
    take: pageSize + 1,
  });
  const page = rows.slice(0, pageSize);
  return {
    lines: page.map(toLineSummary),
    next: rows.length > pageSize ? (page.at(-1)?.line ?? null) : null,
  };
}

function conditionOf(view: ImportView): NonNullable<UserImportLineQuery['where']> {
  if (view === 'SKIPPED' || view === 'KEPT') return { progress: view };
  if (view !== 'WARNING') return { outcome: view };
  return { outcome: { in: ['CREATE', 'UPDATE', 'SAME'] }, hasProblems: true };
}

function toLineSummary(row: UserImportLineRow): ImportLineSummary {
  const { line, outcome, progress, login, userId } = row;
  const person = importedPersonSchema.nullable();
  return {
    ...{ line, outcome, progress, login, userId },
    changes: listChanges(person.parse(row.before), person.parse(row.after)),
    problems: row.problems.map(sentenceOf),
    passedOver: sentenceOrNull(row.undoProblem ?? row.applyProblem),
  };
}

function sentenceOrNull(code: string | null): string | null {
  return code === null ? null : sentenceOf(code);
}

/** The catalogue's sentence of a stored code. */
export function sentenceOf(code: string): string {
  return Object.entries(errorCatalogue).find(([known]) => known === code)?.[1].message ?? code;
}
