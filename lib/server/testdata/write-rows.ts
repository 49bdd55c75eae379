/** Opens the data as the server does and stores rows until killed, printing each acknowledged one. */
import { writeSync } from 'node:fs';
import { config } from '@/lib/config/config';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { openData } from '../open-data';

await openData(config());
writeSync(1, `open ${await getDatabase().tenant.count()}\n`);
for (let index = 0; ; index += 1) {
  const publicUrl = `https://${process.pid}-${index}.example.com`;
  const { id } = await inTransaction((tx) =>
    tx.tenant.create({ data: { name: 'x'.repeat(index % 2000), publicUrl }, select: { id: true } }),
  );
  // Written at once and in order: what the test reads here was promised to a client.
  writeSync(1, `stored ${id}\n`);
}
