import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  encodeRequestForm,
  encodeRequestQuery,
  writeAuthnRequest,
} from '@/lib/testing/saml-requests';
import { decodePostBinding, decodeRedirectBinding } from './decode-binding';
import { encodePostBinding } from './encode-binding';
import { inflateMessage } from './inflate-message';
import { parseAuthnRequest } from './parse-authn-request';
import { maxMessageBytes } from './xml-limits';

const coded = (code: string) => expect.objectContaining({ code: `saml.${code}` }) as Error;
const queryOf = (bytes: Buffer) => `SAMLRequest=${encodeURIComponent(bytes.toString('base64'))}`;
const formOf = (bytes: Buffer) => queryOf(bytes);

/** Reads a request that is written into a form as it stands. */
const readForm = (xml: string | Buffer) =>
  parseAuthnRequest(decodePostBinding(formOf(Buffer.from(xml))).xml);

describe('the redirect binding', () => {
  it('D1: stops a deflate bomb having inflated no more than the cap', () => {
    const bomb = deflateRawSync(Buffer.alloc(256 * 1024 * 1024, 'a'), { level: 9 });
    expect(() => decodeRedirectBinding(queryOf(bomb))).toThrow(coded('message_too_large'));
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
    expect(() => inflateMessage(bomb)).toThrow(coded('message_too_large'));
    const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().external - before;
    expect(grown).toBeLessThan(4 * maxMessageBytes);
  });

  it('D1: inflates up to the cap less one step and not a byte more', () => {
    const longest = maxMessageBytes - 1024;
    expect(inflateMessage(deflateRawSync(Buffer.alloc(longest, 'a')))).toHaveLength(longest);
    expect(() => inflateMessage(deflateRawSync(Buffer.alloc(longest + 1, 'a')))).toThrow(
      coded('message_too_large'),
    );
  });

  it.each([
    ['not deflated', (xml: Buffer) => xml],
    ['with a zlib header', (xml: Buffer) => deflateSync(xml)],
    ['with a gzip header', (xml: Buffer) => gzipSync(xml)],
    ['truncated', (xml: Buffer) => deflateRawSync(xml).subarray(0, -4)],
    [
      'with bytes after its end',
      (xml: Buffer) => Buffer.concat([deflateRawSync(xml), Buffer.from('x')]),
    ],
    ['empty', () => deflateRawSync(Buffer.alloc(0))],
  ])('D2: refuses a message that is %s', (_name, encode) => {
    const xml = Buffer.from(writeAuthnRequest());
    expect(decodeRedirectBinding(queryOf(deflateRawSync(xml))).xml).toBe(xml.toString());
    expect(() => decodeRedirectBinding(queryOf(encode(xml)))).toThrow(coded('deflate_malformed'));
  });

  it('refuses an encoding other than DEFLATE and takes DEFLATE by name', () => {
    const query = encodeRequestQuery(writeAuthnRequest());
    const named = 'urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE';
    expect(decodeRedirectBinding(`${query}&SAMLEncoding=${named}`).binding).toBe('redirect');
    expect(() => decodeRedirectBinding(`${query}&SAMLEncoding=none`)).toThrow(
      coded('encoding_unsupported'),
    );
  });
});

describe('parameters of both bindings', () => {
  const xml = writeAuthnRequest();

  it.each([
    ['nothing at all', '', 'message_missing'],
    ['an empty request', 'SAMLRequest=', 'message_missing'],
    ['broken percent-encoding', `${encodeRequestForm(xml)}&RelayState=%zz`, 'parameters_malformed'],
    [
      'octets that are not UTF-8',
      `${encodeRequestForm(xml)}&RelayState=%ff`,
      'parameters_malformed',
    ],
    ['33 parameters', `${encodeRequestForm(xml)}${'&a=b'.repeat(32)}`, 'parameters_malformed'],
    ['a NUL in RelayState', `${encodeRequestForm(xml)}&RelayState=%00`, 'relay_state_invalid'],
    [
      'a RelayState of 13 kB',
      `${encodeRequestForm(xml)}&RelayState=${'a'.repeat(13_000)}`,
      'relay_state_invalid',
    ],
    ['800 kB of form', `${encodeRequestForm(xml)}&x=${'a'.repeat(800_000)}`, 'message_too_large'],
    ['A29: a name with a blank', `SAMLRequest+=x`, 'parameter_ambiguous'],
  ])('refuses %s', (_name, body, code) => {
    expect(() => decodePostBinding(body)).toThrow(coded(code));
  });

  it.each(['//evil.example', '\\\\evil', '<script>', 'a\r\nb', 'é€😀', 'x'.repeat(10_000), ''])(
    'C25: hands RelayState %j on byte for byte',
    (relayState) => {
      const form = encodeRequestForm(xml, relayState);
      expect(decodePostBinding(form).relayState).toBe(relayState);
      const query = encodeRequestQuery(xml, { relayState });
      expect(decodeRedirectBinding(query).relayState).toBe(relayState);
    },
  );

  it('ignores parameters that mean nothing to the binding', () => {
    expect(decodePostBinding(`utm=1&${encodeRequestForm(xml)}&a`).xml).toBe(xml);
  });
});

describe('B9: base64', () => {
  const xml = writeAuthnRequest();
  const base64 = Buffer.from(xml).toString('base64');
  const post = (text: string) => decodePostBinding(`SAMLRequest=${encodeURIComponent(text)}`).xml;

  it('tolerates folded lines', () => {
    expect(post((base64.match(/.{1,76}/g) ?? []).join('\r\n'))).toBe(xml);
    expect(post(`${base64}\n`)).toBe(xml);
  });

  it.each([
    ['blanks', (text: string) => ` ${text}`],
    ['the url-safe alphabet', (text: string) => `-_${text}`],
    ['missing padding', () => 'YQ'],
    ['too much padding', () => 'YQ==='],
    ['padding in the middle', () => 'YQ==YQ=='],
    ['bits beyond the last octet', () => 'YR=='],
    ['other characters', (text: string) => `${text.slice(0, 4)}*${text.slice(4)}`],
  ])('refuses %s', (_name, change) => {
    expect(() => post(change(base64))).toThrow(coded('base64_malformed'));
  });

  it('refuses a message of more than 128 KiB', () => {
    const long = Buffer.alloc(maxMessageBytes + 1, ' ').toString('base64');
    expect(() => post(long)).toThrow(coded('message_too_large'));
  });

  it('is what we send ourselves', () => {
    expect(encodePostBinding('é')).toBe('w6k=');
  });
});

describe('XML', () => {
  const valid = writeAuthnRequest({ id: 'idB' });
  const body = valid.replace(/^<\?xml[^>]*>/, '');
  const entities = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => `<!ENTITY e${String(i + 1)} "&e${String(i)};&e${String(i)};">`,
    ).join('');
  const deep = '<x>'.repeat(30) + '</x>'.repeat(30);
  const inside = (text: string) =>
    body.replace('<saml2p:NameIDPolicy', `${text}<saml2p:NameIDPolicy`);

  it('reads the valid message all attacks are made from', () => {
    expect(readForm(valid).id).toBe('idB');
    expect(readForm(body).id).toBe('idB');
  });

  it.each([
    ['B1: a DOCTYPE', `<!DOCTYPE x>${body}`, 'doctype_forbidden'],
    ['B1: a DOCTYPE in lower case', `<!doctype x>${body}`, 'doctype_forbidden'],
    [
      'B1: a DOCTYPE after the declaration',
      valid.replace('?>', '?><!DOCTYPE x SYSTEM "x.dtd">'),
      'doctype_forbidden',
    ],
    [
      'B2: an external entity',
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${body}`,
      'doctype_forbidden',
    ],
    [
      'B2: a parameter entity',
      `<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/">%a;]>${body}`,
      'doctype_forbidden',
    ],
    [
      'B2: XInclude',
      inside('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
      'xml_ambiguous',
    ],
    [
      'B3: billion laughs',
      `<!DOCTYPE x [<!ENTITY e0 "lol">${entities(30)}]>${body}`,
      'doctype_forbidden',
    ],
    ['B3: an undeclared entity', body.replace('okta.com', '&lol;'), 'xml_construct_forbidden'],
    ['B4: depth', inside(`<saml2p:Extensions>${deep}</saml2p:Extensions>`), 'xml_too_complex'],
    [
      'B4: 2000 elements',
      inside(`<saml2p:Extensions>${'<x/>'.repeat(2000)}</saml2p:Extensions>`),
      'xml_too_complex',
    ],
    [
      'B4: 5000 attributes',
      body.replace(
        'Version=',
        `${Array.from({ length: 5000 }, (_, i) => `a${String(i)}="" `).join('')}Version=`,
      ),
      'xml_too_complex',
    ],
    [
      'B4: a flood of namespaces',
      inside(
        `<saml2p:Extensions>${'<x xmlns:a="urn:a" xmlns:b="urn:b"/>'.repeat(60)}</saml2p:Extensions>`,
      ),
      'xml_too_complex',
    ],
    ['B4: 10 MB of text', body.replace('okta.com', 'x'.repeat(10_000_000)), 'message_too_large'],
    [
      'B5: a comment in Issuer',
      body.replace('www.okta.com', 'www.okta.com<!-- x -->.evil'),
      'xml_construct_forbidden',
    ],
    [
      'B5: a processing instruction in Issuer',
      body.replace('www.okta.com', 'www.okta.com<?x?>.evil'),
      'xml_construct_forbidden',
    ],
    [
      'B6: CDATA',
      body.replace('www.okta.com', '<![CDATA[www.okta.com]]>'),
      'xml_construct_forbidden',
    ],
    ['B6: NUL', body.replace('okta.com', 'okta\0.com'), 'xml_malformed'],
    ['B6: a reference to NUL', body.replace('okta.com', 'okta&#0;.com'), 'xml_malformed'],
    ['B6: a reference to a half surrogate', body.replace('okta.com', '&#xD800;'), 'xml_malformed'],
    ['B6: a byte order mark', `\uFEFF${body}`, 'encoding_unsupported'],
    [
      'B6: another encoding in the declaration',
      valid.replace('UTF-8', 'UTF-7'),
      'encoding_unsupported',
    ],
    [
      'B6: a line break inside an attribute',
      body.replace('Version="2.0"', 'Version="2.0\n"'),
      'xml_construct_forbidden',
    ],
    ['B7: two roots', `${body}${body}`, 'xml_malformed'],
    ['B7: text after the root', `${body}x`, 'xml_malformed'],
    ['B7: an unclosed root', body.replace('</saml2p:AuthnRequest>', ''), 'xml_malformed'],
    ['B7: crossed tags', inside('<a><b></a></b>'), 'xml_malformed'],
    [
      'B7: an attribute twice',
      body.replace('Version="2.0"', 'Version="2.0" Version="2.0"'),
      'xml_malformed',
    ],
    [
      'B7: an attribute without quotes',
      body.replace('Version="2.0"', 'Version=2.0'),
      'xml_malformed',
    ],
    ['B7: no element', 'hello', 'xml_malformed'],
    [
      'A22: a Response in place of a request',
      '<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"/>',
      'not_an_authn_request',
    ],
    [
      'A25: an AuthnRequest of another namespace',
      body.replace('SAML:2.0:protocol', 'SAML:2.0:evil'),
      'not_an_authn_request',
    ],
  ])('refuses %s', (_name, xml, code) => {
    expect(xml).not.toBe(body);
    expect(() => readForm(xml)).toThrow(coded(code));
  });

  it.each([
    ['UTF-16', Buffer.from(`\uFEFF${body}`, 'utf16le')],
    ['Latin-1', Buffer.from(body.replace('okta', 'oktä'), 'latin1')],
  ])('B6: refuses %s', (_name, bytes) => {
    expect(() => readForm(bytes)).toThrow(coded('encoding_unsupported'));
  });

  it('B6: takes character references and mixed line ends as one whole text', () => {
    const xml = body
      .replace('okta.com', '&#111;kta&#x2e;com')
      .replace('<saml2p:N', '\r\n\n<saml2p:N');
    expect(readForm(xml).issuer).toBe('https://www.okta.com/saml2/service-provider/spacme');
  });

  it('B8: compares names character by character, so look-alikes are others', () => {
    const xml = body.replace('www.okta.com', 'www.оkta.com');
    expect(readForm(xml).issuer).not.toBe(readForm(body).issuer);
  });
});

describe('fuzz', () => {
  it('answers thousands of mutated messages with a refusal or a reading, never anything else', () => {
    const valid = Buffer.from(writeAuthnRequest());
    let seed = 7;
    const next = (bound: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % bound;
    };
    for (let round = 0; round < 3000; round += 1) {
      const mutated = Buffer.from(valid);
      for (let change = 0; change <= next(4); change += 1)
        mutated[next(mutated.length)] = next(256);
      const cut = next(5) === 0 ? mutated.subarray(0, next(mutated.length)) : mutated;
      try {
        readForm(cut);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^saml\./) as unknown });
      }
    }
  });
});
