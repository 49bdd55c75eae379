import { AppError } from './errors';

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/**
 * The text of a file: UTF-8 with or without a mark at its beginning, or UTF-16 with one, as
 * spreadsheets write "Unicode text". Anything else, also text with NUL, is `imports.not_text`.
 */
export function decodeText(bytes: Uint8Array): string {
  const mark = marks.find((known) => known.bytes.every((byte, index) => bytes[index] === byte));
  const text = decode(bytes.subarray(mark?.bytes.length ?? 0), mark?.encoding ?? 'utf-8');
  if (text.includes('\u0000')) throw new AppError('imports.not_text', 'The text holds NUL');
  return text;
}

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('imports.not_text', `Not ${encoding}`, { cause });
  }
}
