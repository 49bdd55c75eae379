import type { ErrorEntries } from './entry';

/** Refusals of SAML messages and metadata. */
export const samlErrors = {
  'saml.message_malformed': {
    status: 400,
    message: 'The sign-in request could not be read. Start again from the application.',
  },
} as const satisfies ErrorEntries;
