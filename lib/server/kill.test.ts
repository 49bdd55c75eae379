import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/open-database';
import { startTestProcess } from '@/lib/testing/child-process';

const kills = 20;

it('finds every acknowledged row after 20 SIGKILLs in the middle of writing', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'adminx-kill-'));
  const variables = {
    ADMINX_DATA_DIR: join(directory, 'data'),
    ADMINX_CONFIG_DIR: join(directory, 'config'),
    ADMINX_LOG_LEVEL: 'silent',
  };
  const acknowledged: string[] = [];
  try {
    for (let round = 0; round < kills; round += 1) {
      const writer = startTestProcess('lib/server/testdata/write-rows.ts', { variables });
      await writer.waitForLine(/^stored/);
      await sleep(50 + ((round * 37) % 200));
      await writer.kill();
      acknowledged.push(...writer.lines.flatMap((line) => line.match(/(?<=^stored )\S+$/) ?? []));
    }
    const database = await openDatabase({
      kind: 'embedded',
      directory: join(variables.ADMINX_DATA_DIR, 'database'),
    });
    const stored = await database.client.tenant.findMany({ select: { id: true } });
    await database.close();
    const found = new Set(stored.map(({ id }) => id));
    expect(acknowledged.length).toBeGreaterThan(kills);
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
}, 600_000);
