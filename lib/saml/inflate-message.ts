/** Inflates a message of the redirect binding without ever inflating much. */
import { inflateRawSync } from 'node:zlib';
import { AppError } from '@/lib/shared/errors';
import { maxMessageBytes } from './xml-limits';

/** Inflating goes in steps of this many bytes, so the cap is passed by one step at most. */
const chunkBytes = 1024;

/** What Node returns with `info: true`; its types leave it out. */
interface InflateInfo {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/**
 * Inflates raw DEFLATE (RFC 1951), as the redirect binding uses it.
 *
 * Stops at `maxMessageBytes` (128 KiB) having inflated no more than that (attacks.md D1). Refused
 * without tolerance (D2): bytes that are not deflated, a zlib or gzip header, a truncated stream,
 * bytes after its end, an empty message.
 *
 * @throws AppError `saml.message_too_large`, `saml.deflate_malformed`.
 * Source: SAML Bindings 2.0 §3.4.4.1.
 */
export function inflateMessage(deflated: Buffer): Buffer {
  let result: InflateInfo;
  try {
    result = inflateRawSync(deflated, {
      info: true,
      chunkSize: chunkBytes,
      maxOutputLength: maxMessageBytes - chunkBytes,
    }) as unknown as InflateInfo;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new AppError('saml.message_too_large', 'Inflated to more than the cap', { cause });
    }
    throw new AppError('saml.deflate_malformed', 'Not a raw DEFLATE stream', { cause });
  }
  if (result.engine.bytesWritten !== deflated.length || result.buffer.length === 0) {
    throw new AppError('saml.deflate_malformed', 'Empty, or bytes after the DEFLATE stream');
  }
  return result.buffer;
}
