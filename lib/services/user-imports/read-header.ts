import { AppError } from '@/lib/shared/errors';

/** What a column of a file can say about a person. */
export type ImportColumn = 'login' | 'email' | 'firstName' | 'lastName' | 'groups';

/** Which column of the file says what, and the names of those that say nothing here. */
export interface ImportHeader {
  /** By position; null is ignored. */
  readonly columns: readonly (ImportColumn | null)[];
  readonly ignored: readonly string[];
}

/** Names people and products give the columns, without capitals, spaces and signs. */
const names: Readonly<Record<ImportColumn, readonly string[]>> = {
  login: [
    ...['login', 'username', 'user', 'userid', 'userlogin', 'oktalogin', 'loginname', 'upn'],
    ...['userprincipalname', 'benutzername', 'anmeldename'],
  ],
  email: ['email', 'mail', 'emailaddress', 'primaryemail', 'emailadresse'],
  firstName: ['firstname', 'givenname', 'first', 'forename', 'vorname'],
  lastName: ['lastname', 'surname', 'familyname', 'last', 'sn', 'nachname', 'familienname'],
  groups: ['groups', 'group', 'groupnames', 'memberof', 'teams', 'gruppen', 'gruppe'],
};

const maxIgnored = 50;

/** Reads the first line. `imports.no_login_column`, `imports.duplicate_column`. */
export function readHeader(cells: readonly string[]): ImportHeader {
  const columns = cells.map(columnOf);
  const known = columns.filter((column) => column !== null);
  if (!known.includes('login')) throw new AppError('imports.no_login_column');
  if (new Set(known).size !== known.length) throw new AppError('imports.duplicate_column');
  const ignored = cells
    .filter((cell, index) => columns[index] === null && cell.trim() !== '')
    .slice(0, maxIgnored)
    .map((cell) => cell.trim().slice(0, 60));
  return { columns, ignored };
}

function columnOf(cell: string): ImportColumn | null {
  const folded = cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  for (const [column, accepted] of Object.entries(names)) {
    if (accepted.includes(folded)) return column as ImportColumn;
  }
  return null;
}
