/** Carries out the operator's commands in the running server, on the data it has open. */
import type { Config } from '@/lib/config/config';
import { stopAlignments } from '@/lib/services/directory-alignment/running-alignments';
import { waitForRuns } from '@/lib/services/okta/running-runs';
import { setProcessState } from '@/lib/shared/process-state';
import { CommandRefusal } from '../cli/command-refusal';
import { findCommand } from '../cli/commands';
import type { CommandContext } from '../cli/define-command';
import type { OpenedData } from '../open-data';
import type { RequestGate } from '../request-gate';
import { startControlServer, type Execute } from './control-server';

/** Something that runs and can be stopped and started again. */
export interface Restartable {
  start(): void;
  stop(): Promise<void>;
}

/** How long running requests may take to end before a restore. */
const pausePatienceMs = 10_000;

/** Starts something that gives the way to stop it, so that it can be started again. */
export function restartable(begin: () => () => Promise<void>): Restartable {
  let end: (() => Promise<void>) | null = begin();
  return {
    start: () => {
      end ??= begin();
    },
    stop: async () => {
      const ending = end;
      end = null;
      await ending?.();
    },
  };
}

/**
 * Listens for commands until the returned function is called. On a PostgreSQL server the command line
 * works on the database itself, so nobody listens.
 */
export async function serveCommands(parts: {
  readonly settings: Config;
  readonly data: OpenedData;
  readonly gate: RequestGate;
  readonly schedules: Restartable;
}): Promise<() => Promise<void>> {
  const { settings, data } = parts;
  if (settings.databaseUrl) return () => Promise.resolve();
  const pause = pauser(parts);
  const execute: Execute = async (name, input, say) => {
    const command = findCommand(name);
    if (command) return command.execute({ settings, data, say, isServer: true, pause }, input);
    throw new CommandRefusal([
      'The running AdminX is of another release and does not know this command; restart it.',
    ]);
  };
  return startControlServer(settings.dataDir, execute);
}

/** Takes no requests and does nothing by the clock while some work is done. */
function pauser(parts: {
  readonly gate: RequestGate;
  readonly schedules: Restartable;
}): CommandContext['pause'] {
  const { gate, schedules } = parts;
  return async (work) => {
    setProcessState('starting');
    await gate.close(pausePatienceMs);
    await schedules.stop();
    // A set-up run goes on after its request; its token must be dead before the data goes.
    await waitForRuns();
    await stopAlignments();
    try {
      await work();
    } finally {
      schedules.start();
      gate.open();
      setProcessState('ready');
    }
  };
}
