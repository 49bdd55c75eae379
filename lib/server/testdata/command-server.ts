/** What the server is to the command line: the data open, requests answered, commands carried out. */
import type { AddressInfo } from 'node:net';
import { config } from '@/lib/config/config';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { serveCommands } from '../control/serve-commands';
import { createHttpServer, listen } from '../http-server';
import { openData } from '../open-data';
import { createRequestGate } from '../request-gate';

const settings = config();
const data = await openData(settings);
let count = 0;

/** `POST /` stores a group of the first tenant, `GET /` tells the names of all. */
const gate = createRequestGate(async (request, response) => {
  if (request.method === 'POST') {
    const name = await inTransaction(async (tx) => {
      const { id: tenantId } = await tx.tenant.findFirstOrThrow({ select: { id: true } });
      const nameKey = `${process.pid}-${(count += 1)}`;
      await tx.group.create({ data: { tenantId, name: nameKey, nameKey }, select: { id: true } });
      return nameKey;
    });
    response.end(name);
    return;
  }
  const groups = await getDatabase().group.findMany({ orderBy: { id: 'asc' } });
  response.end(JSON.stringify(groups.map(({ name }) => name)));
});

const server = createHttpServer(gate.handle, settings);
await listen(server, 0, '127.0.0.1');
const schedules = { start: () => undefined, stop: () => Promise.resolve() };
const stopCommands = await serveCommands({ settings, data, gate, schedules });
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  void stopCommands()
    .then(() => data.close())
    .then(() => process.exit(0));
});
process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`);
