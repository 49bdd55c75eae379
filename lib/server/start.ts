/** Starts everything: data, application, HTTP server, schedules; and ends it in the reverse order. */
import { fileURLToPath } from 'node:url';
import { config, type Config } from '@/lib/config/config';
import { log } from '@/lib/log/log';
import { stopAlignments } from '@/lib/services/directory-alignment/running-alignments';
import { waitForRuns } from '@/lib/services/okta/running-runs';
import { createSetupLink, type SetupLink } from '@/lib/services/setup/create-setup-link';
import { setProcessState } from '@/lib/shared/process-state';
import { ensureBuilt, type Print } from './build';
import { restartable, serveCommands } from './control/serve-commands';
import { createHttpServer, drain, listen } from './http-server';
import { startNext } from './next-application';
import { openData } from './open-data';
import { createRequestGate } from './request-gate';
import { startSchedules } from './schedules';
import { StartRefusal } from './start-refusal';

/** A started installation. */
export interface RunningServer {
  /** Where people reach it. */
  readonly url: string;
  /** The one-time link for the first owner; null when there is one already. */
  readonly setupLink: SetupLink | null;
  /** Answers what is running, takes nothing new, and lets go of the data. */
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const drainMs = 20_000;

type Undo = () => Promise<void> | void;

/**
 * Starts AdminX as the settings of the environment say. Call `prepareEnvironment` before importing
 * this. Throws {@link StartRefusal} or `ConfigError` with sentences when it cannot.
 */
export async function startServer(options: { readonly print: Print }): Promise<RunningServer> {
  const settings = config();
  const undo: Undo[] = [];
  try {
    const data = await openData(settings);
    undo.push(() => data.close());
    // A set-up run goes on after its request: its token must be dead before the data is let go.
    undo.push(waitForRuns);
    // A comparison ends at its next step, and its token is revoked.
    undo.push(stopAlignments);
    // After the lock: a start that is refused must not replace the build of the one that runs.
    await ensureBuilt(root, options.print);
    const next = await startNext(root, settings);
    undo.push(() => next.close());
    const gate = createRequestGate(next.handle);
    const server = createHttpServer(gate.handle, settings);
    await listenOrRefuse(server, settings);
    undo.push(() => drain(server, drainMs));
    const schedules = restartable(startSchedules);
    undo.push(() => schedules.stop());
    undo.push(await serveCommands({ settings, data, gate, schedules }));
    const setupLink = await createSetupLink(new Date());
    setProcessState('ready');
    return { url: settings.baseUrl, setupLink, close: once(() => unwind(undo)) };
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

async function unwind(undo: Undo[]): Promise<void> {
  setProcessState('draining');
  for (const step of undo.reverse()) {
    await Promise.resolve(step()).catch((error: unknown) => {
      log.error({ err: error }, 'A part did not stop cleanly');
    });
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}

async function listenOrRefuse(
  server: ReturnType<typeof createHttpServer>,
  { port, host }: Config,
): Promise<void> {
  try {
    await listen(server, port, host);
  } catch (error) {
    throw new StartRefusal([portSentence((error as NodeJS.ErrnoException).code, port, host)], {
      cause: error,
    });
  }
}

function portSentence(code: string | undefined, port: number, host: string): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use by another program; stop it, or choose another with ADMINX_PORT.`;
  }
  if (code === 'EACCES') {
    return `Port ${port} is reserved for the administrator; choose one above 1023 with ADMINX_PORT.`;
  }
  if (code === 'EADDRNOTAVAIL') {
    return `This machine has no address ${host}; choose another with ADMINX_HOST.`;
  }
  return `AdminX cannot listen on ${host}:${port} (${code ?? 'unknown reason'}).`;
}
