import type { ErrorEntries } from './entry';

/** Refusals about people and invitations. */
export const userErrors = {
  'users.not_found': { status: 404, message: 'This person does not exist.' },
  'users.login_taken': { status: 409, message: 'Someone already has this login.' },
} as const satisfies ErrorEntries;
