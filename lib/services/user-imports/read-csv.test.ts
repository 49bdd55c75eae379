import { expect, it } from 'vitest';
import { escapeFormula, unescapeFormula } from '@/lib/shared/formula-text';
import { readCsv } from './read-csv';
import { toCsv } from '@/lib/shared/write-csv';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = async (text: string) => readCsv(bytes(text));

function utf16(text: string, isBigEndian = false): Uint8Array {
  const buffer = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBigEndian ? buffer.swap16() : buffer;
}

const plain = [
  { line: 2, cells: { login: 'ada@example.com', firstName: 'Ada', lastName: 'Löwe' } },
];

it.each([
  ['comma', 'login,first name,last name\nada@example.com,Ada,Löwe'],
  ['semicolon', 'Login;First Name;Last Name\nada@example.com;Ada;Löwe\n'],
  ['tab', 'USERNAME\tfirst_name\tLastName\nada@example.com\tAda\tLöwe'],
  ['a mark at the beginning', '\ufefflogin,firstname,lastname\r\nada@example.com,Ada,Löwe\r\n'],
  ['quoted names of columns', '"login","first, name","last-name"\nada@example.com,Ada,Löwe'],
  ['old line ends', 'login,vorname,nachname\rada@example.com,Ada,Löwe\r'],
  ['mixed line ends', 'login,vorname,nachname\r\nada@example.com,Ada,Löwe\n\r\n'],
])('reads a file with %s', async (_, text) => {
  const { lines } = await read(text);
  expect(lines).toEqual(plain);
});

it.each([false, true])('reads UTF-16 with its mark (big endian: %s)', async (isBigEndian) => {
  const text = 'login\tfirst name\tlast name\r\nada@example.com\tAda\tLöwe\r\n';
  expect((await readCsv(utf16(text, isBigEndian))).lines).toEqual(plain);
});

it('names the line a person begins in, also after fields of several lines', async () => {
  const text = 'login,groups\n"a@b.c","one\ntwo"\r\n\nd@e.f,x\n';
  const { lines } = await read(text);
  expect(lines.map(({ line }) => line)).toEqual([2, 5]);
  expect(lines[0]?.cells?.groups).toBe('one\ntwo');
});

it('passes over the line that tells spreadsheets the delimiter', async () => {
  const { lines } = await read('sep=;\r\nlogin;first name;last name\r\nada@example.com;Ada;Löwe');
  expect(lines).toEqual([{ ...plain[0], line: 3 }]);
});

it('says which columns it ignores and which lines do not fit', async () => {
  const file = await read('login,role,State\na@b.c,OWNER,x\nd@e.f,too,many,columns\n');
  expect(file.ignoredColumns).toEqual(['role', 'State']);
  expect(file.lines).toEqual([
    { line: 2, cells: { login: 'a@b.c' } },
    { line: 3, cells: null },
  ]);
});

it('keeps letters of two code units whole across pieces', async () => {
  const rows = Array.from({ length: 9000 }, (_, index) => `p${index}@example.com,𠮷𠮷𠮷𠮷𠮷`);
  const { lines } = await read(`login,last name\n${rows.join('\n')}`);
  expect(lines).toHaveLength(9000);
  expect(lines.every(({ cells }) => cells?.lastName === '𠮷𠮷𠮷𠮷𠮷')).toBe(true);
});

it.each([
  ['G11: an empty file', '', 'imports.empty'],
  ['G11: names of columns alone', 'login,email\n', 'imports.empty'],
  ['G11: no column for the login', 'name,email\nAda,a@b.c', 'imports.no_login_column'],
  ['G11: two columns for one thing', 'login,username\na@b.c,d@e.f', 'imports.duplicate_column'],
  ['G11: NUL', 'login\na\u0000@b.c', 'imports.not_text'],
  ['G11: an open quotation mark', 'login,email\n"a@b.c,x', 'imports.bad_quotes'],
  ['G11: a quotation mark in the middle', 'login,email\na"b@c.d,x', 'imports.bad_quotes'],
  ['G11: a million quotation marks', `login\n${'"'.repeat(1_000_001)}`, 'imports.line_too_long'],
  ['G11: 1 MB in one field', `login\n"${'x'.repeat(1_000_000)}"`, 'imports.line_too_long'],
  ['G11: a first line without end', 'x'.repeat(2_000_000), 'imports.line_too_long'],
  ['G11: too many lines', `login\n${'a@b.c\n'.repeat(10_001)}`, 'imports.too_many_lines'],
  ['G11: more than 5 MB', 'x'.repeat(5 * 1024 * 1024 + 1), 'imports.too_large'],
])('refuses %s', async (_, text, code) => {
  await expect(read(text)).rejects.toMatchObject({ code });
});

it('G11: refuses bytes that are no text', async () => {
  const latin1 = Buffer.from('login,last name\na@b.c,Löwe', 'latin1');
  await expect(readCsv(latin1)).rejects.toMatchObject({ code: 'imports.not_text' });
  const unmarked = Buffer.from('login\na@b.c', 'utf16le');
  await expect(readCsv(unmarked)).rejects.toMatchObject({ code: 'imports.not_text' });
});

it('says in which line the quotation marks go wrong', async () => {
  const refusal = read('login,email\na@b.c,x\n"d@e.f,x\n');
  await expect(refusal).rejects.toMatchObject({ code: 'imports.bad_quotes', details: { line: 3 } });
});

it.each([
  '=1+1',
  '+49 221',
  '-cmd',
  '@SUM(A1)',
  '\tx',
  '＝1',
  "'=1",
  "''=1",
  "'t Hooft",
  'plain',
  '',
])('G11: writes %j harmlessly and reads it back', (text) => {
  const written = escapeFormula(text);
  expect(written).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u);
  expect(unescapeFormula(written)).toBe(text);
});

it('G11: writes no cell that begins like a formula', () => {
  expect(toCsv([['=cmd|x', 'a,b', 'say "hi"', 'two\nlines']])).toBe(
    `'=cmd|x,"a,b","say ""hi""","two\nlines"\r\n`,
  );
});
