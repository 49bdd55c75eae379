import { Readable } from 'node:stream';
import { parse, type Info } from 'csv-parse';
import { maxImportBytes, maxImportLines } from '@/lib/schemas/user-imports';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { AppError } from '@/lib/shared/errors';
import { decodeText } from '@/lib/shared/decode-text';
import { readHeader, type ImportColumn, type ImportHeader } from './read-header';

/** The cells of one line by what they say. Columns the file does not have are missing. */
export type CsvCells = Partial<Readonly<Record<ImportColumn, string>>>;

/** One person of a file, with the line it begins in; without cells when the columns do not fit. */
export interface CsvLine {
  readonly line: number;
  readonly cells: CsvCells | null;
}

/** A file of people as it was read; nothing is judged but its form. */
export interface CsvFile {
  readonly ignoredColumns: readonly string[];
  readonly lines: readonly CsvLine[];
}

const maxRecordLength = 20_000;
const pieceBytes = 64 * 1024;
/** `sep=;` before the names of the columns: how spreadsheets are told the delimiter. */
const spreadsheetHint = /^sep=$/iu;
const delimiters = [',', ';', '\t'] as const;

/**
 * Reads a CSV file of people: comma, semicolon or tab, any line ends, at most 5 MB and 10,000 lines.
 * Bounded, and piece by piece, so that other requests are answered meanwhile.
 *
 * @throws AppError `imports.*`; `details.line` says where, if somewhere.
 */
export async function readCsv(bytes: Uint8Array): Promise<CsvFile> {
  if (bytes.byteLength > maxImportBytes) throw new AppError('imports.too_large');
  const text = decodeText(bytes);
  let header: ImportHeader | null = null;
  const lines: CsvLine[] = [];
  for await (const { record, line } of readRecords(text)) {
    if (record.every((cell) => cell.trim() === '')) continue;
    if (header === null && spreadsheetHint.test(record.join(''))) continue;
    if (header === null) {
      header = readHeader(record);
      continue;
    }
    if (lines.length === maxImportLines) throw new AppError('imports.too_many_lines');
    lines.push({ line, cells: toCells(header, record) });
  }
  if (header === null || lines.length === 0) throw new AppError('imports.empty');
  return { ignoredColumns: header.ignored, lines };
}

async function* readRecords(text: string) {
  const bytes = Buffer.from(text);
  const parser = Readable.from(piecesOf(bytes)).pipe(
    parse({
      delimiter: findDelimiter(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: maxRecordLength,
      info: true,
    }),
  );
  let line = 1;
  let start = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      yield { record, line };
      line += countLineEnds(bytes.subarray(start, info.bytes));
      start = info.bytes;
    }
  } catch (error) {
    throw toRefusal(error, bytes);
  }
}

interface CsvRecord {
  readonly record: string[];
  /** `bytes`: where the record ends. */
  readonly info: Info;
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    yield bytes.subarray(start, start + pieceBytes);
  }
}

/** The parser's own count takes a line end of two bytes within quotes for two. */
function countLineEnds(bytes: Buffer): number {
  return bytes.toString('latin1').match(/\r\n|\r|\n/gu)?.length ?? 0;
}

/** The sign that parts the names of the columns; quoted names are left out of the count. */
function findDelimiter(text: string): string {
  const first = /^\s*([^\r\n]*)/u.exec(text.slice(0, maxRecordLength))?.[1] ?? '';
  const bare = first.replace(/"[^"]*"/gu, '');
  const counts = delimiters.map((sign) => ({ sign, count: bare.split(sign).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
}

function toCells(header: ImportHeader, record: readonly string[]): CsvCells | null {
  if (record.length !== header.columns.length) return null;
  const cells: Partial<Record<ImportColumn, string>> = {};
  for (const [index, column] of header.columns.entries()) {
    if (column !== null) cells[column] = record[index] ?? '';
  }
  return cells;
}

const refusals: Readonly<Record<string, ErrorCode>> = {
  CSV_MAX_RECORD_SIZE: 'imports.line_too_long',
  CSV_QUOTE_NOT_CLOSED: 'imports.bad_quotes',
  INVALID_OPENING_QUOTE: 'imports.bad_quotes',
  CSV_INVALID_CLOSING_QUOTE: 'imports.bad_quotes',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'imports.bad_quotes',
};

/** The parser says in `bytes` where the record begins that it could not read. */
function toRefusal(error: unknown, bytes: Buffer): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = refusals[String(error.code)];
  if (!code) return error;
  const start = 'bytes' in error && typeof error.bytes === 'number' ? error.bytes : 0;
  const line = 1 + countLineEnds(bytes.subarray(0, start));
  return new AppError(code, undefined, { cause: error, details: { line } });
}
