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

type Hook = () => Promise<void>;

interface DatabaseHolder {
  adminxDatabase?: DatabaseHandle;
  /** What each open transaction still does right before it commits. */
  adminxBeforeCommit?: WeakMap<Transaction, Hook[]>;
  /** What is called once each open transaction is stored. */
  adminxAfterCommit?: WeakMap<Transaction, (() => void)[]>;
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

/** Whether the open database is PGlite in this process or a PostgreSQL server. */
export function databaseKind(): DatabaseHandle['kind'] {
  return holder.adminxDatabase?.kind ?? 'embedded';
}

/**
 * Runs `work` in one transaction: everything or nothing is stored. The embedded database has one
 * connection, so `work` uses the transaction it is given and makes no network call.
 */
export async function inTransaction<Result>(
  work: (tx: Transaction) => Promise<Result>,
  options: { readonly isolation?: 'ReadCommitted' | 'Serializable' } = {},
): Promise<Result> {
  const afterwards: (() => void)[] = [];
  const result = await getDatabase().$transaction(
    (tx) => {
      signals().set(tx, afterwards);
      return runWithHooks(tx, work);
    },
    {
      maxWait: 10_000,
      timeout: 15_000,
      ...(options.isolation ? { isolationLevel: options.isolation } : {}),
    },
  );
  for (const signal of afterwards) signal();
  return result;
}

/**
 * Has `hook` run in this transaction when all of its work is done, right before it commits; an error
 * rolls everything back. False when `tx` is no transaction of {@link inTransaction}.
 */
export function beforeCommit(tx: Transaction, hook: Hook): boolean {
  const waiting = hooks().get(tx);
  waiting?.push(hook);
  return waiting !== undefined;
}

/**
 * Calls back once the transaction is stored, and never when it is rolled back: for signals, not for
 * changes that must not be lost.
 */
export function afterCommit(tx: Transaction, signal: () => void): void {
  signals().get(tx)?.push(signal);
}

async function runWithHooks<Result>(
  tx: Transaction,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const waiting: Hook[] = [];
  hooks().set(tx, waiting);
  try {
    const result = await work(tx);
    for (const hook of waiting) await hook();
    return result;
  } finally {
    hooks().delete(tx);
  }
}

function hooks(): WeakMap<Transaction, Hook[]> {
  return (holder.adminxBeforeCommit ??= new WeakMap());
}

function signals(): WeakMap<Transaction, (() => void)[]> {
  return (holder.adminxAfterCommit ??= new WeakMap());
}
