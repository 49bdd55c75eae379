import { groupNameSchema } from '@/lib/schemas/groups';
import { emailSchema, loginSchema, personName } from '@/lib/schemas/users';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { toGroupKey } from '@/lib/shared/group-key';
import { unescapeFormula } from '@/lib/shared/formula-text';
import type { CsvCells } from './read-csv';

/** What a line wants a person to be; what it says nothing about is undefined or null. */
export interface WantedPerson {
  readonly login: string;
  readonly email: string | undefined;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly groups: readonly NamedGroup[] | null;
}

/** A group as a file names it. */
export interface NamedGroup {
  /** Compared form of the name; each once in a line. */
  readonly key: string;
  readonly name: string;
}

type Result<Value> = { readonly value: Value } | { readonly problem: ErrorCode };

const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;
const maxLengths = { login: 100, email: 200, firstName: 100, lastName: 100 } as const;
const maxGroups = 50;
const nameSchema = personName('name');

/** Judges the cells of a line by themselves: what they want, or the first thing that is wrong. */
export function readCells(cells: CsvCells | null): WantedPerson | { readonly problem: ErrorCode } {
  if (cells === null) return { problem: 'imports.wrong_column_count' };
  const login = readText(cells, 'login');
  if ('problem' in login) return login;
  if (login.value === undefined) return { problem: 'imports.login_missing' };
  const email = readText(cells, 'email');
  if ('problem' in email) return email;
  const firstName = readText(cells, 'firstName');
  if ('problem' in firstName) return firstName;
  const lastName = readText(cells, 'lastName');
  if ('problem' in lastName) return lastName;
  const groups = readGroups(cells.groups);
  if ('problem' in groups) return groups;
  return {
    login: login.value,
    email: email.value,
    firstName: firstName.value,
    lastName: lastName.value,
    groups: groups.value,
  };
}

const kinds = {
  login: { schema: loginSchema, problem: 'imports.login_malformed' },
  email: { schema: emailSchema, problem: 'imports.email_malformed' },
  firstName: { schema: nameSchema, problem: 'imports.name_malformed' },
  lastName: { schema: nameSchema, problem: 'imports.name_malformed' },
} as const;

/** An empty cell says nothing. */
function readText(cells: CsvCells, column: keyof typeof kinds): Result<string | undefined> {
  const written = unescapeFormula((cells[column] ?? '').trim()).trim();
  if (written === '') return { value: undefined };
  if (hidden.test(written)) return { problem: 'imports.hidden_characters' };
  const text = written.replace(/\s+/gu, ' ');
  if (text.length > maxLengths[column]) return { problem: 'imports.too_long' };
  const { schema, problem } = kinds[column];
  const parsed = schema.safeParse(text);
  return parsed.success ? { value: parsed.data } : { problem };
}

/** Names of groups, parted by semicolons or line ends; an empty cell says nothing. */
function readGroups(cell: string | undefined): Result<readonly NamedGroup[] | null> {
  const names = (cell ?? '')
    .split(/[;\r\n]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) return { value: null };
  if (names.length > maxGroups) return { problem: 'imports.too_many_groups' };
  if (names.some((name) => hidden.test(name))) return { problem: 'imports.hidden_characters' };
  const parsed = names.map((name) => groupNameSchema.safeParse(unescapeFormula(name)));
  const groups = parsed.flatMap(({ data }) => data ?? []);
  if (groups.length < names.length) return { problem: 'imports.too_long' };
  return { value: [...new Map(groups.map((name) => [toGroupKey(name), name]))].map(toNamed) };
}

function toNamed([key, name]: readonly [string, string]): NamedGroup {
  return { key, name };
}
