import type { ErrorEntries } from './entry';

/** Refusals and failures around an Okta organisation. */
export const oktaErrors = {
  'okta.domain_invalid': {
    status: 400,
    message: 'This is not the address of an Okta organisation. It looks like acme.okta.com.',
  },
} as const satisfies ErrorEntries;
