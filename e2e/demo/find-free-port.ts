/** Finds a port of this computer that nobody listens on. */
import { createServer } from 'node:net';

const triedPorts = 50;

/** The wanted port, or the next free one after it. */
export async function findFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + triedPorts, 65_536); port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Error(
    `No port from ${String(wanted)} to ${String(wanted + triedPorts - 1)} is free; choose another with --port or --okta-port.`,
  );
}

/** Both families are asked: a browser that opens `localhost` may try either. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
