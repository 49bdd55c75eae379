import { readFileSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sendLogout, writeLogoutRequest, writeLogoutResponse } from './build-logout';
import { decodePostBinding, decodeRedirectBinding } from './decode-binding';
import { parseLogoutRequest, parseLogoutResponse } from './parse-logout';
import { nameIdFormat, statusCode } from './saml-uris';
import { verifyMessageSignature } from './verify-message';

const testdata = join(import.meta.dirname, 'testdata');
const certificatePem = readFileSync(join(testdata, 'idp-certificate.pem'), 'utf8');
const otherPem = readFileSync(join(testdata, 'other-certificate.pem'), 'utf8');
const signer = {
  privateKey: createPrivateKey(readFileSync(join(testdata, 'idp-key-for-tests.pem'), 'utf8')),
  certificateBase64: certificatePem.replace(/-----[^-]+-----|\s/g, ''),
};
const accepted = ['SAMLRequest', 'SAMLResponse'] as const;
const coded = (code: string) => expect.objectContaining({ code: `saml.${code}` }) as Error;

const request = writeLogoutRequest({
  id: '_r',
  now: new Date('2026-11-24T10:00:00Z'),
  issuer: 'https://login.acme.example/saml/metadata',
  destination: 'https://sp.example/slo?x=1',
  nameId: {
    value: 'ada@example.com',
    format: nameIdFormat.persistent,
    qualifiers: { idp: 'https://login.acme.example/saml/metadata', sp: 'https://sp.example' },
  },
  sessionIndexes: ['_one', '_two'],
});

const response = writeLogoutResponse({
  id: '_s',
  now: new Date('2026-11-24T10:00:00Z'),
  issuer: 'https://login.acme.example/saml/metadata',
  destination: 'https://sp.example/slo',
  inResponseTo: '_q',
  status: [statusCode.success, statusCode.partialLogout],
});

async function carry(message: typeof request, binding: 'post' | 'redirect') {
  const carrier = await sendLogout(message, { binding, relayState: 'a b', signer });
  if (carrier.binding === 'redirect') {
    const query = carrier.url.slice(carrier.url.indexOf('SAMLRe'));
    return decodeRedirectBinding(query, accepted);
  }
  return decodePostBinding(new URLSearchParams(carrier.fields).toString(), accepted);
}

describe('logout messages', () => {
  it.each(['post', 'redirect'] as const)('go out and come back signed on %s', async (binding) => {
    const sent = await carry(request, binding);
    expect(sent).toMatchObject({ binding, parameter: 'SAMLRequest', relayState: 'a b' });
    const verified = verifyMessageSignature({ message: sent, certificatePems: [certificatePem] });
    expect(parseLogoutRequest(verified)).toMatchObject({
      id: '_r',
      destination: 'https://sp.example/slo?x=1',
      nameId: { value: 'ada@example.com', format: nameIdFormat.persistent },
      notOnOrAfter: new Date('2026-11-24T10:05:00Z'),
      sessionIndexes: ['_one', '_two'],
    });
    expect(() => verifyMessageSignature({ message: sent, certificatePems: [otherPem] })).toThrow(
      coded('signature_wrong'),
    );
    const answered = await carry(response, binding);
    expect(answered.parameter).toBe('SAMLResponse');
    const genuine = verifyMessageSignature({
      message: answered,
      certificatePems: [certificatePem],
    });
    expect(parseLogoutResponse(genuine)).toMatchObject({
      inResponseTo: '_q',
      status: [statusCode.success, statusCode.partialLogout],
    });
  });

  const xml = request.signable.head + request.signable.tail;

  it.each([
    [
      'another kind of message',
      response.signable.head + response.signable.tail,
      'not_a_logout_message',
    ],
    ['B5: a comment in the name', xml.replace('ada@', 'a<!-- -->da@'), 'xml_construct_forbidden'],
    ['B5: an element in the name', xml.replace('ada@', 'a<b/>da@'), 'xml_ambiguous'],
    ['no name', xml.replace(/<saml:NameID.*<\/saml:NameID>/, ''), 'request_malformed'],
    ['two names', xml.replace(/(<saml:NameID.*<\/saml:NameID>)/, '$1$1'), 'xml_ambiguous'],
    ['an unknown child', xml.replace('<samlp:SessionIndex>_one', '<samlp:X/>$&'), 'xml_ambiguous'],
    ['SAML 1.1', xml.replace('Version="2.0"', 'Version="1.1"'), 'version_unsupported'],
    ['A25: a prefixed ID', xml.replace(' ID=', ' samlp:ID="x" ID='), 'xml_ambiguous'],
  ])('refuse %s', (_name, hostile, code) => {
    expect(parseLogoutRequest(xml).id).toBe('_r');
    expect(() => parseLogoutRequest(hostile)).toThrow(coded(code));
  });
});
