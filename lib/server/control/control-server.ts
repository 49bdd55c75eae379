/** The ear of the running server for the command line of the same user on the same machine. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { explainFailure } from '../cli/explain-failure';
import { controlAddress, makeControlFolder } from './control-folder';
import {
  aliveEveryMs,
  maxRequestBytes,
  parseLine,
  readLines,
  requestSchema,
  requestTimeoutMs,
  type Answer,
} from './control-protocol';

/** Does what a command asks for, saying on the way what it does. */
export type Execute = (
  command: string,
  input: unknown,
  say: (sentence: string) => void,
) => Promise<unknown>;

const maxConnections = 8;

/** Listens beside the data until the returned function is called, which lets running commands end. */
export async function startControlServer(
  dataDir: string,
  execute: Execute,
): Promise<() => Promise<void>> {
  const token = randomBytes(32).toString('base64url');
  makeControlFolder(dataDir, token);
  const address = controlAddress(dataDir);
  // Whoever holds the data lock may: a socket found here belongs to a dead process.
  if (process.platform !== 'win32') rmSync(address, { force: true });
  let last: Promise<unknown> = Promise.resolve();
  // One at a time: a back-up must not meet a restore.
  const inTurn: Execute = (...call) => {
    const turn = last.then(() => execute(...call));
    last = turn.catch(() => undefined);
    return turn;
  };
  const server = createServer((socket) => {
    serve(socket, token, inTurn);
  });
  server.maxConnections = maxConnections;
  server.unref();
  await listen(server, address);
  return async () => {
    server.close();
    await last;
  };
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function serve(socket: Socket, token: string, execute: Execute): void {
  let isAsked = false;
  const late = setTimeout(() => socket.destroy(), requestTimeoutMs);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    clearTimeout(late);
  });
  readLines(socket, maxRequestBytes, (line) => {
    if (isAsked) return void socket.destroy();
    isAsked = true;
    clearTimeout(late);
    const request = parseLine(requestSchema, line);
    if (!request || !isSame(request.token, token)) return void socket.destroy();
    void respond(socket, execute, request);
  });
}

async function respond(
  socket: Socket,
  execute: Execute,
  request: { readonly command: string; readonly input: unknown },
): Promise<void> {
  const answer = (line: Answer) => {
    if (socket.writable) socket.write(`${JSON.stringify(line)}\n`);
  };
  const alive = setInterval(() => {
    answer({ type: 'alive' });
  }, aliveEveryMs);
  try {
    const result = await execute(request.command, request.input, (text) => {
      answer({ type: 'note', text });
    });
    answer({ type: 'done', result });
  } catch (error) {
    answer({ type: 'refused', sentences: [...explainFailure(error)] });
  } finally {
    clearInterval(alive);
    socket.end();
  }
}

function isSame(given: string, wanted: string): boolean {
  const [one, two] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === two.length && timingSafeEqual(one, two);
}
