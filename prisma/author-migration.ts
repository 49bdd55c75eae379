/** Writes the next migration from the schema: `npm run db:migration -- name_of_change`. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyMigrations, migrationsFolder, noSchemaFilter } from '@/lib/db/migrations';
import { openDatabase, type OpenedDatabase } from '@/lib/db/open-database';
import { createSchemaEngine, type SchemaFile } from '@/lib/db/schema-engine';

const schemaFolder = fileURLToPath(new URL('./schema', import.meta.url));
const lockfile =
  '# Written by db:migration; the provider of all migrations.\nprovider = "postgresql"\n';

/** The SQL that leads from the migrations written so far to the schema; null when they agree. */
export async function diffSchemaAgainstMigrations(): Promise<string | null> {
  const database = await openDatabase({ kind: 'memory' });
  try {
    await applyMigrations(database);
    return await diff(database, await readSchema());
  } finally {
    await database.close();
  }
}

async function readSchema(): Promise<readonly SchemaFile[]> {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name): Promise<SchemaFile> => {
      const path = join(schemaFolder, name);
      return [path, await readFile(path, 'utf8')];
    }),
  );
}

async function diff(
  database: OpenedDatabase,
  schema: readonly SchemaFile[],
): Promise<string | null> {
  const engine = await createSchemaEngine(database.adapterFactory, schema);
  const files = schema.map(([path, content]) => ({ path, content }));
  try {
    const result = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: schemaFolder },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: noSchemaFilter,
    });
    return result.exitCode === 2 ? result.stdout : null;
  } finally {
    engine.free();
  }
}

async function main(name: string | undefined): Promise<void> {
  if (!name || !/^[a-z0-9_]+$/.test(name)) {
    throw new Error('Name the change in lower_snake_case: npm run db:migration -- add_devices');
  }
  await mkdir(migrationsFolder, { recursive: true });
  await writeFile(join(migrationsFolder, 'migration_lock.toml'), lockfile);
  const sql = await diffSchemaAgainstMigrations();
  if (!sql) {
    process.stdout.write('The migrations and the schema agree; nothing to write.\n');
    return;
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), sql);
  process.stdout.write(`Written: prisma/migrations/${stamp}_${name}/migration.sql\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(process.argv[2]);
}
