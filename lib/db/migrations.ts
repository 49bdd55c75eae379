/** Applies the migrations of `prisma/migrations`, once, however many processes start together. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { Client } from 'pg';
import { findHalfMigration, noteFailure, refuseHalfMigration } from './half-migration';
import { isUpToDate, type MigrationScript } from './migrations-applied';
import type { OpenedDatabase } from './open-database';
import { createSchemaEngine, type SchemaEngine } from './schema-engine';
import { watchScripts } from './watch-scripts';

type AdapterFactory = OpenedDatabase['adapterFactory'];
type MigrationList = Parameters<SchemaEngine['applyMigrations']>[0]['migrationsList'];

/** Any number, the same for every AdminX: key of the advisory lock on a PostgreSQL server. */
const lockKey = 7_236_401_185;

/** No table is managed by anyone else. */
export const noSchemaFilter = { externalTables: [], externalEnums: [] };

/** Where the migrations lie. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/**
 * Brings a database up to date and returns the names of the migrations applied now. On a server a
 * lock of our own on a connection of its own is taken first: the engine's lock sits on a pooled
 * connection until that pool is gone, and others would give up after ten seconds.
 */
export async function applyMigrations(
  database: OpenedDatabase,
  folder = migrationsFolder,
): Promise<readonly string[]> {
  const list = await readMigrations(folder);
  const { client, target } = database;
  const isHalf = (await findHalfMigration(client)) !== null;
  if (!isHalf && (await isUpToDate(client, toScripts(list)))) return [];
  if (target.kind !== 'server') return applyWhole(database, database.adapterFactory, list);
  return withServerLock(target.url, async () => {
    const own = ownPool(target.url);
    try {
      return await applyWhole(database, own.adapterFactory, list);
    } finally {
      await own.close();
    }
  });
}

/**
 * Applies under the lock, so that one half recorded is not at work elsewhere. Before and after: a
 * sentence instead of the engine's error, because only a back-up helps.
 */
async function applyWhole(
  database: OpenedDatabase,
  adapterFactory: AdapterFactory,
  list: MigrationList,
): Promise<readonly string[]> {
  const { client, kind } = database;
  const earlier = await findHalfMigration(client);
  if (earlier) throw refuseHalfMigration(earlier, kind);
  const scripts = watchScripts(adapterFactory, database.pglite);
  try {
    return await applyWith(scripts.adapterFactory, list);
  } catch (error) {
    const failed = await noteFailure(client, scripts.failure()).catch(() => null);
    throw failed ? refuseHalfMigration(failed, kind, error) : error;
  }
}

/** Connections for the engine alone: closing them is the only way to make it drop its own lock. */
function ownPool(url: string): { adapterFactory: AdapterFactory; close(): Promise<void> } {
  const factory = new PrismaPg({ connectionString: url, max: 2 });
  const connected: Awaited<ReturnType<AdapterFactory['connect']>>[] = [];
  const remember = async (connecting: ReturnType<AdapterFactory['connect']>) => {
    const adapter = await connecting;
    connected.push(adapter);
    return adapter;
  };
  return {
    adapterFactory: {
      provider: factory.provider,
      adapterName: factory.adapterName,
      connect: () => remember(factory.connect()),
      connectToShadowDb: () => remember(factory.connectToShadowDb()),
    },
    close: async () => {
      for (const adapter of connected) await adapter.dispose();
    },
  };
}

/** The names and texts of the migrations of this release. */
export async function readScripts(folder = migrationsFolder): Promise<readonly MigrationScript[]> {
  return toScripts(await readMigrations(folder));
}

function toScripts(list: MigrationList): MigrationScript[] {
  return list.migrationDirectories.map(({ path, migrationFile: { content } }) => ({
    name: path,
    sql: content.tag === 'ok' ? content.value : '',
  }));
}

async function applyWith(
  adapterFactory: AdapterFactory,
  migrationsList: MigrationList,
): Promise<readonly string[]> {
  const engine = await createSchemaEngine(adapterFactory);
  try {
    const applied = await engine.applyMigrations({ migrationsList, filters: noSchemaFilter });
    return applied.appliedMigrationNames;
  } finally {
    engine.free();
  }
}

async function withServerLock<Result>(url: string, work: () => Promise<Result>): Promise<Result> {
  const connection = new Client({ connectionString: url, application_name: 'adminx migrations' });
  await connection.connect();
  try {
    await connection.query('SELECT pg_advisory_lock($1)', [lockKey]);
    return await work();
  } finally {
    await connection.end();
  }
}

/** Reads the migrations in the form the engine takes them, oldest first. */
export async function readMigrations(folder = migrationsFolder): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const lockfile = await readFile(join(folder, 'migration_lock.toml'), 'utf8');
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: lockfile },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(folder, path, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}
