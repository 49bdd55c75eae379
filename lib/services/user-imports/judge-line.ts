import type { Actor } from '@/lib/auth/actor';
import type { PersonToCompare } from '@/lib/db/imported-people';
import type { UserImportLineRow } from '@/lib/db/user-imports';
import {
  importedPersonSchema,
  type ImportedPerson,
  type NewGroup,
} from '@/lib/schemas/user-imports';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { isSamePerson, toImportedPerson } from './plan-line';

/** A line with what it does, parsed from its stored JSON. */
export interface StoredLine {
  readonly line: number;
  readonly login: string;
  readonly outcome: 'CREATE' | 'UPDATE';
  readonly userId: string | null;
  readonly before: ImportedPerson | null;
  readonly after: ImportedPerson;
}

/** Reads a stored line that creates or updates; new groups are named by the ids they have by now. */
export function toStoredLine(row: UserImportLineRow, newGroups: readonly NewGroup[]): StoredLine {
  const { line, login, userId, before, after } = row;
  return {
    line,
    login,
    userId,
    outcome: row.outcome === 'CREATE' ? 'CREATE' : 'UPDATE',
    before: importedPersonSchema.nullable().parse(before),
    after: withRealGroups(importedPersonSchema.parse(after), newGroups),
  };
}

/** A person whose new groups are named by the ids they have, as far as they are there. */
export function withRealGroups(
  person: ImportedPerson,
  newGroups: readonly NewGroup[],
): ImportedPerson {
  if (newGroups.length === 0) return person;
  const realId = (id: string) => newGroups.find((group) => group.id === id)?.groupId ?? id;
  return { ...person, groups: person.groups.map(({ id, name }) => ({ id: realId(id), name })) };
}

/** Why a previewed line cannot be applied any more; null when it can. */
export function judgeApplying(
  actor: Actor,
  line: StoredLine,
  present: { readonly person: PersonToCompare | undefined; readonly groupIds: ReadonlySet<string> },
): ErrorCode | null {
  const { person, groupIds } = present;
  if (line.after.groups.some(({ id }) => !groupIds.has(id))) return 'imports.group_deleted_since';
  if (line.outcome === 'CREATE') return person ? 'imports.created_since' : null;
  if (!person) return 'imports.deleted_since';
  if (!actor.mayActOn('users.import', person)) return 'users.higher_role';
  if (line.before === null || !isSamePerson(toImportedPerson(person), line.before)) {
    return 'imports.changed_since';
  }
  return null;
}

/** Why an applied line is left as it is by undoing; null when it can be undone. */
export function judgeUndoing(
  actor: Actor,
  line: StoredLine,
  present: { readonly person: PersonToCompare | undefined; readonly groupIds: ReadonlySet<string> },
): ErrorCode | null {
  const { person, groupIds } = present;
  if (!person) return 'imports.deleted_since';
  if (!actor.mayActOn('users.import', person)) return 'users.higher_role';
  if (line.outcome === 'CREATE' && person.enrolledAt) return 'imports.enrolled_since';
  if (hasChanged(line, person, groupIds)) return 'imports.changed_after_import';
  const gone = line.before?.groups.some(({ id }) => !groupIds.has(id)) ?? false;
  return gone ? 'imports.group_deleted_since' : null;
}

/** A group that was deleted since takes its membership along: that is no change of the person. */
function hasChanged(
  line: StoredLine,
  person: PersonToCompare,
  groupIds: ReadonlySet<string>,
): boolean {
  const isUntouched = person.disabledAt === null && person.role === 'NONE';
  if (line.outcome === 'CREATE' && !isUntouched) return true;
  const groups = line.after.groups.filter(({ id }) => groupIds.has(id));
  return !isSamePerson(toImportedPerson(person), { ...line.after, groups });
}
