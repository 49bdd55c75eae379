/** The few DER encodings a self-signed certificate needs. Encoding only; nothing here parses. */

/** Tags of X.690 used in a certificate. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/**
 * Encodes one tag-length-value with definite length. Source: X.690 §8.1, §10.1.
 */
export function encodeTlv(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content]);
}

/** Encodes a SEQUENCE of already encoded members. Source: X.690 §8.9. */
export function encodeSequence(...members: readonly Uint8Array[]): Buffer {
  return encodeTlv(derTag.sequence, ...members);
}

/**
 * Encodes an unsigned big-endian number as a positive INTEGER, shortest form. Source: X.690 §8.3.
 */
export function encodeUnsignedInteger(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const shortest = Buffer.from(bytes.subarray(start));
  const needsSign = ((shortest[0] ?? 0) & 0x80) !== 0;
  return encodeTlv(derTag.integer, needsSign ? Buffer.from([0]) : Buffer.alloc(0), shortest);
}

/** Encodes an OBJECT IDENTIFIER given in dotted form. Source: X.690 §8.19. */
export function encodeObjectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap(toBase128);
  return encodeTlv(derTag.objectIdentifier, Buffer.from(bytes));
}

/** Encodes octets as a BIT STRING; `unusedBits` of the last octet do not count. Source: X.690 §8.6. */
export function encodeBitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return encodeTlv(derTag.bitString, Buffer.from([unusedBits]), bytes);
}

/**
 * Encodes a time of a certificate, whole seconds in UTC: UTCTime up to 2049, GeneralizedTime after.
 * Source: RFC 5280 §4.1.2.5.
 */
export function encodeTime(time: Date): Buffer {
  const digits = time.toISOString().replace(/[-:T]|\.\d+/g, '');
  return time.getUTCFullYear() < 2050
    ? encodeTlv(derTag.utcTime, Buffer.from(digits.slice(2), 'ascii'))
    : encodeTlv(derTag.generalizedTime, Buffer.from(digits, 'ascii'));
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function toBase128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
