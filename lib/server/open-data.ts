/** Opens the data of the installation: lock, database, migrations, master key, base URL. */
import { join } from 'node:path';
import type { Config } from '@/lib/config/config';
import { chainEarlierEvents } from '@/lib/db/audit-backfill';
import { adoptBaseUrl } from '@/lib/db/base-url';
import { getDatabase, setDatabaseHandle } from '@/lib/db/database';
import { requireMatchingMasterKey } from '@/lib/db/installation';
import { applyMigrations, readScripts } from '@/lib/db/migrations';
import { isUpToDate } from '@/lib/db/migrations-applied';
import { openDatabase, type OpenedDatabase, type Patience } from '@/lib/db/open-database';
import { endSelfTestLeases } from '@/lib/db/self-tests';
import { endSetupRunLeases } from '@/lib/db/setup-runs';
import { log } from '@/lib/log/log';
import { healInterruptedRestore } from './backup/restore-files';
import { acquireDataLock } from './data-lock';
import { StartRefusal } from './start-refusal';

/** The open data of this process. */
export interface OpenedData {
  /** The open database; another one after an exchange. */
  database(): OpenedDatabase;
  /** Closes the database, lets `swap` put other files in its place, and opens what lies there. */
  exchange(swap: FileSwap): Promise<void>;
  close(): Promise<void>;
}

/** Puts other files where the database lies, while nothing has them open; and takes that back. */
export interface FileSwap {
  apply(): void;
  undo(): void;
}

/**
 * Somebody looks at an outline while a statement waits, so it gives up long before they do; no
 * statement of ours takes a minute, not even with a million events. Migrations have their own pool.
 */
const patience: Patience = { lockMs: 8_000, statementMs: 60_000 };

interface OpenOptions {
  /** The first tenant moves to the base URL of the settings; only the server knows that for sure. */
  readonly adoptBaseUrl: boolean;
  /** Whether migrations are applied; without it, data that lacks some is refused. */
  readonly migrate: boolean;
  /** Done under the lock, before anything is opened; taken back when opening fails. */
  readonly swap?: FileSwap;
}

/** Opens and checks everything the application needs, and makes it the database of this process. */
export async function openData(
  settings: Config,
  options: OpenOptions = { adoptBaseUrl: true, migrate: true },
): Promise<OpenedData> {
  const lock = settings.databaseUrl ? null : await acquireDataLock(settings.dataDir);
  try {
    const { swap } = options;
    if (lock && !swap) healInterruptedRestore(settings.dataDir);
    let database = await (swap ? openSwapped(settings, options, swap) : open(settings, options));
    // The lock proves that whoever held a lease on this data is gone: nobody need wait for its end.
    if (lock) await endLeases(new Date());
    return {
      database: () => database,
      exchange: async (wanted) => {
        await close(database);
        try {
          database = await openSwapped(settings, options, wanted);
        } catch (error) {
          database = await open(settings, options);
          throw error;
        }
      },
      close: async () => {
        await close(database);
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

async function endLeases(now: Date): Promise<void> {
  await endSetupRunLeases(getDatabase(), now);
  await endSelfTestLeases(getDatabase(), now);
}

async function openSwapped(
  settings: Config,
  options: OpenOptions,
  swap: FileSwap,
): Promise<OpenedDatabase> {
  try {
    swap.apply();
    return await open(settings, options);
  } catch (error) {
    swap.undo();
    throw error;
  }
}

async function open(settings: Config, options: OpenOptions): Promise<OpenedDatabase> {
  const database = await openConfigured(settings);
  try {
    if (options.migrate) {
      const applied = await applyMigrations(database);
      if (applied.length > 0) log.debug({ migrations: applied }, 'Migrations applied');
    } else {
      await requireMigrated(database);
    }
    await requireMatchingMasterKey(database.client);
    if (options.adoptBaseUrl) await requireBaseUrl(database, settings.baseUrl);
    const chained = await chainEarlierEvents(database.client);
    if (chained > 0) log.info({ events: chained }, 'Earlier events joined the chain of the audit');
    setDatabaseHandle(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function requireMigrated(database: OpenedDatabase): Promise<void> {
  if (await isUpToDate(database.client, await readScripts())) return;
  throw new StartRefusal([
    'The database has not been brought up to this release yet; start AdminX of this release once.',
  ]);
}

async function close(database: OpenedDatabase): Promise<void> {
  setDatabaseHandle(null);
  await database.close();
}

/** Where the embedded database lies. */
function databaseFolder(settings: Config): string {
  return join(settings.dataDir, 'database');
}

async function openConfigured(settings: Config): Promise<OpenedDatabase> {
  if (!settings.databaseUrl) {
    return openDatabase({ kind: 'embedded', directory: databaseFolder(settings) });
  }
  try {
    return await openDatabase({ kind: 'server', url: settings.databaseUrl, patience });
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
  if (verdict.kind === 'other_tenant') {
    throw new StartRefusal([
      `ADMINX_BASE_URL is ${baseUrl}, the address of another tenant (${verdict.name}); the first ` +
        `tenant is at ${verdict.publicUrl}.`,
    ]);
  }
  const people = verdict.people === 1 ? '1 person has' : `${verdict.people} people have`;
  throw new StartRefusal([
    `${people} enrolled passkeys under ${verdict.publicUrl}, which would not work under ${baseUrl}; ` +
      `set ADMINX_BASE_URL to ${verdict.publicUrl}.`,
  ]);
}
