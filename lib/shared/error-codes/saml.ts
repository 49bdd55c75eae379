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
  'saml.attributes_too_large': {
    status: 422,
    message:
      'Your profile and groups are more than this application can be told at once. Tell your administrator.',
  },
  'saml.amr_missing': {
    status: 500,
    message:
      'It is not known how you signed in. Sign out here, sign in again, and open the application.',
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
    message: 'You have no access to this application; ask your administrator for it.',
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
  'saml.metadata_not_xml': {
    status: 400,
    message: 'This is not well-formed XML. Perhaps a part is missing at the beginning or the end.',
  },
  'saml.metadata_doctype': {
    status: 400,
    message: 'This metadata has a DOCTYPE, which it never needs and which may be an attack.',
  },
  'saml.metadata_construct': {
    status: 400,
    message:
      'This metadata holds CDATA, processing instructions or entities of its own, which readers disagree about.',
  },
  'saml.metadata_too_large': {
    status: 413,
    message: 'This metadata is too large: at most 512 kB and 5,000 elements are read.',
  },
  'saml.metadata_ambiguous': {
    status: 400,
    message: 'Two readers found different things in this metadata, so it is not used.',
  },
  'saml.metadata_web_page': {
    status: 400,
    message:
      'This is a web page, not metadata; often a sign-in page. Download the metadata in your browser, then upload the file.',
  },
  'saml.metadata_media_type': {
    status: 400,
    message:
      'The server at this address sent something that is not XML. Download the metadata in your browser, then upload the file.',
  },
  'saml.metadata_status': {
    status: 502,
    message:
      'The server at this address answered with an error in place of metadata. Check the address, or upload the file.',
  },
  'saml.metadata_acs_missing': {
    status: 400,
    message:
      'This metadata names no address on HTTP-POST where people could be sent back to (AssertionConsumerService).',
  },
  'saml.metadata_url_forbidden': {
    status: 400,
    message:
      'This metadata names an address that is not http or https, or holds a user name. Nobody is ever sent there.',
  },
  'saml.metadata_no_usable_key': {
    status: 400,
    message:
      'The application signs its requests, but this metadata holds no key they could be verified with (RSA of at least 2048 bits).',
  },
  'saml.metadata_signature_wrong': {
    status: 400,
    message:
      'The signature of this metadata is wrong, or of a kind that cannot be verified. Get it again from the application.',
  },
} as const satisfies ErrorEntries;
