/** Where the running server listens for the command line: a folder only its own user can enter. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { shortSocketFolder } from '../socket-folder';
import { StartRefusal } from '../start-refusal';

const tokenFile = 'token';

/** Makes the folder, or takes the one that is there when nobody else can have put it there. */
export function makeControlFolder(dataDir: string, token: string): void {
  const folder = controlFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  requireOwnFolder(folder);
  if (process.platform !== 'win32') chmodSync(folder, 0o700);
  writeFileSync(join(folder, tokenFile), token, { mode: 0o600 });
}

/** The address to listen on or to connect to. */
export function controlAddress(dataDir: string): string {
  if (process.platform === 'win32') {
    const path = realpathSync(dataDir).toLowerCase();
    return `\\\\.\\pipe\\adminx-control-${createHash('sha256').update(path).digest('hex')}`;
  }
  return join(shortSocketFolder(controlFolder(dataDir)), 'adminx.sock');
}

/**
 * The word the running server wants to hear, new at each start and readable by its user alone; null
 * when no server ever listened here.
 */
export function readControlToken(dataDir: string): string | null {
  const folder = controlFolder(dataDir);
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return null;
  requireOwnFolder(folder);
  try {
    return readFileSync(join(folder, tokenFile), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function controlFolder(dataDir: string): string {
  return join(dataDir, 'control');
}

function requireOwnFolder(folder: string): void {
  const found = lstatSync(folder);
  const isOurs = process.getuid === undefined || found.uid === process.getuid();
  if (found.isDirectory() && isOurs) return;
  throw new StartRefusal([
    `The folder ${folder} belongs to another user of this machine; run this as the user AdminX runs as.`,
  ]);
}
