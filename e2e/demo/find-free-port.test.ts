import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { findFreePort } from './find-free-port';

const servers: Server[] = [];

async function occupy(port: number): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  servers.splice(0).forEach((server) => server.close());
});

describe('findFreePort', () => {
  it('takes the next port when the wanted one is in use', async () => {
    const taken = await occupy(0);
    const found = await findFreePort(taken);
    expect(found).toBeGreaterThan(taken);
    await occupy(found);
  });
});
