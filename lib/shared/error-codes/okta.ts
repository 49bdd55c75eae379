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
      'Okta does not accept this API token. It may be mistyped, expired, of another organisation, or bound to a network zone that leaves this server out.',
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
      'Policies in Okta rely on trusted claims, and no other identity provider has them on, so Okta refuses. Change the policies it names so that they no longer rely on them, then begin again.',
  },
  'okta.policy_missing': {
    status: 409,
    message: 'This organisation has no routing policy. Okta’s support can switch on routing rules.',
  },
  'okta.role_insufficient': {
    status: 403,
    message:
      'The owner of this API token has too small a role in Okta. Use the token of a super administrator.',
  },
  'okta.idp_name_taken': {
    status: 409,
    message: 'Okta has another identity provider of this name. Choose a different name.',
  },
  'okta.idp_exists_otherwise': {
    status: 409,
    message:
      'Okta knows this AdminX already under another name. Use that name, or delete that identity provider in Okta first.',
  },
  'okta.rule_name_taken': {
    status: 409,
    message:
      'Okta has another routing rule of the name this would use. Rename or delete it in Okta, then check again.',
  },
  'okta.other_rules_route': {
    status: 409,
    message:
      'Another routing rule in Okta sends people to this identity provider. Delete or change that rule in Okta, then check again.',
  },
  'okta.nothing_to_undo': {
    status: 409,
    message: 'Nothing of this AdminX is in that Okta organisation. There is nothing to remove.',
  },
  'okta.undo_unproven': {
    status: 502,
    message: 'Everything was removed, but Okta still sends the test person to AdminX.',
  },
  'okta.pilot_is_token_owner': {
    status: 409,
    message:
      'The owner of the API token is not routed first, so that a way back stays. Choose another person.',
  },
  'okta.pilot_unusable': {
    status: 409,
    message:
      'The test person’s account in Okta is suspended or deactivated. Choose another person.',
  },
  'okta.pilot_missing': {
    status: 409,
    message:
      'Okta has no account for the test person, and creating accounts is off. Choose another person or switch it on.',
  },
  'okta.pilot_is_admin': {
    status: 409,
    message:
      'The test person is an administrator in Okta. Administrators are never signed in through AdminX; choose another person.',
  },
  'okta.readback_differs': {
    status: 502,
    message: 'Okta stored something else than was sent.',
  },
  'okta.owner_routed': {
    status: 502,
    message: 'The new rule would also catch the owner of the API token.',
  },
  'okta.stranger_routed': {
    status: 502,
    message: 'Okta would also send people here who were not chosen: an invented login is routed.',
  },
  'okta.plan_stale': {
    status: 409,
    message:
      'The organisation or the plan has changed since you reviewed it. Check again and review.',
  },
  'okta.run_not_found': { status: 404, message: 'This set-up does not exist.' },
  'okta.run_not_ready': {
    status: 409,
    message: 'This step is not open yet. Finish the step before it.',
  },
  'okta.run_over': { status: 409, message: 'This set-up has ended. Begin a new one.' },
  'okta.run_busy': {
    status: 409,
    message:
      'Someone is applying a set-up for this organisation right now. Wait until it has ended.',
  },
  'okta.receipt_not_ready': {
    status: 409,
    message: 'This run has not ended. Its receipt is written when it has.',
  },
  'okta.run_interrupted': {
    status: 500,
    message: 'The server stopped in the middle of this set-up.',
  },
  'okta.metadata_unusable': {
    status: 502,
    message: 'The SAML metadata of Okta’s side cannot be used.',
  },
  'okta.mapping_unusable': {
    status: 502,
    message:
      'Okta does not map first name, last name and e-mail, and the mapping could not be set.',
  },
  'okta.route_unproven': {
    status: 502,
    message: 'The routing rule is active, but Okta does not send the test person to AdminX.',
  },
  'okta.token_alive': {
    status: 502,
    message:
      'The API token could not be revoked and proven dead. Delete it in Okta: Security → API → Tokens.',
  },
  'okta.application_exists': {
    status: 409,
    message:
      'An application with these values of Okta exists already, perhaps added as Custom SAML 2.0. Delete that one under Applications, then begin again.',
  },
  'okta.acs_elsewhere': {
    status: 400,
    message:
      'The Assertion Consumer Service URL is not on this organisation’s host. Check the Okta domain, or copy the URL again from the page of the identity provider in Okta.',
  },
  'okta.audience_unusual': {
    status: 400,
    message:
      'The audience does not look like Okta’s: https://www.okta.com/saml2/service-provider/sp… Copy it again from the page of the identity provider in Okta.',
  },
  'okta.sign_out_elsewhere': {
    status: 400,
    message:
      'The sign-out URL is not on this organisation’s host. Leave it empty or copy it again.',
  },
  'okta.metadata_not_xml': {
    status: 400,
    message: 'This is not XML, or it was cut off. Download the metadata again and paste all of it.',
  },
  'okta.metadata_unsafe': {
    status: 400,
    message:
      'This metadata has parts that Okta never writes, such as a DOCTYPE, entities or very deep nesting, so it was not read. Download it again from Okta and do not edit it.',
  },
  'okta.metadata_of_another_kind': {
    status: 400,
    message:
      'This is not the metadata of a service provider. Take it from the identity provider in Okta (Download metadata), not from an application and not from AdminX.',
  },
  'okta.metadata_unsigned': {
    status: 400,
    message:
      'By this metadata Okta does not sign its requests. In the identity provider in Okta, switch Request Signature on, then download the metadata again.',
  },
  'okta.metadata_without_certificate': {
    status: 400,
    message:
      'This metadata names no certificate that Okta signs its requests with. Download it again from the identity provider in Okta.',
  },
  'okta.address_unknown': {
    status: 409,
    message: 'The address of this organisation is not recorded, so it cannot be asked.',
  },
  'okta.application_not_found': { status: 404, message: 'This application does not exist.' },
} as const satisfies ErrorEntries;
