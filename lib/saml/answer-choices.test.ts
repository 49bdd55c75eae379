import { createDecipheriv, constants, privateDecrypt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildSpKey } from '@/lib/testing/saml-requests';
import { authnContextOf, chooseAuthnContext } from './choose-authn-context';
import { chooseNameIdFormat } from './choose-name-id';
import { encryptAssertion, readEncryptionKey } from './encrypt-assertion';
import { makeNameId } from './make-name-id';
import { authnContext, nameIdFormat } from './saml-uris';

const passkey = ['hwk', 'phr', 'mfa'];
const { unspecified, password, passwordProtectedTransport: protectedPassword } = authnContext;
const mfa = authnContext.refedsMfa;

describe('the authentication context', () => {
  it.each([
    [[], null, mfa],
    [[mfa], 'exact', mfa],
    [[unspecified], null, unspecified],
    [[password, unspecified], 'exact', unspecified],
    [[protectedPassword], 'minimum', mfa],
    [[protectedPassword], 'better', mfa],
    [[mfa], 'minimum', mfa],
    [[mfa, password], 'maximum', mfa],
  ])('for %j compared by %s is %s', (classes, comparison, stated) => {
    expect(chooseAuthnContext({ classes, comparison }, passkey)).toBe(stated);
  });

  it.each([
    ['exact', [password]],
    ['exact', ['urn:x']],
    ['minimum', ['urn:x']],
    ['better', [mfa]],
    ['better', [password, 'urn:x']],
    ['maximum', [password]],
    ['sideways', [mfa]],
  ])('C21: cannot be met: %s %j', (comparison, classes) => {
    expect(chooseAuthnContext({ classes, comparison }, passkey)).toBeNull();
  });

  it('tells the truth about a session without a second factor', () => {
    expect(authnContextOf(['hwk'])).toBe(unspecified);
    expect(chooseAuthnContext({ classes: [mfa], comparison: null }, ['hwk'])).toBeNull();
    expect(chooseAuthnContext({ classes: [password], comparison: 'minimum' }, ['hwk'])).toBeNull();
  });
});

describe('the NameID', () => {
  const rule = {
    entityId: 'https://sp.example',
    registered: nameIdFormat.unspecified,
    alsoOffered: [nameIdFormat.persistent, nameIdFormat.transient],
  };

  it('has the format the SP asks for, or that of the application', () => {
    const choose = (format: string | null) =>
      chooseNameIdFormat({ format, spNameQualifier: rule.entityId }, rule);
    expect(choose(null)).toBe(nameIdFormat.unspecified);
    expect(choose(nameIdFormat.transient)).toBe(nameIdFormat.transient);
    expect(choose(nameIdFormat.emailAddress)).toBeNull();
    expect(choose('urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted')).toBeNull();
  });

  it('C20, C28: is never that of another SP', () => {
    const policy = { format: nameIdFormat.persistent, spNameQualifier: 'https://other.example' };
    expect(chooseNameIdFormat(policy, rule)).toBeNull();
  });

  it('is made of what the format promises', () => {
    const sources = {
      format: nameIdFormat.unspecified,
      registeredFormat: nameIdFormat.unspecified,
      source: 'LOGIN',
      login: 'ada',
      email: 'ada@example.com',
      expressed: null,
      persistent: 'p',
      transient: 't',
      idpEntityId: 'idp',
      spEntityId: 'sp',
    } as const;
    const qualifiers = { idp: 'idp', sp: 'sp' };
    expect(makeNameId(sources).value).toBe('ada');
    expect(makeNameId({ ...sources, source: 'EMAIL' }).value).toBe('ada@example.com');
    const { persistent: format, transient, emailAddress } = nameIdFormat;
    expect(makeNameId({ ...sources, format })).toEqual({ format, value: 'p', qualifiers });
    expect(makeNameId({ ...sources, format: transient })).toMatchObject({ value: 't', qualifiers });
    expect(makeNameId({ ...sources, format: emailAddress }).value).toBe('ada@example.com');
    const expressed = { ...sources, source: 'EXPRESSION', expressed: 'a.lovelace' } as const;
    expect(makeNameId(expressed).value).toBe('a.lovelace');
    const nameless = { ...expressed, expressed: '' };
    expect(() => makeNameId(nameless)).toThrow(
      expect.objectContaining({ code: 'saml.name_id_empty' }) as Error,
    );
  });
});

describe('encryptAssertion', () => {
  it('seals with AES-256-GCM under RSA-OAEP, so that one changed bit is noticed', async () => {
    const key = await buildSpKey();
    const randomness = { key: Buffer.alloc(32, 7), nonce: Buffer.alloc(12, 9) };
    const publicKey = readEncryptionKey(key.certificatePem);
    const xml = encryptAssertion('<saml:Assertion>é</saml:Assertion>', { publicKey, randomness });
    const [wrapped = '', sealed = ''] = [...xml.matchAll(/CipherValue>([^<]+)/g)].map(
      ([, value]) => value ?? '',
    );
    const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
    const secret = privateDecrypt({ key: key.privateKey, ...oaep }, Buffer.from(wrapped, 'base64'));
    const bytes = Buffer.from(sealed, 'base64');
    const open = (data: Buffer) => {
      const decipher = createDecipheriv('aes-256-gcm', secret, data.subarray(0, 12));
      decipher.setAuthTag(data.subarray(-16));
      return Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]).toString();
    };
    expect(open(bytes)).toBe('<saml:Assertion>é</saml:Assertion>');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    expect(() => open(bytes)).toThrow();
  });

  it('A26: refuses a certificate that cannot be used', () => {
    expect(() => readEncryptionKey('nonsense')).toThrow(
      expect.objectContaining({ code: 'saml.encryption_key_unusable' }) as Error,
    );
  });
});
