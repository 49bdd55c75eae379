/**
 * The exclusive lock of the embedded data directory: a Unix socket the kernel closes with its holder.
 *
 * Each holder has a generation: `lock.<n>.sock`, appearing by hard link of a socket that listens
 * already, so two racers cannot both make it. A generation nobody listens on is dead and succeeded by
 * the next. The highest generation is never removed, so a slow racer that links an older one sees it
 * and steps back.
 */
import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { shortSocketFolder } from './socket-folder';
import { StartRefusal } from './start-refusal';

/** A held lock. It ends with {@link DataLock.release} or with the process, however that dies. */
export interface DataLock {
  release(): void;
}

/** The refusal of a lock that a living process holds. */
export class DataHeld extends StartRefusal {}

const generationPattern = /^lock\.(\d+)\.sock$/;
const answerTimeoutMs = 2000;

/** Takes the lock of a directory, made if missing; refuses with a sentence naming the holder. */
export async function acquireDataLock(directory: string): Promise<DataLock> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return acquireNamedPipe(directory);
  const folder = shortSocketFolder(directory);
  const own = `lock.${process.pid}.${randomBytes(6).toString('hex')}`;
  const server = await listen(join(folder, own));
  try {
    await becomeNextGeneration(folder, own, directory);
  } catch (error) {
    server.close();
    throw error;
  } finally {
    rmSync(join(folder, own), { force: true });
  }
  return { release: () => server.close() };
}

async function becomeNextGeneration(folder: string, own: string, directory: string): Promise<void> {
  for (;;) {
    const highest = Math.max(0, ...generations(folder));
    if (highest > 0) await refuseLiving(socketPath(folder, highest), directory);
    if (claim(folder, own, highest + 1)) return;
  }
}

/** Links our socket as a generation; true when it is the highest one. */
function claim(folder: string, own: string, generation: number): boolean {
  try {
    linkSync(join(folder, own), socketPath(folder, generation));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  const all = generations(folder);
  if (all.some((other) => other > generation)) {
    rmSync(socketPath(folder, generation), { force: true });
    return false;
  }
  for (const older of all.filter((other) => other < generation)) {
    rmSync(socketPath(folder, older), { force: true });
  }
  return true;
}

function generations(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const match = generationPattern.exec(name);
    return match ? [Number(match[1])] : [];
  });
}

function socketPath(folder: string, generation: number): string {
  return join(folder, `lock.${generation}.sock`);
}

async function refuseLiving(path: string, directory: string): Promise<void> {
  const holder = await askHolder(path);
  if (holder === 'dead') return;
  throw new DataHeld([
    `Another process holds the data directory ${directory} (${holder}); stop it first, ` +
      'or choose another directory with ADMINX_DATA_DIR.',
  ]);
}

/** Who listens on a socket: `dead` when nobody does. A busy holder is alive before it answers. */
function askHolder(path: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    let isConnected = false;
    const socket = connect(path);
    const finish = () => {
      socket.destroy();
      if (!isConnected) resolve('dead');
      else resolve(/^\d+$/.test(answer) ? `pid ${answer}` : 'pid unknown');
    };
    socket.setTimeout(answerTimeoutMs, finish);
    socket.on('connect', () => (isConnected = true));
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('end', finish);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Anything else, such as a full backlog, comes from a living listener.
      isConnected ||= error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT';
      finish();
    });
  });
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(String(process.pid));
    });
    server.unref();
    server.once('error', reject);
    server.listen(path, () => {
      resolve(server);
    });
  });
}

/** Windows has no socket files to link, but gives a named pipe to one process only. */
async function acquireNamedPipe(directory: string): Promise<DataLock> {
  const name = createHash('sha256').update(realpathSync(directory).toLowerCase()).digest('hex');
  const pipe = `\\\\.\\pipe\\adminx-${name}`;
  try {
    const server = await listen(pipe);
    return { release: () => server.close() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') await refuseLiving(pipe, directory);
    throw error;
  }
}
