import type { ErrorEntries } from './entry';

/** Refusals around sign-in, sessions, first run and re-authentication. */
export const authErrors = {
  'auth.sign_in_required': { status: 401, message: 'Sign in to go on.' },
  'auth.reauthentication_required': {
    status: 403,
    message: 'Confirm with your passkey to go on.',
  },
  'auth.sign_in_refused': {
    status: 401,
    message: 'That did not work. Try again, or ask your help desk for a new invitation.',
  },
} as const satisfies ErrorEntries;
