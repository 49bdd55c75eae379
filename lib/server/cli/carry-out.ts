/** Finds the way to the data and carries a command out there, never by opening what another holds. */
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { config, type Config } from '@/lib/config/config';
import { connectToServer } from '../control/control-client';
import { DataHeld } from '../data-lock';
import { openData } from '../open-data';
import { CommandRefusal } from './command-refusal';
import type { Command, Say } from './define-command';

/** A server that is starting or stopping holds the data and does not listen yet, or any more. */
const attempts = 15;
const betweenAttemptsMs = 1000;

/**
 * Carries a command out: on the database when the settings name a server, else in the running AdminX,
 * else here, with the data directory locked.
 */
export async function carryOut(command: Command, input: unknown, say: Say): Promise<unknown> {
  const settings = config();
  if (settings.databaseUrl) return runHere(settings, command, input, say);
  for (let attempt = 1; ; attempt += 1) {
    const server = await connectToServer(settings.dataDir);
    try {
      return server
        ? await server.ask(command.name, input, say)
        : await runHere(settings, command, input, say);
    } catch (error) {
      if (!(error instanceof DataHeld) || attempt === attempts) throw error;
      await sleep(betweenAttemptsMs);
    } finally {
      server?.close();
    }
  }
}

async function runHere(
  settings: Config,
  command: Command,
  input: unknown,
  say: Say,
): Promise<unknown> {
  if (command.executeClosed) return command.executeClosed(settings, input, say);
  if (!settings.databaseUrl && !hasData(settings.dataDir)) {
    throw new CommandRefusal([
      `There is no data in ${settings.dataDir}; name its folder with ADMINX_DATA_DIR, or start AdminX once.`,
    ]);
  }
  const data = await openData(settings, {
    adoptBaseUrl: false,
    // Other replicas may still run the release before.
    migrate: settings.databaseUrl === null,
  });
  try {
    return await command.execute(
      { settings, data, say, isServer: false, pause: (work) => work() },
      input,
    );
  } finally {
    await data.close();
  }
}

/** Also when a restore was killed and the database lies there under another name. */
function hasData(dataDir: string): boolean {
  return existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith('database'));
}
