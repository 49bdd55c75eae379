import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildSpKey,
  encodeRequestForm,
  encodeRequestQuery,
  signAuthnRequest,
  writeAuthnRequest,
  type SpKey,
} from '@/lib/testing/saml-requests';
import { decodePostBinding, decodeRedirectBinding } from './decode-binding';
import { parseAuthnRequest } from './parse-authn-request';
import { verifyMessageSignature } from './verify-message';

let key: SpKey;
let otherKey: SpKey;

beforeAll(async () => {
  [key, otherKey] = await Promise.all([buildSpKey(), buildSpKey()]);
});

/** The whole way of a POST request; throws at the first doubt. */
function receivePost(xml: string, certificatePems = [key.certificatePem]) {
  const message = decodePostBinding(encodeRequestForm(xml));
  return parseAuthnRequest(verifyMessageSignature({ message, certificatePems }));
}

function receiveRedirect(query: string, certificatePems = [key.certificatePem]) {
  const message = decodeRedirectBinding(query);
  return parseAuthnRequest(verifyMessageSignature({ message, certificatePems }));
}

function coded(code: string | RegExp) {
  return expect.objectContaining({ code: expect.stringMatching(code) as unknown }) as Error;
}

describe('a genuine request', () => {
  it('is read from what was verified on the POST binding', () => {
    const xml = writeAuthnRequest({
      id: 'id1',
      attributes: ' IsPassive="1"',
      children:
        '<saml2:Subject xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:NameID>ada@example.com</saml2:NameID></saml2:Subject>' +
        '<saml2p:NameIDPolicy Format="f"/>' +
        '<saml2p:RequestedAuthnContext><saml2:AuthnContextClassRef xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">urn:x</saml2:AuthnContextClassRef></saml2p:RequestedAuthnContext>',
    });
    const signed = signAuthnRequest(xml, key);
    expect(signed).toContain('<ds:Signature');
    expect(receivePost(signed)).toMatchObject({
      id: 'id1',
      issuer: 'https://www.okta.com/saml2/service-provider/spacme',
      destination: 'https://login.acme.example/saml/sso',
      acsUrl: 'https://acme.okta.com/sso/saml2/0oaacme',
      acsIndex: null,
      forceAuthn: false,
      isPassive: true,
      nameIdFormat: 'f',
      subjectNameId: 'ada@example.com',
      requestedAuthnContext: ['urn:x'],
    });
  });

  it('is verified over the octets that came on the redirect binding', () => {
    const query = encodeRequestQuery(writeAuthnRequest({ id: 'id2' }), {
      key,
      relayState: 'a b+c',
    });
    expect(receiveRedirect(query).id).toBe('id2');
    expect(decodeRedirectBinding(query).relayState).toBe('a b+c');
  });

  it('is verified by the second of two registered certificates', () => {
    const certificates = [otherKey.certificatePem, key.certificatePem];
    expect(receivePost(signAuthnRequest(writeAuthnRequest(), key), certificates).id).toMatch(/^id/);
    const query = encodeRequestQuery(writeAuthnRequest(), { key });
    expect(receiveRedirect(query, certificates).id).toMatch(/^id/);
  });

  it('is read unsigned too, for SPs that do not sign', () => {
    const message = decodeRedirectBinding(encodeRequestQuery(writeAuthnRequest({ id: 'id3' })));
    expect(parseAuthnRequest(message.xml).id).toBe('id3');
  });
});

type Attack = readonly [name: string, attack: (signed: string) => string, code: string];

const inSignature = (from: RegExp | string, to: string) => (signed: string) => {
  const changed = signed.replace(from, to);
  expect(changed, 'the attack changed something').not.toBe(signed);
  return changed;
};
const evil = 'https://evil.example/acs';

const postAttacks: readonly Attack[] = [
  [
    'A9: the signature removed',
    inSignature(/<ds:Signature.*<\/ds:Signature>/s, ''),
    'signature_missing',
  ],
  [
    'A9: the ACS changed',
    inSignature('https://acme.okta.com/sso/saml2/0oaacme', evil),
    'signature_wrong',
  ],
  [
    'A12: the ID twice',
    inSignature(
      '<saml2p:NameIDPolicy',
      '<saml2p:Extensions><x xmlns="urn:x" id="ID0"/></saml2p:Extensions><saml2p:NameIDPolicy',
    ),
    'signature_wrong|signature_shape',
  ],
  [
    'A12: Id beside ID',
    inSignature('<saml2p:AuthnRequest ', '<saml2p:AuthnRequest Id="other" '),
    'signature_shape',
  ],
  ['A13: an empty Reference', inSignature(/URI="#[^"]*"/, 'URI=""'), 'signature_shape'],
  [
    'A13: an XPointer',
    inSignature(/URI="#([^"]*)"/, 'URI="#xpointer(id(\'$1\'))"'),
    'signature_shape',
  ],
  [
    'A13: an external Reference',
    inSignature(/URI="#/, 'URI="https://evil.example/#'),
    'signature_shape',
  ],
  [
    'A13: a Reference to something else',
    inSignature(/URI="#[^"]*"/, 'URI="#other"'),
    'signature_shape',
  ],
  [
    'A14: two SignedInfo',
    inSignature(/(<ds:SignedInfo>.*<\/ds:SignedInfo>)/s, '$1$1'),
    'signature_shape',
  ],
  [
    'A14: two References',
    inSignature(/(<ds:Reference.*<\/ds:Reference>)/s, '$1$1'),
    'signature_shape',
  ],
  [
    'A14: two Signatures',
    inSignature(/(<ds:Signature .*<\/ds:Signature>)/s, '$1$1'),
    'signature_shape',
  ],
  [
    'A15: a comment in DigestValue',
    inSignature(/(<ds:DigestValue>.)/, '$1<!-- x -->'),
    'xml_construct_forbidden',
  ],
  [
    'A15: a comment in SignatureValue',
    inSignature(/(<ds:SignatureValue>.)/, '$1<!-- x -->'),
    'xml_construct_forbidden',
  ],
  [
    'A18: HMAC with the certificate as secret',
    inSignature('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha256'),
    'signature_algorithm_forbidden',
  ],
  [
    'A18: HMACOutputLength',
    inSignature(
      /(<ds:SignatureMethod[^>]*?)\/?>(<\/ds:SignatureMethod>)?/,
      '$1><ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>',
    ),
    'signature_shape',
  ],
  [
    'A19: an RSA-SHA1 signature',
    inSignature(
      'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
    ),
    'signature_algorithm_forbidden',
  ],
  [
    'A19: a SHA-1 digest',
    inSignature(
      'http://www.w3.org/2001/04/xmlenc#sha256',
      'http://www.w3.org/2000/09/xmldsig#sha1',
    ),
    'signature_algorithm_forbidden',
  ],
  [
    'A19: no algorithm',
    inSignature('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'none'),
    'signature_algorithm_forbidden',
  ],
  [
    'A20: an XSLT transform',
    inSignature(
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/TR/1999/REC-xslt-19991116',
    ),
    'signature_shape',
  ],
  [
    'A20: an XPath transform',
    inSignature(
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/TR/1999/REC-xpath-19991116',
    ),
    'signature_shape',
  ],
  [
    'A20: a base64 transform',
    inSignature(
      /(<ds:Transforms>)/,
      '$1<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#base64"/>',
    ),
    'signature_shape',
  ],
  [
    'A20: inclusive c14n',
    inSignature(
      '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"',
      '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"',
    ),
    'signature_shape',
  ],
  [
    'A20: odd inclusive namespaces',
    inSignature(
      /<ds:Transform Algorithm="http:\/\/www.w3.org\/2001\/10\/xml-exc-c14n#"\s*\/>/,
      '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><InclusiveNamespaces xmlns="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="#default a|b"/></ds:Transform>',
    ),
    'signature_shape',
  ],
  [
    'A21: an Object in the Signature',
    inSignature('</ds:Signature>', '<ds:Object><x/></ds:Object></ds:Signature>'),
    'signature_shape',
  ],
  [
    'A23: another request around the signed one',
    (signed) => wrap(signed),
    'signature_shape|xml_ambiguous',
  ],
  [
    'A25: a prefixed attribute beside the plain one',
    inSignature(
      '<saml2p:AuthnRequest ',
      `<saml2p:AuthnRequest saml2p:AssertionConsumerServiceURL="${evil}" `,
    ),
    'signature_wrong',
  ],
  ['B7: a second root', (signed) => `${signed}<x/>`, 'xml_malformed'],
];

function wrap(signed: string): string {
  const inner = signed.replace(/^<\?xml[^>]*>/, '');
  const outer = writeAuthnRequest({
    acsUrl: evil,
    children: `<saml2p:Extensions>${inner}</saml2p:Extensions>`,
  });
  return outer;
}

describe('hostile requests on the POST binding', () => {
  it.each(postAttacks)('refuses %s', (_name, attack, code) => {
    const signed = signAuthnRequest(writeAuthnRequest(), key);
    expect(receivePost(signed).issuer, 'positive control').toContain('okta');
    expect(() => receivePost(attack(signed))).toThrow(coded(code));
  });

  it('A16: refuses a signature by another key whose certificate comes along', () => {
    expect(() => receivePost(signAuthnRequest(writeAuthnRequest(), otherKey))).toThrow(
      coded('saml.signature_wrong'),
    );
  });

  it('A17: ignores KeyInfo and verifies with the registered key', () => {
    const signed = signAuthnRequest(writeAuthnRequest(), key);
    const keyInfos = [
      '',
      '<ds:KeyInfo/>',
      '<ds:KeyInfo><ds:KeyName>evil</ds:KeyName></ds:KeyInfo>',
    ];
    for (const keyInfo of keyInfos) {
      const changed = signed.replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/s, keyInfo);
      expect(receivePost(changed).issuer).toContain('okta');
    }
  });

  it('A27: refuses when no certificate is registered or one is malformed', () => {
    const signed = signAuthnRequest(writeAuthnRequest(), key);
    expect(() => receivePost(signed, [])).toThrow(coded('saml.signature_wrong'));
    expect(() => receivePost(signed, ['nonsense'])).toThrow(coded('saml.signature_key_unusable'));
  });
});

describe('hostile requests on the redirect binding', () => {
  const build = () =>
    encodeRequestQuery(writeAuthnRequest(), { key, relayState: 'https://acme.okta.com/?a=b c' });

  it.each([
    ['A9: the signature removed', (q: string) => q.replace(/&SigAlg.*$/, ''), 'signature_missing'],
    [
      'A9: SigAlg without Signature',
      (q: string) => q.replace(/&Signature=.*$/, ''),
      'signature_incomplete',
    ],
    [
      'A19: RSA-SHA1',
      (q: string) => q.replace(/rsa-sha256/, 'rsa-sha1'),
      'signature_algorithm_forbidden',
    ],
    [
      'A28: SigAlg swapped',
      (q: string) => q.replace(/rsa-sha256/, 'rsa-sha512'),
      'signature_wrong',
    ],
    [
      'A28: RelayState changed',
      (q: string) => q.replace('%3Fa%3Db', '%3Fa%3Dc'),
      'signature_wrong',
    ],
    [
      'A28: RelayState left out',
      (q: string) => q.replace(/&RelayState=[^&]*/, ''),
      'signature_wrong',
    ],
    [
      'A28: the same octets encoded otherwise',
      (q: string) => q.replace(/%3A/g, '%3a'),
      'signature_wrong',
    ],
    ['A28: RelayState twice', (q: string) => `${q}&RelayState=x`, 'parameter_ambiguous'],
    ['A28: SAMLRequest twice', (q: string) => `${q}&SAMLRequest=x`, 'parameter_ambiguous'],
    [
      'A29: a percent-encoded name',
      (q: string) => q.replace('SAMLRequest', '%53AMLRequest'),
      'parameter_ambiguous',
    ],
    [
      'A29: a second name in another case',
      (q: string) => `${q}&samlrequest=x`,
      'parameter_ambiguous',
    ],
    ['A29: SAMLResponse beside', (q: string) => `${q}&SAMLResponse=x`, 'parameter_ambiguous'],
  ])('refuses %s', (_name, attack, code) => {
    const query = build();
    expect(receiveRedirect(query).issuer, 'positive control').toContain('okta');
    const hostile = attack(query);
    expect(hostile).not.toBe(query);
    expect(() => receiveRedirect(hostile)).toThrow(coded(code));
  });

  it('A28: verifies the octets in the order of the standard, whatever the order in the query', () => {
    const parts = build().split('&');
    expect(receiveRedirect(parts.reverse().join('&')).issuer).toContain('okta');
  });

  it('A16: refuses a signature by another key', () => {
    const query = encodeRequestQuery(writeAuthnRequest(), { key: otherKey });
    expect(() => receiveRedirect(query)).toThrow(coded('saml.signature_wrong'));
  });

  it('refuses a signature inside the XML of a redirect', () => {
    const query = encodeRequestQuery(signAuthnRequest(writeAuthnRequest(), key), { key });
    expect(() => receiveRedirect(query)).toThrow(coded('saml.signature_shape'));
  });
});
