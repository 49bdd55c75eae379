/** The wire of the self-test: real requests to the listener on this machine, and to nothing else. */
import { once } from 'node:events';
import { createServer, request as openRequest, type IncomingMessage } from 'node:http';
import { isIPv4, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { tapLog } from '@/lib/log/log';
import type { SelfTestPort, WireAnswer, WireRequest } from '@/lib/services/self-test/port';

/** How long an answer may take; a slow body is given up by the launcher after ten seconds. */
const patienceMs = 30_000;
/** An address of the test network; who may use this one may use all. */
const trialAddress = '127.77.255.254';

/** Where the server listens. */
export interface ListenerAddress {
  readonly host: string;
  readonly port: number;
}

/** A wire that is closed when it is no longer needed. */
export interface LoopbackPort extends SelfTestPort {
  close(): Promise<void>;
}

/**
 * Opens the wire to a listener of this machine; null when nobody answers there.
 *
 * @param options.hearsLog whether the server is this very process, so that its log can be heard.
 */
export async function openLoopbackPort(
  listener: ListenerAddress,
  options: { readonly hearsLog: boolean },
): Promise<LoopbackPort | null> {
  const target = { host: reachable(listener.host), port: listener.port };
  const canary = await openCanary();
  const lines: string[] = [];
  const stopHearing = options.hearsLog ? tapLog((line) => lines.push(line)) : () => undefined;
  const close = async () => {
    stopHearing();
    await canary.close();
  };
  const plain = { method: 'GET', target: '/api/health', host: 'localhost', headers: {} } as const;
  const trial = { ...plain, body: null, from: trialAddress };
  const isThere = (await send(target, trial, null)).status > 0;
  if (!isThere) {
    await close();
    return null;
  }
  const choosesAddresses =
    isIPv4(target.host) && (await send(target, trial, trialAddress)).status > 0;
  return {
    choosesAddresses,
    // A machine that calls itself at an address calls from that address.
    sharedAddress: target.host,
    send: (request) => send(target, request, choosesAddresses ? request.from : null),
    canaryUrl: canary.url,
    canaryVisits: canary.visits,
    logLines: () => (options.hearsLog ? lines : null),
    close,
  };
}

/** An address one can connect to, for an address one can listen on. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === 'localhost' || host === '::') return '127.0.0.1';
  return host.replace(/^\[|\]$/gu, '');
}

/** Sends a request and waits for the answer, which may come before the body is through. */
async function send(
  target: ListenerAddress,
  request: WireRequest,
  localAddress: string | null,
): Promise<WireAnswer> {
  const { method, target: path, host, headers, body, announcedBytes, from } = request;
  const length = announcedBytes ?? Buffer.byteLength(body ?? '');
  const outgoing = openRequest({
    ...{ host: target.host, port: target.port, method, path, agent: false, setHost: false },
    ...(localAddress === null ? {} : { localAddress }),
    headers: {
      host,
      // Heeded only where this machine is a trusted proxy, which says whom it speaks for.
      'x-forwarded-for': from,
      ...headers,
      ...(method === 'POST' ? { 'content-length': String(length) } : {}),
    },
    timeout: patienceMs,
  });
  try {
    const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
    outgoing.on('timeout', () => outgoing.destroy());
    if (body !== null) outgoing.write(body);
    if (announcedBytes === undefined) outgoing.end();
    const [incoming] = await answered;
    // A server that has answered may hang up on the rest of the request.
    outgoing.on('error', () => undefined);
    return await readAnswer(incoming);
  } catch {
    return { status: 0, headers: {}, body: '' };
  } finally {
    outgoing.destroy();
  }
}

async function readAnswer(incoming: IncomingMessage): Promise<WireAnswer> {
  const headers = Object.entries(incoming.headersDistinct).map(
    ([name, values]) => [name, values ?? []] as const,
  );
  const status = incoming.statusCode ?? 0;
  return { status, headers: Object.fromEntries(headers), body: await text(incoming) };
}

/** A listener nobody has a reason to visit. */
async function openCanary(): Promise<{
  url: string;
  visits: () => number;
  close: () => Promise<void>;
}> {
  let visits = 0;
  const server = createServer((_request, response) => {
    visits += 1;
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/canary`,
    visits: () => visits,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
