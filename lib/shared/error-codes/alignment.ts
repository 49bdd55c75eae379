import type { ErrorEntries } from './entry';

/** Refusals around comparing people with Okta. */
export const alignmentErrors = {
  'alignment.not_found': { status: 404, message: 'This comparison does not exist.' },
  'alignment.busy': {
    status: 409,
    message: 'Another comparison is at work. Wait until it has ended, or cancel it.',
  },
  'alignment.cancelled': { status: 409, message: 'The comparison was cancelled.' },
  'alignment.server_stopped': {
    status: 503,
    message: 'The server was stopped before the comparison ended. Begin it again.',
  },
  'alignment.no_login_column': {
    status: 400,
    message:
      'The file has no column for the login. Its first line must name one: login, username or Okta username.',
  },
  'alignment.too_large': {
    status: 413,
    message: 'This is more than 500,000 people or 40 MB. Compare with an API token instead.',
  },
  'alignment.file_broken': {
    status: 400,
    message: 'The file cannot be read as CSV. Export it from Okta again.',
  },
  'alignment.file_empty': {
    status: 400,
    message: 'The file names nobody. Export it from Okta again.',
  },
  'alignment.nobody_to_import': {
    status: 409,
    message: 'Nobody is only in Okta any more, so there is nobody to import.',
  },
  'alignment.not_ready': {
    status: 409,
    message: 'This comparison has no report. Begin another one.',
  },
  'alignment.person_deleted': {
    status: 409,
    message: 'The person was deleted here since the comparison.',
  },
  'alignment.login_changed_since': {
    status: 409,
    message: 'The login was changed here since the comparison.',
  },
  'alignment.login_unusable': {
    status: 409,
    message: 'Okta’s login does not have the form of a login here.',
  },
  'alignment.login_suspicious': {
    status: 409,
    message:
      'Okta’s login looks like that of somebody else here, or mixes alphabets. Change it on the person’s page if it is right.',
  },
} as const satisfies ErrorEntries;
