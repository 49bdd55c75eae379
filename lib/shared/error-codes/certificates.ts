import type { ErrorEntries } from './entry';

/** Refusals about keys and certificates. */
export const certificateErrors = {
  'certificates.not_found': { status: 404, message: 'This certificate does not exist.' },
  'certificates.malformed': {
    status: 400,
    message: 'This is not an X.509 certificate in PEM form. Paste the whole text, from BEGIN to END.',
  },
} as const satisfies ErrorEntries;
