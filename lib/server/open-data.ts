/** Opens the data of the installation: lock, database, migrations, master key, base URL. */
import { join } from 'node:path';
import type { Config } from '@/lib/config/config';
import { chainEarlierEvents } from '@/lib/db/audit-backfill';
import { adoptBaseUrl } from '@/lib/db/base-url';
import { setDatabaseHandle } from '@/lib/db/database';
import { requireMatchingMasterKey } from '@/lib/db/installation';
import { applyMigrations } from '@/lib/db/migrations';
import { openDatabase, type OpenedDatabase } from '@/lib/db/open-database';
import { log } from '@/lib/log/log';
import { acquireDataLock, type DataLock } from './data-lock';
import { StartRefusal } from './start-refusal';

/** The open data of this process. */
export interface OpenedData {
  close(): Promise<void>;
}

/** Opens and checks everything the application needs, and makes it the database of this process. */
export async function openData(settings: Config): Promise<OpenedData> {
  const lock = settings.databaseUrl ? null : await acquireDataLock(settings.dataDir);
  let database: OpenedDatabase | undefined;
  try {
    database = await openConfigured(settings);
    const applied = await applyMigrations(database);
    if (applied.length > 0) log.debug({ migrations: applied }, 'Migrations applied');
    await requireMatchingMasterKey(database.client);
    await requireBaseUrl(database, settings.baseUrl);
    const chained = await chainEarlierEvents(database.client);
    if (chained > 0) log.info({ events: chained }, 'Earlier events joined the chain of the audit');
    setDatabaseHandle(database);
    return { close: closer(database, lock) };
  } catch (error) {
    await database?.close();
    lock?.release();
    throw error;
  }
}

function closer(database: OpenedDatabase, lock: DataLock | null): () => Promise<void> {
  return async () => {
    setDatabaseHandle(null);
    await database.close();
    lock?.release();
  };
}

async function openConfigured(settings: Config): Promise<OpenedDatabase> {
  if (!settings.databaseUrl) {
    return openDatabase({ kind: 'embedded', directory: join(settings.dataDir, 'database') });
  }
  try {
    return await openDatabase({ kind: 'server', url: settings.databaseUrl });
  } catch (error) {
    const { hostname, port } = new URL(settings.databaseUrl);
    throw new StartRefusal(
      [
        `The PostgreSQL server at ${hostname}:${port || '5432'} named by DATABASE_URL does not ` +
          `answer or refuses us (${reasonOf(error)}).`,
      ],
      { cause: error },
    );
  }
}

/** The driver's own word for what went wrong; never the URL, which holds a password. */
function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return (
    [code, name].find((word) => typeof word === 'string' && word !== '')?.toString() ?? 'error'
  );
}

async function requireBaseUrl(database: OpenedDatabase, baseUrl: string): Promise<void> {
  const verdict = await adoptBaseUrl(database.client, baseUrl);
  if (verdict.kind === 'agrees') return;
  const people = verdict.people === 1 ? '1 person has' : `${verdict.people} people have`;
  throw new StartRefusal([
    `${people} enrolled passkeys under ${verdict.publicUrl}, which would not work under ${baseUrl}; ` +
      `set ADMINX_BASE_URL to ${verdict.publicUrl}.`,
  ]);
}
