/** Runs the same tests on the embedded database and on a PostgreSQL server. */
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { setDatabaseHandle, type Database } from '@/lib/db/database';
import type { OpenedDatabase } from '@/lib/db/open-database';
import { openTestDatabase } from './test-databases';

/**
 * Declares a suite once for each database. Every test finds an empty, migrated database, which is
 * also the one `getDatabase()` and `inTransaction()` use. A database that cannot be opened fails the
 * suite; there is no way to skip one.
 */
export function describeOnBothDatabases(
  name: string,
  declareTests: (getDb: () => Database) => void,
): void {
  describe.each([
    { kind: 'embedded' as const, label: 'embedded database' },
    { kind: 'server' as const, label: 'PostgreSQL server' },
  ])(`${name} ($label)`, ({ kind }) => {
    useTestDatabase(kind, declareTests);
  });
}

/** Like {@link describeOnBothDatabases}, on the embedded database alone: for what no query depends on. */
export function describeOnEmbeddedDatabase(
  name: string,
  declareTests: (getDb: () => Database) => void,
): void {
  describe(name, () => {
    useTestDatabase('embedded', declareTests);
  });
}

function useTestDatabase(
  kind: 'embedded' | 'server',
  declareTests: (getDb: () => Database) => void,
): void {
  let database: OpenedDatabase | undefined;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    setDatabaseHandle(database);
  }, 180_000);

  beforeEach(async () => {
    if (database) await emptyTables(database.client);
  });

  afterAll(async () => {
    setDatabaseHandle(null);
    await database?.close();
  });

  declareTests(() => {
    if (!database) throw new Error('The test database is open only while a test runs');
    return database.client;
  });
}

async function emptyTables(client: Database): Promise<void> {
  const tables = await client.$queryRaw<{ tablename: string }[]>`
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
  const names = tables.map(({ tablename }) => `"${tablename}"`).join(', ');
  await client.$executeRawUnsafe(`TRUNCATE ${names}`);
}
