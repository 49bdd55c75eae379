import { describe, expect, it } from 'vitest';
import { parseOktaDomain, requireOktaHost } from './domain';

describe('parseOktaDomain', () => {
  it.each([
    ['acme.okta.com', 'https://acme.okta.com'],
    ['  ACME.Okta.COM ', 'https://acme.okta.com'],
    ['https://acme.okta.com/', 'https://acme.okta.com'],
    ['https://acme-admin.okta.com', 'https://acme.okta.com'],
    ['https://acme.okta.com:443', 'https://acme.okta.com'],
    ['trial-1234567.okta.com', 'https://trial-1234567.okta.com'],
    ['acme.oktapreview.com', 'https://acme.oktapreview.com'],
    ['acme-admin.okta-emea.com', 'https://acme.okta-emea.com'],
    ['acme.okta-gov.com', 'https://acme.okta-gov.com'],
    ['milmove.okta.mil', 'https://milmove.okta.mil'],
  ])('reads %j as %s', (typed, origin) => {
    expect(parseOktaDomain(typed, null)).toMatchObject({ kind: 'okta', origin });
  });

  it('derives the address of the admin console', () => {
    expect(parseOktaDomain('acme.okta.com', null)).toMatchObject({
      adminOrigin: 'https://acme-admin.okta.com',
      label: 'acme',
    });
  });

  it.each([
    ['https://acme.okta.com/path', 'okta.domain_has_extras'],
    ['acme.okta.com?x=1', 'okta.domain_has_extras'],
    ['acme.okta.com#x', 'okta.domain_has_extras'],
    ['https://user@acme.okta.com', 'okta.domain_has_extras'],
    ['https://acme.okta.com@evil.example', 'okta.domain_has_extras'],
    ['acme.okta.com:8443', 'okta.domain_has_extras'],
    ['http://acme.okta.com', 'okta.domain_invalid'],
    ['ftp://acme.okta.com', 'okta.domain_invalid'],
    ['acme.оkta.com', 'okta.domain_invalid'],
    ['xn--acme-okta.com', 'okta.domain_invalid'],
    ['acme.xn--kta-jlc.com', 'okta.domain_invalid'],
    ['acme.okta.com\\@evil.example', 'okta.domain_invalid'],
    ['acme.okta.com\r\nX: y', 'okta.domain_invalid'],
    ['127.0.0.1', 'okta.domain_invalid'],
    ['2130706433', 'okta.domain_invalid'],
    ['[::1]', 'okta.domain_invalid'],
    ['localhost', 'okta.domain_invalid'],
    ['', 'okta.domain_invalid'],
    ['www.okta.com', 'okta.domain_reserved'],
    ['login.okta.com', 'okta.domain_reserved'],
    ['system-admin.okta.com', 'okta.domain_reserved'],
  ])('F1: refuses %j with %s', (typed, code) => {
    expect(() => parseOktaDomain(typed, null)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    'acme-okta.com',
    'acme.okta.com.evil.tld',
    'okta.com.evil.tld',
    'a.b.okta.com',
    'okta.com',
    'acme.0kta.com',
    'evilokta.com',
    'login.acme.com',
  ])('F1: never takes %s for a host that may get the token', (typed) => {
    expect(parseOktaDomain(typed, null).kind).toBe('custom');
    expect(() => requireOktaHost(typed, null)).toThrow(
      expect.objectContaining({ code: 'okta.domain_invalid' }),
    );
  });

  it('takes the stand-in origin only when it is passed', () => {
    const sandbox = 'http://127.0.0.1:4812';
    expect(parseOktaDomain(sandbox, sandbox)).toMatchObject({ kind: 'sandbox', origin: sandbox });
    expect(parseOktaDomain('127.0.0.1:4812', sandbox)).toMatchObject({ kind: 'sandbox' });
    expect(() => parseOktaDomain(sandbox, null)).toThrow();
    expect(() => parseOktaDomain('http://127.0.0.1:4813', sandbox)).toThrow();
  });
});
