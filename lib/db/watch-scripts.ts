/** The scripts of migrations as the engine runs them: waited for, and with what the database said. */
import type { PGlite } from '@electric-sql/pglite';
import type { OpenedDatabase } from './open-database';

type AdapterFactory = OpenedDatabase['adapterFactory'];
type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>;

/** The same adapter, and why a script failed; null when none did. */
export interface WatchedScripts {
  readonly adapterFactory: AdapterFactory;
  failure(): string | null;
}

/**
 * Remembers what the database says when a script fails; the engine keeps only that it did. On the
 * embedded database the script is run here: pglite-prisma-adapter 0.7.2 does not wait for it, so a
 * failed migration would be recorded as done. There a script is one transaction: all of it or nothing.
 */
export function watchScripts(factory: AdapterFactory, pglite: PGlite | null): WatchedScripts {
  let failure: string | null = null;
  const watch = async (connecting: Promise<Adapter>) => {
    const adapter = await connecting;
    const run = pglite
      ? (script: string) => pglite.exec(script)
      : adapter.executeScript.bind(adapter);
    adapter.executeScript = async (script) => {
      try {
        await run(script);
      } catch (error) {
        failure = said(error);
        throw error;
      }
    };
    return adapter;
  };
  return {
    adapterFactory: {
      provider: factory.provider,
      adapterName: factory.adapterName,
      connect: () => watch(factory.connect()),
      connectToShadowDb: () => watch(factory.connectToShadowDb()),
    },
    failure: () => failure,
  };
}

/** The database's own sentence, below the frame an adapter puts around it. */
function said(error: unknown): string {
  const { cause, message } = error as {
    cause?: { originalMessage?: unknown };
    message?: unknown;
  };
  const text = cause?.originalMessage ?? message;
  return typeof text === 'string' ? text.slice(0, 300) : 'unknown error';
}
