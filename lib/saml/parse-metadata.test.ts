import { describe, expect, it } from 'vitest';
import { parseSpMetadata } from './parse-metadata';

const now = new Date('2026-11-23T10:00:00Z');
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const acs = 'https://classic-00.dne-okta.com/sso/saml2/0oasdrtx1n3IE1CNX697';

function key(use: string | null, base64: string): string {
  const attribute = use === null ? '' : ` use="${use}"`;
  return `<md:KeyDescriptor${attribute}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>
    ${base64}
  </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
}

/** Metadata as Okta publishes it. */
const okta = `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor entityID="https://www.okta.com/saml2/service-provider/spvaejynfrijwysksqtw" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">
 <md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
  ${key('encryption', 'AAAA')}${key('signing', 'BBBB')}
  <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>
  <!-- one service -->
  <md:AssertionConsumerService Binding="${post}" Location="${acs}" index="0" isDefault="true"/>
  <md:AttributeConsumingService index="0"><md:ServiceName xml:lang="en">test</md:ServiceName></md:AttributeConsumingService>
 </md:SPSSODescriptor>
 <md:Organization><md:OrganizationName xml:lang="en">dne</md:OrganizationName></md:Organization>
</md:EntityDescriptor>`;

const coded = (code: string) => expect.objectContaining({ code: `saml.${code}` }) as Error;
const pem = (base64: string) =>
  `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;

describe('parseSpMetadata', () => {
  it('reads what Okta publishes', () => {
    expect(parseSpMetadata(okta, { now })).toEqual({
      entityId: 'https://www.okta.com/saml2/service-provider/spvaejynfrijwysksqtw',
      displayName: null,
      validUntil: null,
      acsUrls: [acs],
      acsIndexes: [0],
      otherAcsCount: 0,
      logoutServices: [],
      signingCertificatePems: [pem('BBBB')],
      encryptionCertificatePems: [pem('AAAA')],
      keysWithoutUse: 0,
      nameIdFormats: ['urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'],
      authnRequestsSigned: true,
      wantAssertionsSigned: true,
    });
  });

  it('puts the default service first, then goes by index, and leaves other bindings out', () => {
    const more = okta.replace(
      /<md:AssertionConsumerService.*?\/>/,
      `<md:AssertionConsumerService Binding="${redirect}" Location="https://sp/r" index="0"/>` +
        `<md:AssertionConsumerService Binding="${post}" Location="https://sp/3" index="3"/>` +
        `<md:AssertionConsumerService Binding="${post}" Location="https://sp/2" index="2"/>` +
        `<md:AssertionConsumerService Binding="${post}" Location="https://sp/9" index="9" isDefault="true"/>`,
    );
    expect(parseSpMetadata(more, { now })).toMatchObject({
      acsUrls: ['https://sp/9', 'https://sp/2', 'https://sp/3'],
      acsIndexes: [9, 2, 3],
      otherAcsCount: 1,
    });
    const repeated = more.replace('index="3"', 'index="2"');
    expect(parseSpMetadata(repeated, { now }).acsIndexes).toEqual([]);
  });

  it('reads logout services on our bindings, the name, and the earliest end', () => {
    const more = okta
      .replace(
        '<md:AssertionConsumerService',
        `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://sp/soap"/>` +
          `<md:SingleLogoutService Binding="${redirect}" Location="https://sp/slo" ResponseLocation="https://sp/done"/><md:AssertionConsumerService`,
      )
      .replace(
        '</md:OrganizationName>',
        '</md:OrganizationName><md:OrganizationDisplayName xml:lang="en"> Acme\n CRM </md:OrganizationDisplayName>',
      )
      .replace('<md:EntityDescriptor', '<md:EntityDescriptor validUntil="2027-01-01T00:00:00Z"')
      .replace('<md:SPSSODescriptor', '<md:SPSSODescriptor validUntil="2026-12-01T00:00:00Z"');
    expect(parseSpMetadata(more, { now })).toMatchObject({
      displayName: 'Acme CRM',
      validUntil: new Date('2026-12-01T00:00:00Z'),
      logoutServices: [
        { binding: 'redirect', url: 'https://sp/slo', responseUrl: 'https://sp/done' },
      ],
    });
  });

  it('E7: takes a key without use for both, and a missing key for none', () => {
    const shared = parseSpMetadata(okta.replace(' use="signing"', ''), { now });
    expect(shared.signingCertificatePems).toEqual([pem('BBBB')]);
    expect(shared.encryptionCertificatePems).toEqual([pem('AAAA'), pem('BBBB')]);
    const onlyEncryption = okta.replace(
      /<md:KeyDescriptor use="signing".*?<\/md:KeyDescriptor>/s,
      '',
    );
    expect(parseSpMetadata(onlyEncryption, { now }).signingCertificatePems).toEqual([]);
  });

  it.each([
    ['B1: a DOCTYPE', okta.replace('?>', '?><!DOCTYPE x>'), 'doctype_forbidden'],
    ['B4: 600 kB', okta.replace('dne<', `${'x'.repeat(600_000)}<`), 'message_too_large'],
    ['B7: two roots', `${okta}<x/>`, 'xml_malformed'],
    [
      'E6: many entities',
      '<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"/>',
      'metadata_many_entities',
    ],
    [
      'E6: an IdP in place of an SP',
      okta.replaceAll('SPSSODescriptor', 'IDPSSODescriptor'),
      'metadata_not_sp',
    ],
    [
      'E6: another namespace',
      okta.replace('SAML:2.0:metadata', 'SAML:2.0:evil'),
      'metadata_not_sp',
    ],
    [
      'E8: an expired document',
      okta.replace(
        '<md:EntityDescriptor',
        '<md:EntityDescriptor validUntil="2026-11-23T09:59:59Z"',
      ),
      'metadata_expired',
    ],
    [
      'E9: a javascript: service',
      okta.replace(acs, 'javascript:alert(1)'),
      'metadata_url_forbidden',
    ],
    [
      'E9: a data: logout service',
      okta.replace(
        '<md:AssertionConsumerService',
        `<md:SingleLogoutService Binding="${post}" Location="data:text/html,x"/><md:AssertionConsumerService`,
      ),
      'metadata_url_forbidden',
    ],
    [
      'E9: a service with user-info',
      okta.replace(acs, 'https://a:b@sp.example/acs'),
      'metadata_url_forbidden',
    ],
    ['no service on HTTP-POST', okta.replace(post, redirect), 'metadata_acs_missing'],
    ['no entity ID', okta.replace(/entityID="[^"]*"/, ''), 'metadata_malformed'],
    ['SAML 1.1', okta.replace('SAML:2.0:protocol', 'SAML:1.1:protocol'), 'metadata_malformed'],
    ['B9: a certificate that is not base64', okta.replace('BBBB', 'B*BB'), 'base64_malformed'],
    ['a web page', '<html><body>Sign in</body></html>', 'metadata_not_sp'],
    ['a broken web page', '<html><p>Sign in<br></html>', 'xml_malformed'],
  ])('refuses %s', (_name, xml, code) => {
    expect(() => parseSpMetadata(xml, { now })).toThrow(coded(code));
  });
});
