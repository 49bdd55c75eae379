/** The whole embedded database as one archive, taken while it is in use. */
import { z } from 'zod';
import type { Transaction } from './database';
import type { OpenedDatabase } from './open-database';

/** The archive, and what is in it, counted at the same moment. */
export interface DatabaseDump {
  /** A tar archive of the data directory. */
  readonly tar: Buffer;
  readonly counts: Readonly<Record<string, number>>;
  /** Names of the migrations applied, oldest first. */
  readonly migrations: readonly string[];
}

const countRow = z.object({ table: z.string(), rows: z.coerce.number() });
const migrationRow = z.object({ migration_name: z.string() });

/**
 * Copies the database between two transactions: none is under way and none begins meanwhile, so the
 * copy is the state after the last one that was committed. Null on a PostgreSQL server.
 */
export async function dumpDatabase({ pglite }: OpenedDatabase): Promise<DatabaseDump | null> {
  if (!pglite) return null;
  await pglite.exec('CHECKPOINT');
  return pglite.transaction(async (tx) => {
    const tables = await tx.query(countTables(await listTables((sql) => tx.query(sql))));
    const migrations = await tx.query(
      'SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
    );
    const dump = await pglite.dumpDataDir('none');
    return {
      tar: Buffer.from(await dump.arrayBuffer()),
      counts: toCounts(tables.rows),
      migrations: migrationRow
        .array()
        .parse(migrations.rows)
        .map((row) => row.migration_name),
    };
  });
}

/** How many rows each table has. */
export async function countRows(db: Transaction): Promise<Readonly<Record<string, number>>> {
  const names = await listTables(async (sql) => ({ rows: await db.$queryRawUnsafe(sql) }));
  return toCounts(await db.$queryRawUnsafe(countTables(names)));
}

async function listTables(
  query: (sql: string) => Promise<{ readonly rows: unknown }>,
): Promise<readonly string[]> {
  const { rows } = await query(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY tablename",
  );
  return z
    .array(z.object({ tablename: z.string().regex(/^\w+$/) }))
    .parse(rows)
    .map(({ tablename }) => tablename);
}

function countTables(names: readonly string[]): string {
  return names
    .map((name) => `SELECT '${name}' AS "table", count(*) AS "rows" FROM "${name}"`)
    .join(' UNION ALL ');
}

function toCounts(rows: unknown): Readonly<Record<string, number>> {
  return Object.fromEntries(
    countRow
      .array()
      .parse(rows)
      .map(({ table, rows: count }) => [table, count]),
  );
}
