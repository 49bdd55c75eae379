/** `fill N`: stores N secrets. `count`: opens each. `read`: opens them again and again until killed. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/config/config';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { insertSigningKey, readSigningKeySecret } from '@/lib/db/signing-keys';
import { asTenantId } from '@/lib/shared/tenant-id';
import { openData } from '../open-data';
import { startSchedules } from '../schedules';

const [mode, amount] = process.argv.slice(2);
const data = await openData(config());
const print = (line: string) => process.stdout.write(`${line}\n`);

async function store(text: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { id } = await tx.tenant.findFirstOrThrow({ select: { id: true } });
    await insertSigningKey(tx, asTenantId(id), {
      certificatePem: text,
      fingerprintSha256: randomBytes(32).toString('hex'),
      notBefore: new Date(),
      notAfter: new Date(),
      privateKeyPkcs8: Buffer.from(text),
    });
  });
}

/** Opens every secret; throws at the first that is not what was stored. */
async function openAll(): Promise<number> {
  const rows = await getDatabase().signingKey.findMany({
    select: { id: true, tenantId: true, certificatePem: true },
  });
  for (const row of rows) {
    const secret = await readSigningKeySecret(getDatabase(), asTenantId(row.tenantId), row.id);
    if (secret?.toString() !== row.certificatePem) throw new Error(`${row.id} is not what it was`);
  }
  return rows.length;
}

if (mode === 'fill') {
  for (let index = 0; index < Number(amount); index += 1) await store(`secret ${index}`);
  print('filled');
} else if (mode === 'count') {
  print(`opened ${await openAll()}`);
} else {
  startSchedules();
  for (let round = 0; ; round += 1) {
    await store(`secret of ${process.pid}, ${round}`);
    print(`round ${round}: ${await openAll()}`);
    await sleep(20);
  }
}
await data.close();
