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
  'auth.person_disabled': {
    status: 403,
    message: 'This person is disabled. Enable the person to let them sign in again.',
  },
  'auth.passkey_not_verified': {
    status: 401,
    message:
      'The passkey did not prove itself. Try again; if it keeps failing, remove it and add a new one.',
  },
  'auth.passkey_refused': {
    status: 400,
    message: 'The passkey could not be set up. Start again on this page, with the same device.',
  },
  'auth.link_invalid': {
    status: 404,
    message: 'This link is not valid any more. Ask your administrator for a new invitation.',
  },
  'auth.session_not_found': { status: 404, message: 'This session has ended already.' },
  'auth.passkey_not_found': { status: 404, message: 'This passkey does not exist any more.' },
  'auth.last_passkey': {
    status: 409,
    message: 'This is your only passkey. Add another one first, then remove this one.',
  },
} as const satisfies ErrorEntries;
