/** The service provider metadata of one identity provider, shaped as recorded ones are. */
import type { IdpRecord, OrgState } from '../org/types';
import { acsUrl } from './idp-view';

const NAME_ID_FORMATS = [
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
];
const ENCRYPTION_METHODS = [
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes192-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
];
const REQUESTED = [
  ['First Name', 'firstName', true],
  ['Last Name', 'lastName', true],
  ['Email', 'email', true],
  ['Mobile Phone', 'mobilePhone', false],
] as const;

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function keyDescriptor(use: string, certificate: string, methods: string[]): string {
  const wrapped = certificate.replace(/(.{64})/g, '$1\n');
  const tags = methods.map((method) => `<md:EncryptionMethod Algorithm="${method}"/>`).join('');
  return `<md:KeyDescriptor use="${use}"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${wrapped}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>${tags}</md:KeyDescriptor>`;
}

export function buildSpMetadata(state: OrgState, idp: IdpRecord): string {
  const { certificateBase64 } = state.signingKey;
  const company = escapeXml(state.org.companyName);
  const isSigned = idp.protocol.algorithms.request.signature.scope === 'REQUEST';
  const formats = NAME_ID_FORMATS.map((format) => `<md:NameIDFormat>${format}</md:NameIDFormat>`);
  const attributes = REQUESTED.map(
    ([friendly, name, required]) =>
      `<md:RequestedAttribute FriendlyName="${friendly}" Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri" isRequired="${String(required)}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<md:EntityDescriptor entityID="${escapeXml(idp.protocol.credentials.trust.audience)}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">`,
    `<md:SPSSODescriptor AuthnRequestsSigned="${String(isSigned)}" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">`,
    keyDescriptor('encryption', certificateBase64, ENCRYPTION_METHODS),
    keyDescriptor('signing', certificateBase64, []),
    ...formats,
    `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${escapeXml(acsUrl(state, idp))}" index="0" isDefault="true"/>`,
    `<md:AttributeConsumingService index="0"><md:ServiceName xml:lang="en">${escapeXml(idp.name)}</md:ServiceName>`,
    ...attributes,
    '</md:AttributeConsumingService></md:SPSSODescriptor>',
    `<md:Organization><md:OrganizationName xml:lang="en">${company}</md:OrganizationName><md:OrganizationDisplayName xml:lang="en">${company}</md:OrganizationDisplayName><md:OrganizationURL xml:lang="en">${escapeXml(state.origin)}</md:OrganizationURL></md:Organization>`,
    '</md:EntityDescriptor>',
  ].join('');
}
