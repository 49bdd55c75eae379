import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overrideConfigForTests } from '@/lib/config/config';
import { forgetMasterKeyForTests, loadMasterKey } from './master-key';
import { decryptSecret, encryptSecret } from './secret-box';

const plain = Buffer.from('the private key of a tenant');

function flip(bytes: Buffer, index: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}

function useMasterKey(fill: number): void {
  overrideConfigForTests({ masterKey: Buffer.alloc(32, fill) });
  forgetMasterKeyForTests();
}

beforeEach(() => {
  useMasterKey(1);
});

afterEach(() => {
  overrideConfigForTests();
  forgetMasterKeyForTests();
});

describe('a secret at rest', () => {
  it('opens with its key and its context', () => {
    const { ciphertext, keyId } = encryptSecret(plain, 'signing-key:a');
    expect(decryptSecret(ciphertext, keyId, 'signing-key:a')).toEqual(plain);
  });

  it('never looks the same twice and never shows the plain text', () => {
    const one = encryptSecret(plain, 'signing-key:a').ciphertext;
    const two = encryptSecret(plain, 'signing-key:a').ciphertext;
    expect(one).not.toEqual(two);
    expect(one.includes(plain)).toBe(false);
  });

  it('does not open in another context, so a row cannot be swapped', () => {
    const { ciphertext, keyId } = encryptSecret(plain, 'signing-key:a');
    expect(() => decryptSecret(ciphertext, keyId, 'signing-key:b')).toThrow();
  });

  it.each([
    ['the nonce', 0],
    ['the tag', 12],
    ['the text', 28],
  ])('does not open when %s was changed', (_name, index) => {
    const { ciphertext, keyId } = encryptSecret(plain, 'signing-key:a');
    expect(() => decryptSecret(flip(ciphertext, index), keyId, 'signing-key:a')).toThrow();
  });

  it('does not open when it was cut short', () => {
    const { ciphertext, keyId } = encryptSecret(plain, 'signing-key:a');
    expect(() => decryptSecret(ciphertext.subarray(0, 20), keyId, 'signing-key:a')).toThrow();
  });

  it('does not open under another master key, and says which one it needs', () => {
    const { ciphertext, keyId } = encryptSecret(plain, 'signing-key:a');
    useMasterKey(2);
    expect(() => decryptSecret(ciphertext, keyId, 'signing-key:a')).toThrow(keyId);
  });
});

describe('the master key of the embedded default', () => {
  let folder: string;
  const settings = () => ({
    masterKey: null,
    masterKeyFile: null,
    configDir: join(folder, 'adminx'),
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'adminx-key-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is made once, readable by its owner alone', () => {
    const first = loadMasterKey(settings());
    const path = join(folder, 'adminx', 'master.key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(loadMasterKey(settings())).toEqual(first);
    expect(readFileSync(path, 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
  });

  it('is refused when others can read it', () => {
    loadMasterKey(settings());
    chmodSync(join(folder, 'adminx', 'master.key'), 0o644);
    expect(() => loadMasterKey(settings())).toThrow(/chmod 600/);
  });

  it('is refused with a sentence when a file holds something else', () => {
    const path = join(folder, 'key');
    writeFileSync(path, 'not a key');
    expect(() => loadMasterKey({ ...settings(), masterKeyFile: path })).toThrow(
      /32 bytes in base64/,
    );
  });

  it('is refused with a sentence when the named file is missing', () => {
    const path = join(folder, 'missing');
    expect(() => loadMasterKey({ ...settings(), masterKeyFile: path })).toThrow(/ENOENT/);
  });
});
