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

/**
 * The databases of this worker. It keeps them open from one file to the next (opening the embedded
 * one takes a second); each test finds them empty.
 */
const databases = new Map<'embedded' | 'server', Promise<OpenedDatabase>>();

function useTestDatabase(
  kind: 'embedded' | 'server',
  declareTests: (getDb: () => Database) => void,
): void {
  let database: OpenedDatabase | undefined;

  beforeAll(async () => {
    const opening = databases.get(kind) ?? openTestDatabase(kind);
    databases.set(kind, opening);
    database = await opening;
    setDatabaseHandle(database);
  }, 180_000);

  beforeEach(async () => {
    if (database) await emptyTables(database.client);
  });

  afterAll(() => {
    setDatabaseHandle(null);
    database = undefined;
  });

  declareTests(() => {
    if (!database) throw new Error('The test database is open only while a test runs');
    return database.client;
  });
}

/**
 * Deletes what a test left. Only from tables that hold anything, and without triggers: emptying all
 * of them with TRUNCATE makes new files for each, which took longer than most tests.
 */
async function emptyTables(client: Database): Promise<void> {
  await client.$executeRawUnsafe(`DO $$
    DECLARE
      name text;
      filled boolean;
    BEGIN
      SET LOCAL session_replication_role = replica;
      FOR name IN SELECT quote_ident(tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
      LOOP
        EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || name || ')' INTO filled;
        IF filled THEN EXECUTE 'DELETE FROM ' || name; END IF;
      END LOOP;
    END $$`);
}
