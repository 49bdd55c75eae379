/** Whole requests through the launcher and Next.js against the smallest HTTP server there is. */
import { randomBytes } from 'node:crypto';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { overrideConfigForTests, parseConfig } from '@/lib/config/config';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { forgetMasterKeyForTests } from '@/lib/crypto/master-key';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { insertTenant } from '@/lib/db/tenants';
import { openData } from '@/lib/server/open-data';
import { startTestProcess } from '@/lib/testing/child-process';
import { freePort } from '@/lib/testing/postgres-server';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { measure } from './measure';
import type { Result } from './result';

/** Measures sixteen connections fetching the metadata of an otherwise idle installation. */
export async function benchRequests(folder: string): Promise<Result> {
  const port = await freePort();
  const variables = {
    ADMINX_PORT: String(port),
    ADMINX_DATA_DIR: join(folder, 'data'),
    ADMINX_MASTER_KEY: randomBytes(32).toString('base64'),
    ADMINX_LOG_LEVEL: 'error',
  };
  await seedTenant(variables);
  const app = startTestProcess('lib/server/main.ts', { variables });
  const trivial = startTestProcess('e2e/bench/trivial-server.ts');
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  try {
    await app.waitForLine(/ready at/);
    const trivialPort = await trivial.waitForLine(/^\d+$/);
    const [base = 0, ours = 0] = await measure(
      [
        { name: 'trivial', run: () => fetchOk(`http://localhost:${trivialPort}/`, agent) },
        { name: 'metadata', run: () => fetchOk(`http://localhost:${port}/saml/metadata`, agent) },
      ],
      { concurrency: 16, turns: 3, turnMs: 3000 },
    );
    return {
      what: 'Requests for the metadata, sixteen connections',
      base: 'trivial node:http server',
      ours: 'GET /saml/metadata of the built app',
      unit: '/s',
      values: [base, ours],
    };
  } finally {
    agent.destroy();
    await Promise.all([app.kill(), trivial.kill()]);
  }
}

/** Gives an installation a tenant with a signing key, before it is started. */
export async function seedTenant(variables: Record<string, string>): Promise<void> {
  const settings = parseConfig(variables);
  overrideConfigForTests(settings);
  // A bench before this one had a key of its own.
  forgetMasterKeyForTests();
  const publicUrl = settings.baseUrl;
  const data = await openData(settings);
  const key = await createSigningCertificate({ publicUrl, now: new Date() });
  await inTransaction(async (tx) => {
    const { id } = await insertTenant(tx, { name: 'Bench', publicUrl });
    await insertSigningKey(tx, id, key);
  });
  if ((await getDatabase().tenant.count()) !== 1) throw new Error('The bench was not seeded');
  await data.close();
}

function fetchOk(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume();
      response.once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url} answered ${String(response.statusCode)}`));
      });
    }).once('error', reject);
  });
}
