/** The key that encrypts secrets at rest. It never lies beside the data it protects. */
import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { config, type Config } from '@/lib/config/config';
import { readKeyFile, readOrMakeDefaultKey } from './key-files';

/** The master key as used: the encryption key derived from it, and the id stored beside ciphertexts. */
export interface MasterKey {
  /** 16 hex digits that tell keys apart and say nothing about the key. */
  readonly id: string;
  readonly encryptionKey: Buffer;
}

interface MasterKeyHolder {
  adminxMasterKey?: MasterKey;
  /** Every key this process can open secrets with, by id: more than one only during a change. */
  adminxMasterKeys?: Map<string, MasterKey>;
}
const holder = globalThis as MasterKeyHolder;

/** The master key of this process: from the setting, or for the embedded default made once. */
export function masterKey(): MasterKey {
  holder.adminxMasterKey ??= loadMasterKey(config());
  return holder.adminxMasterKey;
}

/** A key this process can open secrets with; null for any other id. */
export function findMasterKey(id: string): MasterKey | null {
  const current = masterKey();
  return current.id === id ? current : (holder.adminxMasterKeys?.get(id) ?? null);
}

/** Lets this process open secrets of one more key, as during a change of the master key. */
export function rememberMasterKey(key: MasterKey): void {
  (holder.adminxMasterKeys ??= new Map()).set(key.id, key);
}

/** Makes another key the one of this process; the one before still opens what it encrypted. */
export function switchMasterKey(key: MasterKey): void {
  const before = masterKey();
  if (before.id === key.id) return;
  rememberMasterKey(before);
  holder.adminxMasterKey = key;
}

/** Forgets every key but the one of this process: nothing is encrypted with them any more. */
export function forgetOtherMasterKeys(): void {
  delete holder.adminxMasterKeys;
}

/** Forgets the keys of this process, so that the next use reads the settings again; for tests. */
export function forgetMasterKeyForTests(): void {
  delete holder.adminxMasterKey;
  delete holder.adminxMasterKeys;
}

/** Reads or makes the key the settings name; `ConfigError` with a sentence when it cannot. */
export function loadMasterKey(
  settings: Pick<Config, 'masterKey' | 'masterKeyFile' | 'configDir'>,
): MasterKey {
  if (settings.masterKey) return toMasterKey(settings.masterKey);
  if (settings.masterKeyFile) return toMasterKey(readKeyFile(settings.masterKeyFile));
  return toMasterKey(readOrMakeDefaultKey(settings.configDir));
}

/** The key as used, from its 32 bytes. */
export function toMasterKey(bytes: Buffer): MasterKey {
  const id = createHash('sha256').update('adminx master key id\0').update(bytes).digest('hex');
  const derived = hkdfSync('sha256', bytes, '', 'adminx secrets at rest v1', 32);
  return { id: id.slice(0, 16), encryptionKey: Buffer.from(derived) };
}

/** HMAC-SHA256 of a text under a master key, hex: only who has the key can have written the text. */
export function sealWithMasterKey(key: MasterKey, purpose: string, text: string): string {
  const derived = hkdfSync('sha256', key.encryptionKey, '', `adminx ${purpose} v1`, 32);
  return createHmac('sha256', Buffer.from(derived)).update(text, 'utf8').digest('hex');
}
