import 'server-only';
import type { z } from 'zod';
import { AppError } from '@/lib/shared/errors';

/** How a body is encoded. */
export type BodyType = 'json' | 'form';

const mediaTypes: Readonly<Record<BodyType, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
};

/**
 * Reads and parses a request body within a limit.
 *
 * @param options.maxBytes counted on the bytes that arrive, whatever Content-Length claims.
 * @throws AppError `request.unsupported_media_type`, `request.too_large`, `request.invalid`.
 */
export async function readBody<T>(
  request: Request,
  options: {
    readonly type: BodyType;
    readonly maxBytes: number;
    readonly schema: z.ZodType<T>;
  },
): Promise<T> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== mediaTypes[options.type]) {
    throw new AppError('request.unsupported_media_type', `Content-Type was '${mediaType ?? ''}'`);
  }
  const text = await readBoundedText(request, options.maxBytes);
  return parseWith(options.schema, options.type === 'json' ? parseJson(text) : parseForm(text));
}

/**
 * Reads a body as UTF-8 text and stops at the limit.
 *
 * @throws AppError `request.too_large`, `request.invalid` when it is not UTF-8.
 */
export async function readBoundedText(request: Request, maxBytes: number): Promise<string> {
  const bytes = await readBytes(request, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('request.invalid', 'The body is not UTF-8', { cause });
  }
}

/**
 * Reads a body as it is and stops at the limit.
 *
 * @throws AppError `request.too_large`.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) {
    throw new AppError('request.too_large');
  }
  return readBoundedBytes(request.body, maxBytes);
}

/** Parses a value from outside; a mismatch is `request.invalid` with the zod error as cause. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const paths = result.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new AppError('request.invalid', `Did not match at: ${paths}`, { cause: result.error });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('request.invalid', 'The body is not JSON', { cause });
  }
}

function parseForm(text: string): Record<string, string> {
  const form = new URLSearchParams(text);
  const names = [...form.keys()];
  if (new Set(names).size !== names.length) {
    throw new AppError('request.invalid', 'A form field was sent twice');
  }
  return Object.fromEntries(form);
}

/**
 * Reads a body as it is and stops at the limit.
 *
 * @throws AppError `request.too_large`.
 */
export async function readBoundedBytes(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError('request.too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
