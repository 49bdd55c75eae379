import 'server-only';
import { createHash } from 'node:crypto';
import type { Sharp, SharpOptions } from 'sharp';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { AppError } from '@/lib/shared/errors';

/** A logo as it is kept: our own PNG, named by its hash. */
export interface Logo {
  readonly png: Uint8Array<ArrayBuffer>;
  readonly hash: string;
}

const maxBytes = 512 * 1024;
const maxPixels = 16_000_000;
/** Twice what the pages show, for sharp screens. */
const box = { width: 480, height: 128 } as const;

/** Grounds for pictures that are partly transparent: under dark marks white, under light ones ink. */
const grounds = { white: '#ffffff', ink: '#17181b' } as const;

/**
 * Reads what somebody calls a logo. The kind is decided by the content, the picture is decoded within
 * limits and written anew as PNG, so nothing but its pixels is left: no metadata, no second file
 * behind the first, no script. Transparent parts get a ground on which the mark is seen in both
 * themes.
 */
export async function readLogo(bytes: Uint8Array): Promise<Logo> {
  if (bytes.byteLength > maxBytes) throw new AppError('branding.logo_too_heavy');
  const refusal = refuseByContent(bytes);
  if (refusal) throw new AppError(refusal);
  const open = await loadDecoder();
  try {
    const small = await decode(open, bytes);
    const ground = await chooseGround(open, small);
    const png = await open(small).flatten({ background: ground }).png().toBuffer();
    return { png: new Uint8Array(png), hash: createHash('sha256').update(png).digest('hex') };
  } catch (cause) {
    const isBomb = cause instanceof Error && /pixel limit/iu.test(cause.message);
    const code = isBomb ? 'branding.logo_too_many_pixels' : 'branding.logo_damaged';
    throw new AppError(code, undefined, { cause });
  }
}

const signatures: readonly (readonly [offset: number, bytes: readonly number[]])[][] = [
  [[0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]]],
  [[0, [0xff, 0xd8, 0xff]]],
  [
    [0, [0x52, 0x49, 0x46, 0x46]],
    [8, [0x57, 0x45, 0x42, 0x50]],
  ],
];

/** Only the three kinds by their first bytes ever reach a decoder. */
function refuseByContent(bytes: Uint8Array): ErrorCode | null {
  const isPicture = signatures.some((parts) =>
    parts.every(([offset, part]) => part.every((byte, index) => bytes[offset + index] === byte)),
  );
  if (isPicture) return null;
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('utf8');
  return /<svg[\s>/]/iu.test(head) ? 'branding.logo_svg' : 'branding.logo_not_picture';
}

type Decoder = (bytes: Uint8Array, options?: SharpOptions) => Sharp;

/**
 * Loaded when it is needed: where its native part is missing, everything but logos works. Of all the
 * formats it knows, only the readers of the three kinds stay switched on.
 */
async function loadDecoder(): Promise<Decoder> {
  try {
    const { default: sharp } = await import('sharp');
    sharp.block({ operation: ['VipsForeignLoad'] });
    const kinds = ['Png', 'Jpeg', 'Webp'].map((kind) => `VipsForeignLoad${kind}Buffer`);
    sharp.unblock({ operation: kinds });
    sharp.cache(false);
    return sharp;
  } catch (cause) {
    throw new AppError('branding.logo_unreadable_here', undefined, { cause });
  }
}

/** One still picture, turned the way its camera held it, within the box; as PNG, metadata gone. */
async function decode(open: Decoder, bytes: Uint8Array): Promise<Buffer> {
  return open(bytes, { limitInputPixels: maxPixels, failOn: 'warning' })
    .timeout({ seconds: 10 })
    .rotate()
    .resize({ ...box, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .png()
    .toBuffer();
}

async function chooseGround(open: Decoder, picture: Buffer): Promise<string> {
  const { data, info } = await open(picture).raw().toBuffer({ resolveWithObject: true });
  let light = 0;
  let visible = 0;
  for (let at = 0; at + 3 < data.length; at += info.channels) {
    const alpha = (data[at + 3] ?? 0) / 255;
    visible += alpha;
    light +=
      (alpha * (0.3 * (data[at] ?? 0) + 0.59 * (data[at + 1] ?? 0) + 0.11 * (data[at + 2] ?? 0))) /
      255;
  }
  return visible > 0 && light / visible > 0.75 ? grounds.ink : grounds.white;
}
