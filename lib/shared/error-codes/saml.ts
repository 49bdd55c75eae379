import type { ErrorEntries } from './entry';

const unreadable = 'The sign-in request could not be read. Start again from the application.';
const unverified =
  'The sign-in request could not be proven to come from the application. Tell your administrator.';
const misconfigured =
  'The application and this portal do not agree about how to sign in. Tell your administrator.';
const unreadableLogout =
  'The message of the sign-out could not be read. Sign out in the application again.';
const unverifiedLogout =
  'The request to sign out could not be proven to come from the application. You are still signed in.';
const badMetadata = 'This is not usable metadata of a SAML application. Check that it is complete.';

/** Refusals of SAML messages and metadata. */
export const samlErrors = {
  'saml.message_missing': { status: 400, message: 'Start the sign-in from the application.' },
  'saml.message_too_large': { status: 413, message: unreadable },
  'saml.parameters_malformed': { status: 400, message: unreadable },
  'saml.parameter_ambiguous': { status: 400, message: unreadable },
  'saml.base64_malformed': { status: 400, message: unreadable },
  'saml.deflate_malformed': { status: 400, message: unreadable },
  'saml.encoding_unsupported': { status: 400, message: unreadable },
  'saml.relay_state_invalid': { status: 400, message: unreadable },
  'saml.doctype_forbidden': { status: 400, message: unreadable },
  'saml.xml_construct_forbidden': { status: 400, message: unreadable },
  'saml.xml_malformed': { status: 400, message: unreadable },
  'saml.xml_too_complex': { status: 400, message: unreadable },
  'saml.xml_ambiguous': { status: 400, message: unreadable },
  'saml.time_malformed': { status: 400, message: unreadable },
  'saml.not_an_authn_request': { status: 400, message: unreadable },
  'saml.version_unsupported': { status: 400, message: misconfigured },
  'saml.request_malformed': { status: 400, message: unreadable },
  'saml.issuer_unknown': {
    status: 400,
    message: 'This application is not set up for sign-in here. Tell your administrator.',
  },
  'saml.destination_wrong': { status: 400, message: misconfigured },
  'saml.request_expired': {
    status: 400,
    message: 'The sign-in request is too old. Start again from the application.',
  },
  'saml.request_from_future': {
    status: 400,
    message: 'The clock of the application is ahead of ours. Tell your administrator.',
  },
  'saml.acs_not_registered': { status: 400, message: misconfigured },
  'saml.acs_ambiguous': { status: 400, message: misconfigured },
  'saml.binding_unsupported': { status: 400, message: misconfigured },
  'saml.signature_missing': { status: 400, message: unverified },
  'saml.signature_incomplete': { status: 400, message: unverified },
  'saml.signature_shape': { status: 400, message: unverified },
  'saml.signature_algorithm_forbidden': { status: 400, message: unverified },
  'saml.signature_key_unusable': { status: 400, message: unverified },
  'saml.signature_wrong': { status: 400, message: unverified },
  'saml.value_unencodable': {
    status: 422,
    message: 'Your profile holds a character that cannot be sent. Tell your administrator.',
  },
  'saml.name_id_empty': {
    status: 422,
    message:
      'There is nothing in your profile to call you by in this application. Tell your administrator.',
  },
  'saml.request_gone': {
    status: 404,
    message:
      'This sign-in is over, or it began in another browser. Start again from the application.',
  },
  'saml.too_many_pending': {
    status: 429,
    message: 'Too many sign-ins are waiting for this application. Try again in a few minutes.',
  },
  'saml.person_refused': {
    status: 403,
    message: 'You cannot sign in to this application. Ask your administrator.',
  },
  'saml.access_denied': {
    status: 403,
    message: 'This application is not set up for you. Ask your administrator for access.',
  },
  'saml.idp_initiated_off': {
    status: 400,
    message: 'This application can only be opened from its own page. Start there.',
  },
  'saml.authn_context_unsupported': {
    status: 400,
    message: 'The application asked for a way of signing in that there is none of here.',
  },
  'saml.subject_is_another': {
    status: 403,
    message: 'The application expected somebody else to sign in.',
  },
  'saml.encryption_key_unusable': { status: 400, message: misconfigured },
  'saml.not_a_logout_message': { status: 400, message: unreadableLogout },
  'saml.logout_unsigned': { status: 400, message: unverifiedLogout },
  'saml.logout_not_set_up': {
    status: 400,
    message: 'Signing out of this application from here is not set up. Sign out in it.',
  },
  'saml.logout_gone': {
    status: 404,
    message: 'This sign-out is over. Close the browser to be sure that nobody goes on with it.',
  },
  'saml.logout_replayed': { status: 400, message: unverifiedLogout },
  'saml.logout_expired': {
    status: 400,
    message: 'The request to sign out is too old. Sign out in the application again.',
  },
  'saml.passive_not_possible': {
    status: 403,
    message: 'The application asked to sign in without showing a page, and nobody was signed in.',
  },
  'saml.name_id_format_unsupported': {
    status: 400,
    message: 'The application asked for a kind of name (NameID) that is not set up for it.',
  },
  'saml.metadata_not_sp': { status: 400, message: badMetadata },
  'saml.metadata_many_entities': {
    status: 400,
    message: 'This metadata describes several applications. Use the metadata of one.',
  },
  'saml.metadata_expired': {
    status: 400,
    message: 'This metadata has expired. Download it again from the application.',
  },
  'saml.metadata_malformed': { status: 400, message: badMetadata },
} as const satisfies ErrorEntries;
