import type { ErrorEntries } from './entry';

/**
 * Refusals around a lost device. Whoever tries a code only ever sees `recovery.refused`; the other
 * reasons are for the audit, in words for those who read it.
 */
export const recoveryErrors = {
  'recovery.refused': {
    status: 401,
    message:
      'This login and code do not let you in. Check both and try again, or ask your help desk for a new passcode.',
  },
  'recovery.over': {
    status: 404,
    message: 'The time to create a passkey is over. Start again with another code.',
  },
  'recovery.link_invalid': {
    status: 404,
    message: 'This link is not valid any more. Ask whoever runs this server for another.',
  },
  'recovery.unknown_login': { status: 401, message: 'Nobody has the login that was given.' },
  'recovery.person_disabled': { status: 401, message: 'The person is disabled.' },
  'recovery.wrong_code': {
    status: 401,
    message: 'The code was wrong, used already, or replaced by newer ones.',
  },
  'recovery.no_passcode': {
    status: 401,
    message:
      'No passcode was open: none was issued, or it was used, withdrawn, too old or tried too often.',
  },
  'recovery.not_enrolled': {
    status: 409,
    message: 'This person has no passkey yet. Send an invitation instead.',
  },
  'recovery.own_account': {
    status: 409,
    message: 'You are signed in, so you need no passcode. Add a passkey on your account page.',
  },
  'recovery.passcode_gone': {
    status: 409,
    message: 'There is nothing to withdraw any more. Reload the page to see the latest state.',
  },
} as const satisfies ErrorEntries;
