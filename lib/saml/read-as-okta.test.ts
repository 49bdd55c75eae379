import { createPrivateKey } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { createSelfSignedCertificate } from '@/lib/x509/create-certificate';
import { toX5c } from '@/lib/x509/pem';
import { buildResponse, type ResponseOptions } from './build-response';
import { expectLogLine, readAsOkta, type OktaSide } from './read-as-okta';
import { nameIdFormat } from './saml-uris';

const now = new Date('2026-11-24T10:00:00.000Z');
let signer: ResponseOptions['signer'];
let okta: OktaSide;

beforeAll(async () => {
  const made = await createSelfSignedCertificate({
    commonName: 'acme',
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2027-01-01T00:00:00Z'),
  });
  const key = { key: made.privateKeyPkcs8, format: 'der', type: 'pkcs8' } as const;
  const { certificatePem } = made;
  signer = { privateKey: createPrivateKey(key), certificateBase64: toX5c(certificatePem) };
  okta = {
    ...{ issuer: 'https://idp.example/saml/metadata', audience: 'https://sp.example', now },
    ...{ acsUrl: 'https://acme.okta.com/sso/saml2/0oa1', requestId: 'id1' },
    ...{ login: 'ada@example.com', certificatePem },
  };
});

const attributes = ['firstName', 'lastName', 'email'].map((name) => ({ name, values: ['Ada'] }));

const answer = (values: Partial<ResponseOptions> = {}) =>
  buildResponse({
    ...{ responseId: '_r', assertionId: '_a', sessionIndex: '_s', now, signer, attributes },
    ...{ issuer: okta.issuer, acsUrl: okta.acsUrl, audience: okta.audience, inResponseTo: 'id1' },
    nameId: { value: okta.login, format: nameIdFormat.emailAddress },
    ...{ authnInstant: now, authnContextClassRef: 'urn:x' },
    ...values,
  });

const failures = (xml: string, side: Partial<OktaSide> = {}) =>
  (readAsOkta(xml, { ...okta, ...side }) ?? []).filter(({ passed }) => !passed);

it.each(['both', 'assertion', 'response'] as const)(
  'accepts an answer with %s signed',
  async (signs) => {
    const checks = readAsOkta(await answer({ signs }), okta);
    expect(checks?.length).toBeGreaterThan(11);
    expect(checks?.filter(({ passed }) => !passed)).toEqual([]);
    expect(expectLogLine(checks ?? [])).toMatchObject({ outcome: 'SUCCESS', reason: null });
  },
);

it.each<[string, Partial<OktaSide>, string]>([
  ['issuer', { issuer: 'https://other.example' }, 'Issuer did not match'],
  ['audience', { audience: 'https://other.example' }, 'Unable to validate incoming SAML Assertion'],
  ['in_response_to', { requestId: 'id2' }, 'Unable to validate incoming SAML Assertion'],
  [
    'window',
    { now: new Date('2026-11-24T10:08:00Z') },
    'Unable to validate incoming SAML Assertion',
  ],
  [
    'window',
    { now: new Date('2026-11-24T09:55:00Z') },
    'Unable to validate incoming SAML Assertion',
  ],
  ['name_id', { login: 'bob@example.com' }, 'Unable to match the transformed username'],
])('tells what Okta says to a wrong %s', async (id, side, reason) => {
  const found = failures(await answer(), side);
  expect(found.map((one) => one.id)).toEqual([id]);
  expect(expectLogLine(found)).toMatchObject({ outcome: 'FAILURE', reason });
});

it('misses attributes that are needed to create the person', async () => {
  const xml = await answer({ attributes: attributes.slice(0, 2) });
  expect(failures(xml).map(({ id }) => id)).toEqual(['email']);
});

it('A12: does not take a signature over changed words', async () => {
  const xml = (await answer()).replace('ada@example.com', 'eve@example.com');
  const found = failures(xml, { login: 'eve@example.com' });
  expect(found).toMatchObject([{ id: 'signature', found: 'nothing' }]);
});

it('reads nothing where there is no plain assertion', () => {
  expect(readAsOkta('<a/>', okta)).toBeNull();
  expect(readAsOkta('no XML', okta)).toBeNull();
});
