import type { ErrorEntries } from './entry';

/** Failures of the installation itself. */
export const runtimeErrors = {
  'runtime.not_ready': { status: 503, message: 'AdminX is starting. Try again in a moment.' },
} as const satisfies ErrorEntries;
