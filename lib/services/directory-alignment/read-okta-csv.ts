import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { maxAlignmentBytes, maxAlignmentPeople } from '@/lib/schemas/alignment';
import { decodeText } from '@/lib/shared/decode-text';
import { AppError } from '@/lib/shared/errors';
import { unescapeFormula } from '@/lib/shared/formula-text';
import type { OktaPersonRead } from './to-staged';

/** Some people of Okta, and how many lines named nobody. */
export interface OktaPeoplePage {
  readonly people: readonly OktaPersonRead[];
  readonly skippedCount: number;
}

type Column = keyof OktaPersonRead;

/** What Okta's reports and other exports call their columns, without case, spaces and signs. */
const columnNames: Readonly<Record<string, Column>> = {
  login: 'login',
  username: 'login',
  oktausername: 'login',
  userlogin: 'login',
  profilelogin: 'login',
  email: 'email',
  primaryemail: 'email',
  emailaddress: 'email',
  useremail: 'email',
  profileemail: 'email',
  firstname: 'firstName',
  userfirstname: 'firstName',
  profilefirstname: 'firstName',
  lastname: 'lastName',
  userlastname: 'lastName',
  profilelastname: 'lastName',
  status: 'status',
  userstatus: 'status',
  oktauserstatus: 'status',
  accountstatus: 'status',
  provider: 'provider',
  credentialprovider: 'provider',
  credentialsprovidertype: 'provider',
  authenticationsource: 'provider',
};

const peopleAtOnce = 500;
const pieceLength = 64 * 1024;
const delimiters = [',', ';', '\t'] as const;

/**
 * Reads an export of Okta's people piece by piece: the User Accounts report, or any CSV with a column
 * for the login.
 * @throws AppError `imports.not_text`, `alignment.no_login_column`, `alignment.too_large`,
 * `alignment.file_broken`, `alignment.file_empty`
 */
export async function* readOktaCsv(bytes: Uint8Array): AsyncGenerator<OktaPeoplePage> {
  if (bytes.byteLength > maxAlignmentBytes) throw new AppError('alignment.too_large');
  const text = decodeText(bytes);
  let columns: readonly (Column | null)[] | null = null;
  let people: OktaPersonRead[] = [];
  let skippedCount = 0;
  let total = 0;
  for await (const record of readRecords(text)) {
    if (record.every((cell) => cell.trim() === '')) continue;
    if (columns === null) {
      columns = toColumns(record);
      continue;
    }
    const person = toPerson(columns, record);
    if (person.login === '') skippedCount += 1;
    else people.push(person);
    total += 1;
    if (total > maxAlignmentPeople) throw new AppError('alignment.too_large');
    if (people.length < peopleAtOnce) continue;
    yield { people, skippedCount };
    people = [];
    skippedCount = 0;
  }
  if (total === 0) throw new AppError('alignment.file_empty');
  yield { people, skippedCount };
}

async function* readRecords(text: string): AsyncGenerator<readonly string[]> {
  const parser = Readable.from(piecesOf(text)).pipe(
    parse({
      delimiter: findDelimiter(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 20_000,
    }),
  );
  try {
    for await (const record of parser as AsyncIterable<string[]>) yield record;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new AppError('alignment.file_broken', String(error.code), { cause: error });
  }
}

function* piecesOf(text: string): Generator<Buffer> {
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + pieceLength, text.length);
    // Never between the two halves of one character.
    if (end < text.length && /[\ud800-\udbff]/u.test(text.charAt(end - 1))) end += 1;
    yield Buffer.from(text.slice(start, end));
    start = end;
  }
}

function findDelimiter(text: string): string {
  const first = /^\s*([^\r\n]*)/u.exec(text.slice(0, 20_000))?.[1] ?? '';
  const counts = delimiters.map((sign) => ({ sign, count: first.split(sign).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
}

/** The first column of a name counts; the login is needed. */
function toColumns(header: readonly string[]): readonly (Column | null)[] {
  const taken = new Set<Column>();
  const columns = header.map((name) => {
    const column = columnNames[name.toLowerCase().replace(/[^a-z]/gu, '')];
    if (column === undefined || taken.has(column)) return null;
    taken.add(column);
    return column;
  });
  if (!taken.has('login')) throw new AppError('alignment.no_login_column');
  return columns;
}

function toPerson(columns: readonly (Column | null)[], record: readonly string[]): OktaPersonRead {
  const person = { login: '', email: '', firstName: '', lastName: '', status: '', provider: '' };
  for (const [index, column] of columns.entries()) {
    if (column !== null) person[column] = unescapeFormula((record[index] ?? '').trim());
  }
  return person;
}
