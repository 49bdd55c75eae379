/** Times as SAML writes them. */
import { AppError } from '@/lib/shared/errors';

const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Parses an xs:dateTime that names its zone; a time without one could mean any hour.
 *
 * @throws AppError `saml.time_malformed`. Source: SAML Core 2.0 §1.3.3.
 */
export function parseTime(text: string): Date {
  const time = new Date(pattern.test(text) ? text : Number.NaN);
  if (Number.isNaN(time.getTime())) {
    throw new AppError('saml.time_malformed', `Not a time with a zone: '${text.slice(0, 40)}'`);
  }
  return time;
}

/** Writes a time as SAML wants it: UTC with milliseconds. */
export function formatTime(time: Date): string {
  return time.toISOString();
}
