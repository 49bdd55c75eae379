import type { ErrorEntries } from './entry';

/** Refusals about people and invitations. */
export const userErrors = {
  'users.not_found': { status: 404, message: 'This person does not exist.' },
  'users.login_taken': { status: 409, message: 'Someone already has this login.' },
  'users.higher_role': {
    status: 403,
    message: 'This person has a role you may not act on. An owner can do this.',
  },
  'users.own_account': {
    status: 409,
    message: 'You cannot do this to your own account. Ask another owner.',
  },
  'users.last_owner': {
    status: 409,
    message: 'This is the only owner who can sign in. Make somebody else an owner first.',
  },
  'users.own_role': {
    status: 409,
    message: 'You cannot give yourself another role. Ask another owner.',
  },
  'users.already_enrolled': {
    status: 409,
    message: 'This person has a passkey already, so an invitation is not needed.',
  },
  'users.disabled': {
    status: 409,
    message: 'This person is disabled. Enable the account first.',
  },
  'users.passkey_not_found': {
    status: 404,
    message: 'This person does not have this passkey any more.',
  },
  'users.own_passkey': {
    status: 409,
    message: 'Remove your own passkeys under My account.',
  },
} as const satisfies ErrorEntries;
