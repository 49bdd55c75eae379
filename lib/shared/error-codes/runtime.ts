import type { ErrorEntries } from './entry';

/** Failures of the installation itself. */
export const runtimeErrors = {
  'runtime.not_ready': { status: 503, message: 'AdminX is starting. Try again in a moment.' },
  'runtime.restoring': {
    status: 503,
    message: 'AdminX is being restored from a back-up. Try again in a minute.',
  },
  'runtime.request_too_slow': {
    status: 408,
    message: 'The request took too long to arrive. Send it again.',
  },
} as const satisfies ErrorEntries;
