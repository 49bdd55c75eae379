import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { overrideConfigForTests } from '@/lib/config/config';
import type { MetadataReading } from '@/lib/schemas/application-metadata';
import { isAppError } from '@/lib/shared/errors';
import { buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import {
  buildSpKey,
  signSpMetadata,
  writeSpMetadata,
  type SpKey,
} from '@/lib/testing/saml-requests';
import { createSelfSignedCertificate } from '@/lib/x509/create-certificate';
import { applyMetadata } from './apply-metadata';
import { compareMetadata } from './compare-metadata';
import { createCustomApplication } from './create-custom-application';
import { setMetadataResolverForTests } from './fetch-metadata';
import { readMetadata } from './read-metadata';

const origin = 'https://crm.example';
const secret = 'INTERNAL-SECRET';

let spKey: SpKey;
let otherKey: SpKey;
let expiredPem: string;

beforeAll(async () => {
  [spKey, otherKey] = await Promise.all([buildSpKey(), buildSpKey()]);
  const expired = await createSelfSignedCertificate({
    commonName: 'old',
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2021-01-01T00:00:00Z'),
  });
  expiredPem = expired.certificatePem;
});

const write = (certificatePem = spKey.certificatePem, entityId = `${origin}/metadata`) =>
  writeSpMetadata({
    entityId,
    acsUrls: [`${origin}/acs`],
    sloUrl: `${origin}/slo`,
    certificatePem,
  });
const withId = (xml: string) => xml.replace('<md:EntityDescriptor', '<md:EntityDescriptor ID="_m"');
const many = (...entities: string[]) =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${entities.join('')}</md:EntitiesDescriptor>`;

const privateAddresses = [
  ...['https://127.0.0.1/m', 'https://[::1]/m', 'https://10.0.0.1/m', 'https://172.16.0.1/m'],
  ...['https://192.168.0.1/m', 'https://169.254.169.254/latest/meta-data', 'https://[fc00::1]/m'],
  ...['https://[fe80::1]/m', 'https://0.0.0.0/m', 'https://100.64.0.1/m'],
  ...['https://[::ffff:127.0.0.1]/m', 'https://2130706433/m', 'https://0177.0.0.1/m'],
  'https://0x7f000001/m',
];
const forbiddenAddresses = [
  ...['file:///etc/passwd', 'gopher://crm.example/', 'data:application/xml,<x/>'],
  ...['http://crm.example/m', 'https://user:secret@crm.example/m', 'https://crm.example:8443/m'],
  ...['https://crm.example./m', 'https://intranet/m'],
];

describeOnEmbeddedDatabase('metadata of applications', (getDb) => {
  let actor: Actor;
  const servers: Server[] = [];

  beforeEach(async () => {
    actor = buildPersonActor((await buildTenant(getDb())).id);
  });

  afterEach(() => {
    setMetadataResolverForTests();
    overrideConfigForTests();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const readXml = (xml: string, entityId: string | null = null) =>
    readMetadata(actor, { source: { kind: 'xml', xml }, entityId });
  const readUrl = (url: string) =>
    readMetadata(actor, { source: { kind: 'url', url }, entityId: null });
  const previewOf = (reading: MetadataReading) => {
    if (reading.kind !== 'preview') throw new Error('Asked to choose');
    return reading.preview;
  };
  const odditiesOf = async (xml: string) =>
    previewOf(await readXml(xml)).oddities.map(({ code }) => code);
  const coded = (code: string) => expect.objectContaining({ code }) as Error;

  /** Serves on loopback, which is allowed as the stand-in of this test alone. */
  const serve = async (listener: RequestListener) => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    overrideConfigForTests({ oktaSandboxUrl: url });
    return `${url}/metadata`;
  };
  const answer =
    (body: string | Buffer, headers: Record<string, string> = {}): RequestListener =>
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/samlmetadata+xml', ...headers });
      response.end(body);
    };

  it('E1: reads nothing at a private address, however it is written', async () => {
    const genuine = await serve(answer(write()));
    expect(previewOf(await readUrl(genuine)).values.entityId).toBe(`${origin}/metadata`);
    for (const url of privateAddresses) {
      await expect(readUrl(url), url).rejects.toThrow(coded('net.address_forbidden'));
    }
  });

  it('E2: refuses a public name that leads into a private network, also at the second look', async () => {
    const answers = ['192.168.1.10', '127.0.0.1'];
    setMetadataResolverForTests(() =>
      Promise.resolve([{ address: answers.shift() ?? '10.0.0.1', family: 4 }]),
    );
    await expect(readUrl('https://crm.example/m')).rejects.toThrow(coded('net.address_forbidden'));
    await expect(readUrl('https://crm.example/m')).rejects.toThrow(coded('net.address_forbidden'));
  });

  it('E3: follows no redirect', async () => {
    let hits = 0;
    const url = await serve((request, response) => {
      hits += 1;
      if (request.url === '/other') answer(write())(request, response);
      else response.writeHead(302, { location: '/other' }).end();
    });
    await expect(readUrl(url)).rejects.toThrow(coded('net.redirected'));
    expect(hits).toBe(1);
    expect(previewOf(await readUrl(url.replace('/metadata', '/other'))).values.name).not.toBe('');
  });

  it('E4: refuses other schemes, ports, user names and bare hosts', async () => {
    for (const url of forbiddenAddresses) {
      await expect(readUrl(url), url).rejects.toThrow(coded('net.url_forbidden'));
    }
  });

  it('E5: stops at half a megabyte, and takes no compressed body', async () => {
    await expect(readUrl(await serve(answer('x'.repeat(524_289))))).rejects.toThrow(
      coded('net.answer_too_large'),
    );
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    const zipped = await serve(answer(bomb, { 'content-encoding': 'gzip' }));
    await expect(readUrl(zipped)).rejects.toThrow(coded('net.answer_unusable'));
  });

  it('E5: says that it got a web page, something else than XML, or half of it', async () => {
    for (const [type, body, code] of [
      ['text/html', '<!DOCTYPE html><p>Sign in', 'saml.metadata_web_page'],
      ['text/plain', '<html><p>Sign in<br></html>', 'saml.metadata_web_page'],
      ['image/png', 'PNG', 'saml.metadata_media_type'],
      ['text/xml', write().slice(0, 300), 'saml.metadata_not_xml'],
    ] as const) {
      const url = await serve(answer(body, { 'content-type': type }));
      await expect(readUrl(url), type).rejects.toThrow(coded(code));
    }
  });

  it('E6: asks which of many applications is meant, and reads that one alone', async () => {
    const two = many(write(), write(otherKey.certificatePem, 'https://hr.example/metadata'));
    expect(await readXml(two)).toEqual({
      kind: 'choose',
      entityIds: [`${origin}/metadata`, 'https://hr.example/metadata'],
      count: 2,
    });
    const { values } = previewOf(await readXml(two, 'https://hr.example/metadata'));
    expect(values.entityId).toBe('https://hr.example/metadata');
    expect(values.signingCertificates.trim()).toBe(otherKey.certificatePem.trim());
    await expect(readXml(many(write(), write()))).rejects.toThrow(coded('saml.metadata_ambiguous'));
  });

  it('E6: refuses an identity provider, and asks by name for another entity ID', async () => {
    const idp = write().replaceAll('SPSSODescriptor', 'IDPSSODescriptor');
    await expect(readXml(idp)).rejects.toThrow(coded('saml.metadata_not_sp'));
    await expect(readXml(many(idp))).rejects.toThrow(coded('saml.metadata_not_sp'));
    const applicationId = await create(write());
    const other = await compare(applicationId, write(undefined, 'https://evil.example/metadata'));
    expect(other.dangers).toEqual(['entity_id_changed']);
    const { version, values } = other;
    const change = { applicationId, version, values };
    await expect(applyMetadata(actor, { ...change, confirmedName: 'x' })).rejects.toThrow(
      coded('applications.name_not_confirmed'),
    );
    expect(await stored()).toMatchObject({ entityId: `${origin}/metadata` });
    await applyMetadata(actor, { ...change, confirmedName: 'crm.example' });
    expect(await stored()).toMatchObject({ entityId: 'https://evil.example/metadata' });
    // What was compared is not what is stored any more: not even the name confirms it.
    await expect(applyMetadata(actor, { ...change, confirmedName: 'crm.example' })).rejects.toThrow(
      coded('applications.changed_meanwhile'),
    );
  });

  it('E7: says which keys are used and never stops verifying', async () => {
    const applicationId = await create(write());
    const noUse = write().replace(' use="signing"', '');
    expect(await odditiesOf(noUse)).toContain('key_without_use');
    const expired = write().replace(
      spKey.certificatePem.replace(/-----[^-]+-----|\s/gu, ''),
      expiredPem.replace(/-----[^-]+-----|\s/gu, ''),
    );
    expect(await odditiesOf(expired)).toContain('certificate_expired');
    const onlyEncryption = write().replace(
      /<md:KeyDescriptor use="signing">.*?<\/md:KeyDescriptor>/u,
      '',
    );
    await expect(readXml(onlyEncryption)).rejects.toThrow(coded('saml.metadata_no_usable_key'));
    const unsigned = onlyEncryption.replace('AuthnRequestsSigned="true" ', '');
    expect(await odditiesOf(unsigned)).toEqual(
      expect.arrayContaining(['no_signing_key', 'logout_without_key']),
    );
    const { values } = await compare(applicationId, unsigned);
    expect(values.requireSignedRequests).toBe(true);
    expect(values.signingCertificates).toBe((await stored()).requestCertificatePems.join(''));
  });

  it('E7: takes two keys for a change of keys, and leaves out what is no key', async () => {
    const [signing = ''] =
      /<md:KeyDescriptor use="signing">.*?<\/md:KeyDescriptor>/u.exec(write()) ?? [];
    const [other = ''] =
      /<md:KeyDescriptor use="signing">.*?<\/md:KeyDescriptor>/u.exec(
        write(otherKey.certificatePem),
      ) ?? [];
    const junk = signing.replace(/(X509Certificate>)[^<]+/u, '$1AAAA');
    const { oddities, signingCertificates } = previewOf(
      await readXml(write().replace(signing, signing + other + junk)),
    );
    expect(signingCertificates).toHaveLength(2);
    expect(oddities.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['several_signing_keys', 'key_unusable']),
    );
  });

  it('E8: refuses what has expired, and a signature that is wrong', async () => {
    const past = write().replace('entityID=', 'validUntil="2020-01-01T00:00:00Z" entityID=');
    await expect(readXml(past)).rejects.toThrow(coded('saml.metadata_expired'));
    const signed = signSpMetadata(withId(write()), otherKey);
    expect(previewOf(await readXml(signed)).signerFingerprint).toMatch(/^[0-9A-F:]{95}$/u);
    for (const broken of [
      signed.replace(`${origin}/acs`, `${origin}/acs2`),
      signed.replace('<md:SPSSODescriptor', '<md:Extensions/><md:SPSSODescriptor'),
      signed.replace(/<ds:X509Certificate>.*?<\/ds:X509Certificate>/u, ''),
      many(signed),
    ]) {
      expect(broken).not.toBe(signed);
      await expect(readXml(broken)).rejects.toThrow(coded('saml.metadata_signature_wrong'));
    }
  });

  it('E8: keeps the last good values, and asks by name when it is not signed any more', async () => {
    const applicationId = await create(signSpMetadata(withId(write()), otherKey));
    const before = await stored();
    const broken = signSpMetadata(withId(write()), otherKey).replace('/acs"', '/acs2"');
    await expect(compare(applicationId, broken)).rejects.toThrow(
      coded('saml.metadata_signature_wrong'),
    );
    expect(await stored()).toEqual(before);
    const [same, gone, another] = [
      await compare(applicationId, signSpMetadata(withId(write()), otherKey)),
      await compare(applicationId, write()),
      await compare(applicationId, signSpMetadata(withId(write()), spKey)),
    ];
    expect(same).toMatchObject({ changes: [], dangers: [] });
    expect(gone.dangers).toEqual(['signature_gone']);
    expect(another.dangers).toEqual(['signer_changed']);
    const { version, values } = gone;
    const change = { applicationId, version, values, confirmedName: '' };
    await expect(applyMetadata(actor, change)).rejects.toThrow(
      coded('applications.name_not_confirmed'),
    );
  });

  it('E9: warns of http and of other hosts, and refuses what is no web address', async () => {
    const http = write().replace(`"${origin}/acs"`, '"http://crm.example/acs"');
    expect(await odditiesOf(http)).toContain('acs_http');
    const elsewhere = write().replace(`"${origin}/acs"`, '"https://evil.example/acs"');
    expect(await odditiesOf(elsewhere)).toContain('acs_other_host');
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'https://a:b@crm.example/acs']) {
      const hostile = write().replace(`"${origin}/acs"`, `"${url}"`);
      await expect(readXml(hostile)).rejects.toThrow(coded('saml.metadata_url_forbidden'));
    }
    expect(await odditiesOf(write())).toEqual(['not_signed']);
  });

  it('E10: no error holds anything of what was fetched', async () => {
    const bodies: RequestListener[] = [
      answer(secret),
      answer(`<html>${secret}</html>`, { 'content-type': 'text/html' }),
      answer(secret.repeat(40_000)),
      answer(write().replace(`"${origin}/acs"`, `"javascript:${secret}"`)),
      answer(signSpMetadata(withId(write()), otherKey).replace('/acs"', `/${secret}"`)),
      (_request, response) => response.writeHead(500).end(secret),
    ];
    for (const body of bodies) {
      const error: unknown = await readUrl(await serve(body)).catch((caught: unknown) => caught);
      expect(isAppError(error)).toBe(true);
      expect(textOf(error)).not.toContain(secret);
    }
  });

  it('B1, B6: refuses a DOCTYPE and a processing instruction, and says so', async () => {
    const doctype = '<!DOCTYPE x [<!ENTITY a "b">]>';
    await expect(readXml(doctype + write())).rejects.toThrow(coded('saml.metadata_doctype'));
    await expect(readXml(`<?php x?>${write()}`)).rejects.toThrow(coded('saml.metadata_construct'));
  });

  async function create(xml: string): Promise<string> {
    const { values } = previewOf(await readXml(xml));
    const made = await createCustomApplication(actor, { values, isFromMetadata: true });
    return made.applicationId;
  }

  async function compare(applicationId: string, xml: string) {
    const source = { kind: 'xml', xml } as const;
    const compared = await compareMetadata(actor, { applicationId, source, entityId: null });
    if (compared.kind !== 'compared') throw new Error('Asked to choose');
    return compared;
  }

  async function stored() {
    return getDb().application.findFirstOrThrow();
  }
});

/** Everything a log could make of an error, with its causes. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return `${own} ${error.message} ${textOf(error.cause ?? '')}`;
}
