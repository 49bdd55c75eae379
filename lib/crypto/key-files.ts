/** Master keys as files: 32 bytes in base64 and nothing else, readable by their owner alone. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '@/lib/config/config-error';

/** Reads a key file; {@link ConfigError} with a sentence when it cannot. */
export function readKeyFile(path: string): Buffer {
  const key = parseKeyText(readText(path));
  if (key) return key;
  throw new ConfigError([
    `The master key file ${path} must hold 32 bytes in base64 and nothing else.`,
  ]);
}

/** Like {@link readKeyFile}, and refuses a file that other users of the machine can read. */
export function readPrivateKeyFile(path: string): Buffer {
  const key = readKeyFile(path);
  refuseReadableByOthers(path);
  return key;
}

/** Several processes may start at once: the file appears whole, by linking, and the first one wins. */
export function readOrMakeDefaultKey(folder: string): Buffer {
  const path = defaultKeyPath(folder);
  if (!exists(path)) writeWhole(path, randomBytes(32));
  return readPrivateKeyFile(path);
}

/** Where the embedded default keeps its key. */
function defaultKeyPath(folder: string): string {
  return join(folder, 'master.key');
}

/** Lays the key that will replace the default one beside it, before anything depends on it. */
export function stageDefaultKey(folder: string, key: Buffer): void {
  const path = stagedKeyPath(folder);
  rmSync(path, { force: true });
  writeWhole(path, key);
}

/** The key laid beside the default one; null when there is none. */
export function readStagedDefaultKey(folder: string): Buffer | null {
  const path = stagedKeyPath(folder);
  return exists(path) ? readPrivateKeyFile(path) : null;
}

/** Puts the staged key in place in one step and keeps the one before it; returns where that lies. */
export function adoptStagedDefaultKey(folder: string, oldKeyId: string): string {
  const kept = join(folder, `master.key.${oldKeyId}`);
  if (!exists(kept)) linkSync(defaultKeyPath(folder), kept);
  renameSync(stagedKeyPath(folder), defaultKeyPath(folder));
  return kept;
}

function stagedKeyPath(folder: string): string {
  return join(folder, 'master.key.next');
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function writeWhole(path: string, key: Buffer): void {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${key.toString('base64')}\n`, { mode: 0o600, flush: true });
    chmodSync(draft, 0o600);
    linkSync(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    throw new ConfigError([
      `The master key cannot be stored as ${path} (${code ?? 'unknown reason'}); ` +
        'name another folder with ADMINX_CONFIG_DIR or give the key with ADMINX_MASTER_KEY_FILE.',
    ]);
  } finally {
    rmSync(draft, { force: true });
  }
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

function refuseReadableByOthers(path: string): void {
  if (process.platform === 'win32' || (statSync(path).mode & 0o077) === 0) return;
  throw new ConfigError([`Other users can read the master key ${path}; run: chmod 600 ${path}`]);
}
