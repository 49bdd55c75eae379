import { randomBytes } from 'node:crypto';

/**
 * A UUID of version 7: the time in milliseconds, then a counter of 12 bits that keeps the order of
 * those made at once, then 62 random bits (RFC 9562 §5.7, method 1).
 */
export function uuidV7(at: Date, counter: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes.writeUInt16BE(0x7000 | (counter & 0x0fff), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [0, 8, 12, 16, 20].map((from, i, all) => hex.slice(from, all[i + 1] ?? 32)).join('-');
}
