/** Work on the data the settings name, for tests: what needs no process of its own. */
import { config } from '@/lib/config/config';
import { inTransaction } from '@/lib/db/database';
import { insertTenant } from '@/lib/db/tenants';
import { openData } from '../open-data';
import { openAllSecrets, storeSecret } from './stored-secrets';

/** Opens the data and makes the first tenant, as the first run does, but nothing in it. */
export async function makeFirstTenant(): Promise<void> {
  const publicUrl = config().baseUrl;
  await withData(() => inTransaction((tx) => insertTenant(tx, { name: 'Alpha', publicUrl })));
}

/** Stores that many secrets of the first tenant. */
export async function fillWithSecrets(amount: number): Promise<void> {
  await withData(async () => {
    for (let index = 0; index < amount; index += 1) await storeSecret(`secret ${index}`);
  });
}

/** Starts on the data, opens every secret, and says how many; or says what was refused. */
export async function sayHowManyOpen(): Promise<string> {
  return withData(async () => `opened ${await openAllSecrets()}`).catch(String);
}

async function withData<Result>(work: () => Promise<Result>): Promise<Result> {
  const data = await openData(config());
  return work().finally(() => data.close());
}
