import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAML } from '@node-saml/node-saml';
import { DOMParser } from '@xmldom/xmldom';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExclusiveCanonicalization } from 'xml-crypto';
import { buildErrorResponse } from './build-error-response';
import { buildIdpMetadata } from './build-metadata';
import { buildResponse, type ResponseOptions } from './build-response';
import { encodePostBinding } from './encode-binding';
import { toSamlId } from './saml-id';
import { authnContext, nameIdFormat, statusCode } from './saml-uris';

const testdata = join(import.meta.dirname, 'testdata');
const certificatePem = readFileSync(join(testdata, 'idp-certificate.pem'), 'utf8');
const certificateBase64 = certificatePem.replace(/-----[^-]+-----|\s/g, '');
const signer = {
  privateKey: createPrivateKey(readFileSync(join(testdata, 'idp-key-for-tests.pem'), 'utf8')),
  certificateBase64,
};
const now = new Date('2026-11-23T10:00:00.000Z');

function options(values: Partial<ResponseOptions> = {}): ResponseOptions {
  return {
    responseId: toSamlId(Buffer.alloc(20, 1)),
    assertionId: toSamlId(Buffer.alloc(20, 2)),
    sessionIndex: toSamlId(Buffer.alloc(20, 3)),
    now,
    issuer: 'https://login.acme.example/saml/metadata',
    acsUrl: 'https://acme.okta.com/sso/saml2/0oaacme?a=1&b=2',
    inResponseTo: 'id216400685678752324916391',
    audience: 'https://www.okta.com/saml2/service-provider/spacme',
    nameId: { value: 'ada@example.com', format: nameIdFormat.unspecified },
    authnInstant: new Date('2026-11-23T09:59:30.000Z'),
    authnContextClassRef: authnContext.unspecified,
    attributes: [
      { name: 'email', values: ['ada@example.com'] },
      { name: 'firstName', values: ['Ada <&> "é" ]]>'] },
      { name: 'lastName', values: ['Lovelace\r\n\tde'] },
      { name: 'session.amr', values: ['hwk', 'phr', 'mfa'] },
    ],
    signer,
    ...values,
  };
}

/** An SP of another maker, as strict as it can be set. */
function serviceProvider(values: Record<string, unknown> = {}): SAML {
  return new SAML({
    callbackUrl: 'https://acme.okta.com/sso/saml2/0oaacme?a=1&b=2',
    issuer: 'https://www.okta.com/saml2/service-provider/spacme',
    audience: 'https://www.okta.com/saml2/service-provider/spacme',
    idpIssuer: 'https://login.acme.example/saml/metadata',
    idpCert: certificatePem,
    wantAuthnResponseSigned: true,
    wantAssertionsSigned: true,
    acceptedClockSkewMs: 1000,
    ...values,
  });
}

const accept = (xml: string, sp = serviceProvider()) =>
  sp.validatePostResponseAsync({ SAMLResponse: encodePostBinding(xml) });

describe('buildResponse', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now, toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('writes the golden file under fixed clock, ids and key', async () => {
    const golden = join(testdata, 'builds-a-response.xml');
    expect(await buildResponse(options())).toBe(readFileSync(golden, 'utf8').trimEnd());
  });

  it('writes what exclusive canonicalisation leaves as it is, but for the xs prefix', async () => {
    const xml = (await buildResponse(options())).replace(/ xmlns:xs="[^"]*"/, '');
    const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
    const canonical: unknown = new ExclusiveCanonicalization().process(root as never, {});
    expect(String(canonical)).toBe(xml);
  });

  it('is accepted by another maker’s SP with both signatures, values and factors intact', async () => {
    const { profile } = await accept(await buildResponse(options()));
    expect(profile).toMatchObject({
      nameID: 'ada@example.com',
      nameIDFormat: nameIdFormat.unspecified,
      inResponseTo: 'id216400685678752324916391',
      email: 'ada@example.com',
      firstName: 'Ada <&> "é" ]]>',
      lastName: 'Lovelace\r\n\tde',
      'session.amr': ['hwk', 'phr', 'mfa'],
    });
  });

  it.each([
    ['another audience', { audience: 'https://other.example' }, /audience/i],
    [
      'another key',
      { idpCert: readFileSync(join(testdata, 'other-certificate.pem'), 'utf8') },
      /signature/i,
    ],
  ])('is refused by an SP that expects %s', async (_name, sp, message) => {
    const xml = await buildResponse(options());
    await expect(accept(xml, serviceProvider(sp))).rejects.toThrow(message);
  });

  it('is refused once it is older than five minutes, and not before', async () => {
    const xml = await buildResponse(options());
    const acceptAfter = (seconds: number) => {
      vi.setSystemTime(now.getTime() + seconds * 1000);
      return accept(xml);
    };
    await expect(acceptAfter(290)).resolves.toBeDefined();
    await expect(acceptAfter(310)).rejects.toThrow(/expired/);
    await expect(acceptAfter(-110)).resolves.toBeDefined();
    await expect(acceptAfter(-130)).rejects.toThrow(/not yet/);
  });

  it.each([
    ['the NameID', 'ada@example.com</saml:NameID>', 'eve@example.com</saml:NameID>'],
    ['an attribute', '>hwk<', '>face<'],
    ['the status', 'status:Success', 'status:Requester'],
    ['the Destination', 'Destination="https://acme', 'Destination="https://evil'],
  ])('is refused when %s was changed on the way', async (_name, from, to) => {
    const xml = await buildResponse(options());
    expect(xml).toContain(from);
    await expect(accept(xml.replace(from, to))).rejects.toThrow();
  });

  it.each([
    'x</saml:AttributeValue><saml:AttributeValue>admin',
    'x</saml:AttributeValue></saml:Attribute><saml:Attribute Name="role"><saml:AttributeValue>admin',
    ']]>',
    '"\'<>&amp;&#10;',
    '<!--',
    '$& $1 $`',
    '</saml:Assertion><saml:Assertion ',
  ])('C23: carries %j as one attribute with one value', async (hostile) => {
    const attributes = [{ name: hostile, values: [hostile] }];
    const nameId = { value: hostile, format: hostile };
    const xml = await buildResponse(options({ attributes, nameId }));
    const { profile } = await accept(xml);
    expect(profile?.['attributes']).toEqual({ [hostile]: hostile });
    expect(profile?.nameID).toBe(hostile);
  });

  it.each(['\0', '\u0001', '\u001B[31m', '\uD800', '\uFFFE'])(
    'C23: refuses %j, which XML cannot carry',
    async (character) => {
      const attributes = [{ name: 'firstName', values: [`a${character}b`] }];
      await expect(buildResponse(options({ attributes }))).rejects.toMatchObject({
        code: 'saml.value_unencodable',
      });
    },
  );

  it('leaves out attributes without values', async () => {
    const xml = await buildResponse(options({ attributes: [{ name: 'email', values: [] }] }));
    expect(xml).not.toContain('AttributeStatement');
  });
});

describe('toSamlId', () => {
  it('makes an NCName and refuses less than 128 bits', () => {
    expect(toSamlId(Buffer.alloc(16, 255))).toBe(`_${'f'.repeat(32)}`);
    expect(() => toSamlId(Buffer.alloc(15))).toThrow('128 random bits');
  });
});

describe('checked by xmlsec1 and the OASIS schemas', () => {
  const schemas = '/usr/share/xml/opensaml';
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adminx-saml-'));
    writeFileSync(join(folder, 'catalog.xml'), catalog());
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** In CI the tools must be there; elsewhere their absence is said aloud. */
  function haveTools(): boolean {
    const have = ['/usr/bin/xmlsec1', '/usr/bin/xmllint', schemas].every((path) =>
      existsSync(path),
    );
    const advice =
      'Install xmlsec1, libxml2-utils, opensaml-schemas and xmltooling-schemas to check what we ' +
      'write independently';
    if (!have && process.env['CI'] === 'true') throw new Error(advice);
    if (!have) process.stderr.write(`NOT CHECKED: ${advice}.\n`);
    return have;
  }

  function write(xml: string): string {
    const path = join(folder, `${createHash('sha256').update(xml).digest('hex').slice(0, 16)}.xml`);
    writeFileSync(path, xml);
    return path;
  }

  function validate(xml: string, schema: string): void {
    execFileSync('xmllint', ['--nonet', '--noout', '--schema', join(schemas, schema), write(xml)], {
      env: { ...process.env, XML_CATALOG_FILES: join(folder, 'catalog.xml') },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  function verify(xml: string, node: string, trusted = 'idp-certificate.pem'): void {
    execFileSync(
      'xmlsec1',
      [
        ...['--verify', '--pubkey-cert-pem', join(testdata, trusted)],
        ...['--enabled-key-data', 'rsa', '--enabled-reference-uris', 'same-doc'],
        ...['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:protocol:Response'],
        ...['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion'],
        ...['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor'],
        ...['--node-xpath', node, write(xml)],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
  }

  const ofResponse = "/*[local-name()='Response']/*[local-name()='Signature']";
  const ofMetadata = "/*[local-name()='EntityDescriptor']/*[local-name()='Signature']";
  const ofAssertion = "//*[local-name()='Assertion']/*[local-name()='Signature']";

  it('verifies both signatures of a Response, and neither with another key', async () => {
    if (!haveTools()) return;
    const xml = await buildResponse(options());
    verify(xml, ofResponse);
    verify(xml, ofAssertion);
    expect(() => {
      verify(xml, ofResponse, 'other-certificate.pem');
    }).toThrow();
    expect(() => {
      verify(xml.replace('>hwk<', '>swk<'), ofAssertion);
    }).toThrow();
  });

  it('follows the schemas of the protocol, the assertion and the signature', async () => {
    if (!haveTools()) return;
    const xml = await buildResponse(options());
    validate(xml, 'saml-schema-protocol-2.0.xsd');
    expect(() => {
      validate(xml.replace('Version="2.0"', ''), 'saml-schema-protocol-2.0.xsd');
    }).toThrow();
  });

  it('holds for a Response that says no', async () => {
    if (!haveTools()) return;
    const xml = await buildErrorResponse({
      responseId: '_e',
      now,
      issuer: 'https://login.acme.example/saml/metadata',
      acsUrl: 'https://acme.okta.com/acs',
      inResponseTo: 'id1',
      status: [statusCode.responder, statusCode.noPassive],
      signer,
    });
    validate(xml, 'saml-schema-protocol-2.0.xsd');
    verify(xml, ofResponse);
    expect(xml).not.toContain('Assertion');
  });

  it('holds for our metadata', async () => {
    if (!haveTools()) return;
    const xml = await buildIdpMetadata({
      id: '_m',
      entityId: 'https://login.acme.example/saml/metadata',
      ssoUrl: 'https://login.acme.example/saml/sso',
      sloUrl: 'https://login.acme.example/saml/slo',
      certificatesBase64: [certificateBase64, certificateBase64],
      validUntil: new Date('2026-12-07T10:00:00Z'),
      signer,
    });
    validate(xml, 'saml-schema-metadata-2.0.xsd');
    verify(xml, ofMetadata);
  });

  /** The schemas import each other by addresses on the web; all of them lie beside each other here. */
  function catalog(): string {
    const tooling = '/usr/share/xml/xmltooling';
    const places: readonly (readonly [string, string])[] = [
      [
        'http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd',
        `${tooling}/xmldsig-core-schema.xsd`,
      ],
      [
        'http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd',
        `${tooling}/xenc-schema.xsd`,
      ],
      ['http://www.w3.org/2001/xml.xsd', `${tooling}/xml.xsd`],
      [`${schemas}/xmldsig-core-schema.xsd`, `${tooling}/xmldsig-core-schema.xsd`],
      [`${schemas}/xenc-schema.xsd`, `${tooling}/xenc-schema.xsd`],
      [`${schemas}/xml.xsd`, `${tooling}/xml.xsd`],
    ];
    const entries = places
      .flatMap(([from, to]) => [
        `<system systemId="${from}" uri="file://${to}"/>`,
        `<uri name="${from}" uri="file://${to}"/>`,
      ])
      .join('');
    return `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">${entries}</catalog>`;
  }
});
