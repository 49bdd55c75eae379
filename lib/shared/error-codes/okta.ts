import type { ErrorEntries } from './entry';

/** Refusals and failures around an Okta organisation. */
export const oktaErrors = {
  'okta.domain_invalid': {
    status: 400,
    message: 'This is not the address of an Okta organisation. It looks like acme.okta.com.',
  },
  'okta.domain_has_extras': {
    status: 400,
    message:
      'Type only the host name, like acme.okta.com: no path, port, question mark or user name.',
  },
  'okta.domain_reserved': {
    status: 400,
    message: 'This address belongs to Okta itself. Use the address your people sign in at.',
  },
  'okta.not_an_organisation': {
    status: 400,
    message: 'No Okta organisation answers at this address. Check it for a typing mistake.',
  },
  'okta.organisation_changed': {
    status: 409,
    message: 'Another organisation answers at this address now. Begin again with its address.',
  },
  'okta.unreachable': {
    status: 502,
    message: 'Okta could not be reached. Check the connection of this server, then try again.',
  },
  'okta.timeout': { status: 504, message: 'Okta took too long to answer. Try again in a moment.' },
  'okta.blocked_destination': {
    status: 502,
    message: 'Okta’s answer pointed to another server, so the call was stopped before it left.',
  },
  'okta.answer_unusable': {
    status: 502,
    message: 'Okta sent an answer that cannot be used. Try again; if it stays, ask Okta’s support.',
  },
  'okta.token_invalid': {
    status: 400,
    message:
      'Okta does not accept this API token. It may be mistyped, expired or of another organisation.',
  },
  'okta.permission_missing': {
    status: 403,
    message:
      'The owner of the API token may not do this in Okta. Use the token of a super administrator.',
  },
  'okta.feature_missing': {
    status: 409,
    message:
      'This Okta organisation lacks a feature that is needed. Okta’s support can switch it on.',
  },
  'okta.not_found': { status: 404, message: 'Okta does not have what was asked for (any more).' },
  'okta.request_refused': {
    status: 502,
    message: 'Okta refused the request. What Okta said is in the details of this run.',
  },
  'okta.conflict': {
    status: 409,
    message: 'Okta has something in the way of this. Begin again with Check.',
  },
  'okta.busy': {
    status: 503,
    message: 'Okta is reordering its policies or in read-only mode. Try again in a few minutes.',
  },
  'okta.rate_limited': {
    status: 429,
    message:
      'Okta is getting too many requests for this organisation. Wait a minute and try again.',
  },
  'okta.server_error': {
    status: 502,
    message: 'Okta had a problem on its side. Try again in a few minutes.',
  },
  'okta.trusted_claims_in_use': {
    status: 409,
    message:
      'Policies in Okta depend on trusted claims of this identity provider. Change them first.',
  },
  'okta.policy_missing': {
    status: 409,
    message: 'This organisation has no routing policy. Okta’s support can switch on routing rules.',
  },
} as const satisfies ErrorEntries;
