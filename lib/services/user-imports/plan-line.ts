import type { Role } from '@/lib/auth/permissions';
import type { PersonToCompare } from '@/lib/db/imported-people';
import type { ImportedPerson, ImportOutcome, NewGroup } from '@/lib/schemas/user-imports';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { toLoginKey } from '@/lib/shared/login-key';
import { toLoginSkeleton } from '@/lib/shared/login-skeleton';
import { readCells, type NamedGroup, type WantedPerson } from './read-cells';
import type { CsvLine } from './read-csv';

/** What one line would do. */
export interface PlannedLine {
  readonly line: number;
  readonly outcome: ImportOutcome;
  readonly login: string;
  readonly userId: string | null;
  readonly before: ImportedPerson | null;
  readonly after: ImportedPerson | null;
  /** Why it is refused; of another line: what deserves a look. */
  readonly problems: readonly ErrorCode[];
}

/** What there is, as far as the lines of a file touch it. */
export interface PresentState {
  /** By the compared form of the login. */
  readonly people: ReadonlyMap<string, PersonToCompare>;
  /** By the compared form of the name. */
  readonly groups: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
  /** Compared logins of people by what their login looks like. */
  readonly lookAlikes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether the reader may change somebody of this role. */
  readonly mayEdit: (role: Role) => boolean;
}

const maxLoginShown = 120;
const maxNewGroups = 200;

/**
 * Compares lines with what there is, in the order of the file, and says which groups they name that
 * are not there. Changes nothing. `makeId`: an id no group has.
 */
export function planLines(
  lines: readonly CsvLine[],
  present: PresentState,
  makeId: () => string,
): { readonly lines: readonly PlannedLine[]; readonly newGroups: readonly NewGroup[] } {
  const newGroups = new Map<string, NewGroup>();
  const planned = planEach(lines, present, (groups) => {
    const coming = groups.filter(({ key }) => !present.groups.has(key) && !newGroups.has(key));
    if (newGroups.size + coming.length > maxNewGroups) return null;
    for (const { key, name } of coming) {
      newGroups.set(key, { id: makeId(), name, groupId: null, isCreated: false });
    }
    return groups.flatMap(({ key }) => present.groups.get(key) ?? newGroups.get(key) ?? []);
  });
  // A group that only refused lines name is not made.
  const wanted = new Set(planned.flatMap(({ after }) => after?.groups.map(({ id }) => id) ?? []));
  return { lines: planned, newGroups: [...newGroups.values()].filter(({ id }) => wanted.has(id)) };
}

/** The groups of a line by id, also those not there yet; null when they would be too many. */
type FindGroups = (
  groups: readonly NamedGroup[],
) => readonly { readonly id: string; readonly name: string }[] | null;

function planEach(
  lines: readonly CsvLine[],
  present: PresentState,
  findGroups: FindGroups,
): PlannedLine[] {
  const seen = new Set<string>();
  const seenShapes = new Map<string, string>();
  return lines.map((line) => {
    const refuse = (problem: ErrorCode) => refusedLine(line, problem);
    const read = readCells(line.cells);
    if ('problem' in read) return refuse(read.problem);
    const loginKey = toLoginKey(read.login);
    if (seen.has(loginKey)) return refuse('imports.twice_in_file');
    seen.add(loginKey);
    const found = read.groups && findGroups(read.groups);
    if (read.groups && !found) return refuse('imports.too_many_new_groups');
    const groups = found && found.map(({ id, name }) => ({ id, name }));
    const person = present.people.get(loginKey);
    if (person) return planUpdate(line.line, { person, read, groups, present });
    return planCreation(line.line, {
      read,
      groups,
      warnings: warningsFor(read.login, present, seenShapes),
    });
  });
}

/** A person as lines see one. */
export function toImportedPerson(person: PersonToCompare): ImportedPerson {
  const { email, firstName, lastName, memberships } = person;
  return { email, firstName, lastName, groups: memberships.map(({ group }) => group) };
}

/** Tells whether two states of a person are the same; the names of groups do not count. */
export function isSamePerson(one: ImportedPerson, other: ImportedPerson): boolean {
  const ids = (person: ImportedPerson) =>
    person.groups
      .map(({ id }) => id)
      .sort()
      .join();
  return (
    one.email === other.email &&
    one.firstName === other.firstName &&
    one.lastName === other.lastName &&
    ids(one) === ids(other)
  );
}

function planUpdate(
  line: number,
  of: {
    readonly person: PersonToCompare;
    readonly read: WantedPerson;
    readonly groups: ImportedPerson['groups'] | null;
    readonly present: PresentState;
  },
): PlannedLine {
  const { person, read, groups } = of;
  const before = toImportedPerson(person);
  const after = {
    email: read.email ?? before.email,
    firstName: read.firstName ?? before.firstName,
    lastName: read.lastName ?? before.lastName,
    groups: groups ?? before.groups,
  };
  const planned = { line, login: person.login, userId: person.id, problems: [] };
  if (isSamePerson(before, after))
    return { ...planned, outcome: 'SAME', before: null, after: null };
  if (!of.present.mayEdit(person.role)) {
    return { ...planned, ...nothing, problems: ['users.higher_role'] };
  }
  return { ...planned, outcome: 'UPDATE', before, after };
}

function planCreation(
  line: number,
  of: {
    readonly read: WantedPerson;
    readonly groups: ImportedPerson['groups'] | null;
    readonly warnings: readonly ErrorCode[];
  },
): PlannedLine {
  const { login, firstName, lastName, email = login } = of.read;
  const planned = { line, login, userId: null };
  if (firstName === undefined || lastName === undefined) {
    return { ...planned, ...nothing, problems: ['imports.name_missing'] };
  }
  const after = { email, firstName, lastName, groups: of.groups ?? [] };
  return { ...planned, outcome: 'CREATE', before: null, after, problems: of.warnings };
}

const nothing = { outcome: 'REFUSED', before: null, after: null } as const;

function refusedLine({ line, cells }: CsvLine, problem: ErrorCode): PlannedLine {
  const login = (cells?.login ?? '').trim().slice(0, maxLoginShown);
  return { line, login, userId: null, ...nothing, problems: [problem] };
}

const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** Attacks.md B8: a new login that could be taken for another one. */
function warningsFor(
  login: string,
  present: PresentState,
  seenShapes: Map<string, string>,
): readonly ErrorCode[] {
  const key = toLoginKey(login);
  const shape = toLoginSkeleton(login);
  const others = [...(present.lookAlikes.get(shape) ?? []), seenShapes.get(shape) ?? key];
  if (!seenShapes.has(shape)) seenShapes.set(shape, key);
  const warnings: ErrorCode[] = [];
  if (others.some((other) => other !== key)) warnings.push('imports.look_alike');
  if (scripts.filter((script) => script.test(login)).length > 1) {
    warnings.push('imports.mixed_scripts');
  }
  return warnings;
}
