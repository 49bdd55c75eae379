/** The key that encrypts secrets at rest. It never lies beside the data it protects. */
import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { config, type Config } from '@/lib/config/config';
import { ConfigError } from '@/lib/config/config-error';

/** The master key as used: the encryption key derived from it, and the id stored beside ciphertexts. */
export interface MasterKey {
  /** 16 hex digits that tell keys apart and say nothing about the key. */
  readonly id: string;
  readonly encryptionKey: Buffer;
}

interface MasterKeyHolder {
  adminxMasterKey?: MasterKey;
}
const holder = globalThis as MasterKeyHolder;

/** The master key of this process: from the setting, or for the embedded default made once. */
export function masterKey(): MasterKey {
  holder.adminxMasterKey ??= loadMasterKey(config());
  return holder.adminxMasterKey;
}

/** Forgets the key of this process, so that the next use reads the settings again; for tests. */
export function forgetMasterKeyForTests(): void {
  delete holder.adminxMasterKey;
}

/** Reads or makes the key the settings name; {@link ConfigError} with a sentence when it cannot. */
export function loadMasterKey(
  settings: Pick<Config, 'masterKey' | 'masterKeyFile' | 'configDir'>,
): MasterKey {
  if (settings.masterKey) return toMasterKey(settings.masterKey);
  if (settings.masterKeyFile) return toMasterKey(readKeyFile(settings.masterKeyFile));
  return toMasterKey(readOrMakeDefaultKey(settings.configDir));
}

function toMasterKey(bytes: Buffer): MasterKey {
  const id = createHash('sha256').update('adminx master key id\0').update(bytes).digest('hex');
  const derived = hkdfSync('sha256', bytes, '', 'adminx secrets at rest v1', 32);
  return { id: id.slice(0, 16), encryptionKey: Buffer.from(derived) };
}

function readKeyFile(path: string): Buffer {
  const key = parseKeyText(readText(path));
  if (key) return key;
  throw new ConfigError([
    `The master key file ${path} must hold 32 bytes in base64 and nothing else.`,
  ]);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new ConfigError([`The master key file ${path} cannot be read (${reason}).`]);
  }
}

function parseKeyText(text: string): Buffer | null {
  const trimmed = text.trim();
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return null;
  const bytes = Buffer.from(trimmed, 'base64');
  return bytes.length === 32 ? bytes : null;
}

/** Several processes may start at once: the file appears whole, by linking, and the first one wins. */
function readOrMakeDefaultKey(folder: string): Buffer {
  const path = join(folder, 'master.key');
  if (!statSync(path, { throwIfNoEntry: false })) makeDefaultKey(folder, path);
  refuseReadableByOthers(path);
  return readKeyFile(path);
}

function makeDefaultKey(folder: string, path: string): void {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
    chmodSync(draft, 0o600);
    linkSync(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    throw new ConfigError([
      `The master key cannot be stored in ${folder} (${code ?? 'unknown reason'}); ` +
        'name another folder with ADMINX_CONFIG_DIR or give the key with ADMINX_MASTER_KEY_FILE.',
    ]);
  } finally {
    rmSync(draft, { force: true });
  }
}

function refuseReadableByOthers(path: string): void {
  if (process.platform === 'win32' || (statSync(path).mode & 0o077) === 0) return;
  throw new ConfigError([`Other users can read the master key ${path}; run: chmod 600 ${path}`]);
}
