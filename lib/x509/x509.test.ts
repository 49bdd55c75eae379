import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  X509Certificate,
} from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createSelfSignedCertificate,
  defaultNotAfter,
  type NewCertificate,
} from './create-certificate';
import { encodeObjectIdentifier, encodeTime, encodeUnsignedInteger } from './der';
import { toDer, toPem, toX5c } from './pem';
import { readCertificate } from './read-certificate';

const notBefore = new Date('2026-11-23T10:00:00Z');
const notAfter = defaultNotAfter(notBefore);
let made: NewCertificate;

beforeAll(async () => {
  made = await createSelfSignedCertificate({
    commonName: 'acme, "Inc" ü= sign',
    notBefore,
    notAfter,
  });
});

/** Makes a certificate with a key of our choice through openssl. */
function opensslCertificate(...newKey: readonly string[]): string {
  return execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', ...newKey, '-nodes', '-keyout', '/dev/null', '-subj', '/CN=t'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
}

describe('createSelfSignedCertificate', () => {
  it('is read by Node with the key, name and dates that were asked for', () => {
    const parsed = new X509Certificate(made.certificatePem);
    expect(parsed.subject).toBe('CN=acme\\, \\"Inc\\" ü= sign');
    expect(parsed.ca).toBe(false);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    const privateKey = createPrivateKey({
      key: made.privateKeyPkcs8,
      format: 'der',
      type: 'pkcs8',
    });
    expect(parsed.checkPrivateKey(privateKey)).toBe(true);
    expect(createPublicKey(privateKey).asymmetricKeyDetails?.modulusLength).toBe(2048);
    const facts = readCertificate(made.certificatePem);
    expect(facts.notBefore).toEqual(notBefore);
    expect(facts.notAfter).toEqual(new Date('2036-11-23T10:00:00Z'));
  });

  it('is read by openssl, which sees SHA-256, version 3 and the key usage', () => {
    const text = execFileSync('openssl', ['x509', '-noout', '-text'], {
      input: made.certificatePem,
      encoding: 'utf8',
    });
    expect(text).toContain('sha256WithRSAEncryption');
    expect(text).toContain('Version: 3');
    expect(text).toContain('Digital Signature');
    expect(text).toContain('CA:FALSE');
  });

  it('gives every certificate its own long serial', async () => {
    const other = await createSelfSignedCertificate({ commonName: 'a', notBefore, notAfter });
    const serials = [made, other].map(
      (one) => new X509Certificate(one.certificatePem).serialNumber,
    );
    expect(new Set(serials).size).toBe(2);
    expect(serials.every((serial) => serial.length === 32)).toBe(true);
  });
});

describe('readCertificate', () => {
  it('tells fingerprints that openssl agrees with', () => {
    const facts = readCertificate(made.certificatePem);
    const openssl = (digest: string) =>
      execFileSync('openssl', ['x509', '-noout', '-fingerprint', digest], {
        input: made.certificatePem,
        encoding: 'utf8',
      })
        .replace(/^.*=/, '')
        .replace(/[:\s]/g, '')
        .toLowerCase();
    expect(facts.fingerprintSha256).toBe(openssl('-sha256'));
    expect(facts.fingerprintSha1).toBe(openssl('-sha1'));
    expect(Buffer.from(facts.x5tS256, 'base64url').toString('hex')).toBe(facts.fingerprintSha256);
    expect(facts).toMatchObject({ keyType: 'rsa', keyBits: 2048, pem: made.certificatePem });
    expect(toX5c(made.certificatePem)).toBe(facts.der.toString('base64'));
  });

  it('A26: refuses an RSA key that is too small', () => {
    expect(() => readCertificate(opensslCertificate('rsa:1024'))).toThrow(
      expect.objectContaining({ code: 'certificates.key_weak' }),
    );
  });

  it('A26: reads EC keys as EC and refuses other kinds of key', () => {
    const ec = opensslCertificate('ec', '-pkeyopt', 'ec_paramgen_curve:P-256');
    expect(readCertificate(ec)).toMatchObject({ keyType: 'ec', keyBits: 256 });
    expect(() => readCertificate(opensslCertificate('ed25519'))).toThrow(
      expect.objectContaining({ code: 'certificates.key_unsupported' }),
    );
  });

  it.each([
    ['nothing', () => ''],
    ['a bare word', () => 'certificate'],
    ['two certificates', () => made.certificatePem + made.certificatePem],
    ['text around the block', () => `subject=x\n${made.certificatePem}`],
    ['a public key', () => publicKeyPem()],
    ['a cut certificate', () => toPem(toDer(made.certificatePem).subarray(0, 300))],
    [
      'bytes after the certificate',
      () => toPem(Buffer.concat([toDer(made.certificatePem), Buffer.from([0])])),
    ],
    ['the url-safe alphabet', () => made.certificatePem.replace(/[A-Z](?=[^-\n]*\n)/, '_')],
    ['100 kB of text', () => made.certificatePem + ' '.repeat(100_000)],
  ])('A26: refuses %s', (_name, pem) => {
    expect(() => readCertificate(pem())).toThrow(
      expect.objectContaining({ code: 'certificates.malformed' }),
    );
  });
});

describe('DER', () => {
  it('encodes the edge cases as X.690 says', () => {
    expect(encodeUnsignedInteger(Buffer.from([0, 0, 0x80])).toString('hex')).toBe('02020080');
    expect(encodeUnsignedInteger(Buffer.from([0])).toString('hex')).toBe('020100');
    expect(encodeObjectIdentifier('1.2.840.113549').toString('hex')).toBe('06062a864886f70d');
    expect(encodeTime(new Date('2049-12-31T23:59:59Z')).toString('ascii')).toContain(
      '491231235959Z',
    );
    expect(encodeTime(new Date('2050-01-01T00:00:00Z')).toString('ascii')).toContain(
      '20500101000000Z',
    );
  });
});

function publicKeyPem(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    type: 'spki',
    format: 'pem',
  }) as string;
}
