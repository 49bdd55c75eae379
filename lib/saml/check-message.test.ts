import { describe, expect, it } from 'vitest';
import { writeAuthnRequest } from '@/lib/testing/saml-requests';
import { checkMessage } from './check-message';
import { parseAuthnRequest } from './parse-authn-request';
import { selectAcs } from './select-acs';

const ssoUrl = 'https://login.acme.example/saml/sso';
const coded = (code: string) => expect.objectContaining({ code: `saml.${code}` }) as Error;

describe('where and when', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  const read = (values: Parameters<typeof writeAuthnRequest>[0]) =>
    parseAuthnRequest(writeAuthnRequest({ issueInstant: now.toISOString(), ...values }));

  it.each([
    [
      'C17: another Destination',
      { destination: 'https://other.example/saml/sso' },
      'destination_wrong',
    ],
    ['C17: a Destination with a slash more', { destination: `${ssoUrl}/` }, 'destination_wrong'],
    ['C16: an old request', { issueInstant: '2026-11-23T09:49:59Z' }, 'request_expired'],
    [
      'C16: a request from the future',
      { issueInstant: '2026-11-23T10:03:01Z' },
      'request_from_future',
    ],
  ])('refuses %s', (_name, values, code) => {
    checkMessage(read({}), { url: ssoUrl, isSigned: true, now });
    expect(() => {
      checkMessage(read(values), { url: ssoUrl, isSigned: true, now });
    }).toThrow(coded(code));
  });

  it('C17: wants a Destination in a signed request and does without in an unsigned one', () => {
    const request = read({ destination: null });
    checkMessage(request, { url: ssoUrl, isSigned: false, now });
    expect(() => {
      checkMessage(request, { url: ssoUrl, isSigned: true, now });
    }).toThrow(coded('destination_wrong'));
  });

  it.each([
    ['C17: Version 1.1', { version: '1.1' }, 'version_unsupported'],
    ['C3: a time without zone', { issueInstant: '2026-11-23T10:00:00' }, 'time_malformed'],
    ['C3: a time that does not exist', { issueInstant: '2026-13-23T10:00:00Z' }, 'time_malformed'],
    ['an ID with markup', { id: '1&quot;' }, 'request_malformed'],
    ['an empty Issuer', { issuer: ' ' }, 'request_malformed'],
    ['an unknown boolean', { attributes: ' IsPassive="yes"' }, 'request_malformed'],
    [
      'a repeated child',
      { children: '<saml2p:NameIDPolicy/><saml2p:NameIDPolicy/>' },
      'xml_ambiguous',
    ],
    ['an unknown child', { children: '<saml2p:Hello/>' }, 'xml_ambiguous'],
    ['A25: a prefixed ID', { attributes: ' saml2p:ID="x"' }, 'xml_ambiguous'],
    ['B5: an element inside Issuer', { issuer: 'a<b/>c' }, 'xml_ambiguous'],
  ])('refuses %s', (_name, values, code) => {
    expect(() => read(values)).toThrow(coded(code));
  });

  const registered = [
    'https://acme.okta.com/sso/saml2/0oa1',
    'https://acme.okta.com/sso/saml2/0oa2',
  ];
  const asked = { acsUrl: null, acsIndex: null };
  const known = { acsUrls: registered, acsIndexes: [] };
  const numbered = { acsUrls: registered, acsIndexes: [7, 3] };

  it('C13: chooses by exact URL, by index, or the default', () => {
    expect(selectAcs({ ...asked, acsUrl: registered[1] ?? '' }, known)).toBe(registered[1]);
    expect(selectAcs({ ...asked, acsIndex: 1 }, known)).toBe(registered[1]);
    expect(selectAcs(asked, known)).toBe(registered[0]);
    expect(selectAcs({ ...asked, acsIndex: 3 }, numbered)).toBe(registered[1]);
    expect(() => selectAcs({ ...asked, acsIndex: 1 }, numbered)).toThrow(
      coded('acs_not_registered'),
    );
  });

  it.each([
    ['C12: another host', { acsUrl: 'https://evil.example/sso/saml2/0oa1' }, 'acs_not_registered'],
    [
      'C12: another scheme',
      { acsUrl: 'http://acme.okta.com/sso/saml2/0oa1' },
      'acs_not_registered',
    ],
    ['C12: javascript:', { acsUrl: 'javascript:alert(1)' }, 'acs_not_registered'],
    ['C12: user-info', { acsUrl: 'https://x@acme.okta.com/sso/saml2/0oa1' }, 'acs_not_registered'],
    [
      'C12: a trailing dot',
      { acsUrl: 'https://acme.okta.com./sso/saml2/0oa1' },
      'acs_not_registered',
    ],
    [
      'C12: path traversal',
      { acsUrl: 'https://acme.okta.com/x/../sso/saml2/0oa1' },
      'acs_not_registered',
    ],
    ['C12: other case', { acsUrl: 'https://ACME.okta.com/sso/saml2/0oa1' }, 'acs_not_registered'],
    ['C13: an unknown index', { acsIndex: 7 }, 'acs_not_registered'],
    [
      'C13: index and URL',
      { acsIndex: 0, acsUrl: 'https://acme.okta.com/sso/saml2/0oa1' },
      'acs_ambiguous',
    ],
  ])('refuses %s', (_name, request, code) => {
    expect(() => selectAcs({ ...asked, ...request }, known)).toThrow(coded(code));
  });
});
