/** The database handle of the process, and transactions on it. */
import type { Prisma, PrismaClient } from './generated/client';

/** The whole client; only adapters and transactions need it. */
export type Database = PrismaClient;

/** What repository functions take: the client itself, or a transaction on it. */
export type Transaction = Prisma.TransactionClient;

/** An open database: the client and how to close what is under it. */
export interface DatabaseHandle {
  readonly client: Database;
  readonly kind: 'embedded' | 'server';
  close(): Promise<void>;
}

interface DatabaseHolder {
  adminxDatabase?: DatabaseHandle;
}

/** One process loads this module several times, so the handle cannot be a module variable. */
const holder = globalThis as DatabaseHolder;

/** Makes a handle the one of this process; the launcher and the test harness do that. */
export function setDatabaseHandle(handle: DatabaseHandle | null): void {
  if (handle) holder.adminxDatabase = handle;
  else delete holder.adminxDatabase;
}

/** The open database; throws when the launcher has not opened one. */
export function getDatabase(): Database {
  if (!holder.adminxDatabase) {
    throw new Error('No database is open in this process; start AdminX with `npm start`.');
  }
  return holder.adminxDatabase.client;
}

/**
 * Runs `work` in one transaction: everything or nothing is stored. The embedded database has one
 * connection, so `work` uses the transaction it is given and makes no network call.
 */
export function inTransaction<Result>(
  work: (tx: Transaction) => Promise<Result>,
  options: { readonly isolation?: 'ReadCommitted' | 'Serializable' } = {},
): Promise<Result> {
  return getDatabase().$transaction(work, {
    maxWait: 10_000,
    timeout: 15_000,
    ...(options.isolation ? { isolationLevel: options.isolation } : {}),
  });
}
