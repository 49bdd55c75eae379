/** Opens a database: an embedded PGlite directory, an in-memory PGlite, or a PostgreSQL server. */
import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { DatabaseHandle } from './database';
import { PrismaClient } from './generated/client';

/** Which database to open. An embedded directory must be locked by the caller first. */
export type DatabaseTarget =
  | { readonly kind: 'embedded'; readonly directory: string; readonly dump?: Blob }
  | { readonly kind: 'memory'; readonly dump?: Blob }
  | {
      readonly kind: 'server';
      readonly url: string;
      readonly maxConnections?: number;
      /** Without it a statement may wait and work for ever; migrations and seeds have to. */
      readonly patience?: Patience;
    };

/** When the server gives a statement up, so that whoever waits for it hears of it. */
export interface Patience {
  /** Milliseconds a statement waits for a lock somebody else holds. */
  readonly lockMs: number;
  /** Milliseconds a statement takes at most, waiting included. */
  readonly statementMs: number;
}

/** A database opened without being migrated or published yet. */
export interface OpenedDatabase extends DatabaseHandle {
  /** The driver below Prisma, as the migration engine takes it. */
  readonly adapterFactory: SqlMigrationAwareDriverAdapterFactory;
  readonly target: DatabaseTarget;
  /** The embedded engine, for what Prisma has no word for; null on a server. */
  readonly pglite: PGlite | null;
}

/** Opens the database and proves that it answers; throws the driver's error when it does not. */
export async function openDatabase(target: DatabaseTarget): Promise<OpenedDatabase> {
  return target.kind === 'server' ? openServer(target) : openEmbedded(target);
}

async function openEmbedded(
  target: Exclude<DatabaseTarget, { kind: 'server' }>,
): Promise<OpenedDatabase> {
  const pglite = await createPglite(target);
  await pglite.exec("SET TIME ZONE 'UTC'");
  const adapterFactory = new PrismaPGlite(pglite);
  const client = new PrismaClient({ adapter: adapterFactory, errorFormat: 'minimal' });
  return {
    client,
    kind: 'embedded',
    adapterFactory,
    target,
    pglite,
    close: async () => {
      await client.$disconnect();
      if (!pglite.closed) await pglite.close();
    },
  };
}

async function createPglite(target: Exclude<DatabaseTarget, { kind: 'server' }>): Promise<PGlite> {
  if (target.kind === 'memory') {
    return PGlite.create(target.dump ? { loadDataDir: target.dump } : {});
  }
  mkdirSync(target.directory, { recursive: true, mode: 0o700 });
  const { directory: dataDir, dump: loadDataDir } = target;
  return PGlite.create(loadDataDir ? { dataDir, loadDataDir } : { dataDir });
}

async function openServer(
  target: Extract<DatabaseTarget, { kind: 'server' }>,
): Promise<OpenedDatabase> {
  const adapterFactory = new PrismaPg({
    connectionString: target.url,
    max: target.maxConnections ?? 10,
    connectionTimeoutMillis: 10_000,
    // A server that vanished without a word is noticed, also by a statement that waits for its answer.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'adminx',
    ...(target.patience && {
      lock_timeout: target.patience.lockMs,
      statement_timeout: target.patience.statementMs,
    }),
  });
  const client = new PrismaClient({ adapter: adapterFactory, errorFormat: 'minimal' });
  try {
    await client.$queryRaw`SELECT 1`;
  } catch (error) {
    await client.$disconnect();
    throw error;
  }
  return {
    client,
    kind: 'server',
    adapterFactory,
    target,
    pglite: null,
    close: () => client.$disconnect(),
  };
}
