/** Fresh, migrated databases for tests, copied from templates made once a run. */
import { randomBytes } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { applyMigrations } from '@/lib/db/migrations';
import { openDatabase, type OpenedDatabase } from '@/lib/db/open-database';
import { oncePerRun } from './once-per-run';
import { startPostgresServer, type PostgresServer } from './postgres-server';

const templateName = 'adminx_template';

/** The PostgreSQL server of this test run, started when first asked for. */
async function testPostgresServer(): Promise<PostgresServer> {
  const directory = inject('testRunDirectory');
  const text = await oncePerRun(directory, 'postgres', async () => {
    const home = join(directory, 'postgres');
    await mkdir(home);
    return JSON.stringify(await startPostgresServer(home));
  });
  return JSON.parse(text) as PostgresServer;
}

/** The URL of a new database on the test server: empty, or migrated when copied from the template. */
export async function createServerDatabase(kind: 'empty' | 'migrated'): Promise<string> {
  const server = await testPostgresServer();
  if (kind === 'migrated') await oncePerRun(inject('testRunDirectory'), 'template', makeTemplate);
  const name = `adminx_${randomBytes(8).toString('hex')}`;
  const template = kind === 'migrated' ? ` TEMPLATE ${templateName}` : '';
  await administer(server, `CREATE DATABASE ${name}${template}`);
  return `${server.url}/${name}`;
}

/** Opens a new migrated database of the named kind. */
export async function openTestDatabase(kind: 'embedded' | 'server'): Promise<OpenedDatabase> {
  if (kind === 'server') {
    const url = await createServerDatabase('migrated');
    return openDatabase({ kind: 'server', url, maxConnections: 6 });
  }
  return openDatabase({ kind: 'memory', dump: await readMigratedDump() });
}

/**
 * Puts a migrated, otherwise empty embedded database where a first start would make it, which takes
 * ten times as long.
 */
export async function copyMigratedDatabase(dataDir: string): Promise<void> {
  const prepared = join(inject('testRunDirectory'), 'embedded-folder');
  await oncePerRun(inject('testRunDirectory'), 'embedded-folder', async () => {
    const dump = await readMigratedDump();
    const database = await openDatabase({ kind: 'embedded', directory: prepared, dump });
    await database.close();
    return prepared;
  });
  await cp(prepared, join(dataDir, 'database'), { recursive: true });
}

async function readMigratedDump(): Promise<Blob> {
  const directory = inject('testRunDirectory');
  const path = await oncePerRun(directory, 'embedded', () => dumpMigrated(directory));
  return new Blob([await readFile(path)]);
}

async function makeTemplate(): Promise<string> {
  const server = await testPostgresServer();
  await administer(server, `CREATE DATABASE ${templateName}`);
  const database = await openDatabase({ kind: 'server', url: `${server.url}/${templateName}` });
  try {
    await applyMigrations(database);
  } finally {
    await database.close();
  }
  return templateName;
}

async function dumpMigrated(directory: string): Promise<string> {
  const database = await openDatabase({ kind: 'memory' });
  try {
    await applyMigrations(database);
    const dump = await database.pglite?.dumpDataDir('none');
    if (!dump) throw new Error('The embedded database gave no dump');
    const path = join(directory, 'embedded.tar');
    await writeFile(path, Buffer.from(await dump.arrayBuffer()));
    return path;
  } finally {
    await database.close();
  }
}

async function administer(server: PostgresServer, statement: string): Promise<void> {
  const client = new Client({ connectionString: `${server.url}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
