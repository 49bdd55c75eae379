import { expect, it } from 'vitest';
import { customApplicationSchema } from './custom-applications';

const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
const acs = (url: string, index = 0) => ({ url, index });
const values = {
  ...{ name: 'CRM', entityId: 'https://crm.example', acs: [acs('https://crm.example/acs')] },
  ...{ sloUrl: '', sloResponseUrl: '', sloBinding: 'post', signingCertificates: pem },
  ...{ requireSignedRequests: true, signedParts: 'ASSERTION', encryption: 'WHEN_AVAILABLE' },
  ...{ encryptionCertificate: '', nameIdFormat: 'persistent', nameIdSource: 'LOGIN' },
  ...{ nameIdExpression: '', honoursAuthnContext: false, allowsIdpInitiated: false },
  ...{ defaultRelayState: '', assertionSeconds: 120, sessionSeconds: null },
  ...{ metadataUrl: '', metadataSignerSha256: '' },
};

it('takes what is whole, and any text as entity ID', () => {
  expect(customApplicationSchema.safeParse(values).success).toBe(true);
  expect(customApplicationSchema.safeParse({ ...values, entityId: 'crm' }).success).toBe(true);
});

it.each([
  ['no address', { acs: [] }, 'acs'],
  ['an address twice', { acs: [acs('https://a/', 0), acs('https://a/', 1)] }, 'acs.1.url'],
  ['an index twice', { acs: [acs('https://a/', 0), acs('https://b/', 0)] }, 'acs.1.index'],
  ['C12: javascript:', { acs: [acs('javascript:alert(1)')] }, 'acs.0.url'],
  ['C12: a user name', { acs: [acs('https://a@crm.example/')] }, 'acs.0.url'],
  ['a control character', { nameIdExpression: '"a\u0001"' }, 'nameIdExpression'],
  ['half a surrogate', { nameIdExpression: '"\ud800"' }, 'nameIdExpression'],
  ['required without key', { signingCertificates: '' }, 'signingCertificates'],
  [
    'logout without key',
    { requireSignedRequests: false, signingCertificates: '', sloUrl: 'https://crm.example/slo' },
    'signingCertificates',
  ],
  ['no key to encrypt for', { encryption: 'REQUIRED' }, 'encryptionCertificate'],
  ['two keys to encrypt for', { encryptionCertificate: pem + pem }, 'encryptionCertificate'],
  [
    'a private key',
    { encryptionCertificate: '-----BEGIN PRIVATE KEY-----' },
    'encryptionCertificate',
  ],
  [
    'a list as name',
    { nameIdSource: 'EXPRESSION', nameIdExpression: 'user.groups' },
    'nameIdExpression',
  ],
])('refuses %s at its field', (_name, more, path) => {
  const result = customApplicationSchema.safeParse({ ...values, ...more });
  expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});
