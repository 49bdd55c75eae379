import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overrideConfigForTests } from '@/lib/config/config';
import { log, redirectLogForTests } from './log';
import { redactText } from './redact';

const token = '00abcDEF123_-ghiJKL456mnoPQR789stuVWX012yz';
const message = Buffer.from('<samlp:Response ID="_1"><saml:Assertion>ada@example.com').toString(
  'base64',
);
const pem = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----';

const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  overrideConfigForTests({ logLevel: 'debug' });
  redirectLogForTests({ write: (line) => lines.push(line) });
});

afterEach(() => {
  overrideConfigForTests();
  redirectLogForTests();
});

describe('D7: the log', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['an Okta token by its shape', { note: `it was ${token}` }, token],
    ['an Okta token in a header', { headers: { authorization: `SSWS ${token}` } }, token],
    ['an unusual token after SSWS', { note: 'Authorization: SSWS abc.def' }, 'abc.def'],
    ['a token in a field called token', { token: 'plain-looking' }, 'plain-looking'],
    ['a cookie header', { headers: { Cookie: 'adminx_session=s3cr3t' } }, 's3cr3t'],
    ['a Set-Cookie header', { 'set-cookie': ['adminx_session=s3cr3t; Path=/'] }, 's3cr3t'],
    ['a cookie in a text', { note: 'cookie: adminx_session=s3cr3t' }, 's3cr3t'],
    ['a SAMLResponse field', { body: { SAMLResponse: message } }, message],
    ['a SAMLRequest in a query', { url: `/saml/sso?SAMLRequest=${message}&RelayState=x` }, message],
    ['a SAML message in base64 anywhere', { note: `posted ${message}` }, message],
    ['a SAML message in XML', { note: '<saml2p:Response>ada@example.com' }, 'ada@example.com'],
    ['a private key', { note: pem }, 'MIIEvQ'],
    ['a private key cut off', { note: pem.slice(0, 40) }, 'MIIEvQ'],
    [
      'a secret deep in an object',
      { a: { b: [{ c: { authorization: 'x-secret' } }] } },
      'x-secret',
    ],
    ['a link of the operator', { url: `/recover/link/${'m'.repeat(43)}` }, 'm'.repeat(43)],
    ['an invitation link', { url: `/enrol/${'k'.repeat(43)}` }, 'k'.repeat(43)],
  ])('hides %s', (_name, fields, secret) => {
    log.error(fields, 'Something happened');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('[redacted]');
    expect(lines[0]).not.toContain(secret);
  });

  it('hides secrets in the message itself', () => {
    log.info({}, `calling with SSWS ${token}`);
    expect(lines.join()).not.toContain(token);
  });

  it('hides secrets in an error, its stack, its fields and its causes', () => {
    const cause = new Error(`refused ${token}`);
    const error = Object.assign(new Error(`failed with ${token}`, { cause }), {
      request: { headers: { authorization: `SSWS ${token}` } },
    });
    log.error({ err: error }, 'Okta refused');
    expect(lines.join()).not.toContain(token);
    expect(lines.join()).toContain('failed with [redacted]');
  });

  it('keeps what is no secret, as one line of JSON', () => {
    log.warn({ tenantId: '0190-a', status: 404, tokenStatus: 'REVOKED' }, 'Not found');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      tenantId: '0190-a',
      status: 404,
      tokenStatus: 'REVOKED',
      msg: 'Not found',
    });
  });

  it('survives an object that contains itself', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    log.info(loop, 'Loop');
    expect(lines[0]).toContain('[too deep]');
  });
});

it('D7: redacted text keeps Okta ids, which are shorter than tokens', () => {
  expect(redactText('idp 0oa1b2c3d4e5f6g7h8i9 kid 00u1a2b3c4d5e6f7g8h9')).toBe(
    'idp 0oa1b2c3d4e5f6g7h8i9 kid 00u1a2b3c4d5e6f7g8h9',
  );
});
