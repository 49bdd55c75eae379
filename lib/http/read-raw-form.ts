import 'server-only';
import { AppError } from '@/lib/shared/errors';
import { readBoundedText } from './read-body';

/**
 * Reads an `application/x-www-form-urlencoded` body as it came, for who must judge its octets.
 *
 * @param maxBytes counted on the bytes that arrive.
 * @throws AppError `request.unsupported_media_type` (also for multipart), `request.too_large`,
 * `request.invalid`.
 */
export async function readRawForm(request: Request, maxBytes: number): Promise<string> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/x-www-form-urlencoded') {
    throw new AppError('request.unsupported_media_type', `Content-Type was '${mediaType ?? ''}'`);
  }
  return readBoundedText(request, maxBytes);
}
