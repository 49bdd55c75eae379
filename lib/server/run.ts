/** The life of the `npm start` process: sentences on the console, signals, exit codes. */
import { config, type Config } from '@/lib/config/config';
import { ConfigError } from '@/lib/config/config-error';
import { redactOutput } from './redact-output';
import { startServer, type RunningServer } from './start';
import { StartRefusal } from './start-refusal';

/** Starts and stays until told to stop. A refused start prints its sentences and exits with 1. */
export async function run(): Promise<void> {
  const print = redactOutput();
  let server: RunningServer | undefined;
  let isStopping = false;
  const stop = () => {
    // A second signal means: now.
    if (isStopping || !server) process.exit(1);
    isStopping = true;
    print('Stopping: running requests are finished first. Once more to stop at once.');
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    const started = await startServer({ print });
    server = started;
    for (const line of greeting(config(), started)) print(line);
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}

/** What a refused start says: the sentences, or for a bug the whole trace. */
function explain(error: unknown): void {
  if (error instanceof ConfigError || error instanceof StartRefusal) {
    process.stderr.write(`AdminX did not start.\n${error.sentences.map(asItem).join('')}`);
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`AdminX did not start because of a fault of its own:\n${text}\n`);
}

function asItem(sentence: string): string {
  return `  - ${sentence}\n`;
}

function greeting(settings: Config, { url, setupLink }: RunningServer): string[] {
  return [
    '',
    `  AdminX is ready at ${url}`,
    `  Data: ${describeData(settings)}`,
    ...(setupLink
      ? [
          '',
          '  No owner exists yet. Open this link within the hour to become the owner;',
          '  it works once, and the next start makes a new one:',
          '',
          `  ${setupLink.url}`,
        ]
      : []),
    '',
  ];
}

function describeData(settings: Config): string {
  if (!settings.databaseUrl) return `${settings.dataDir} (embedded database)`;
  const { hostname, port, pathname } = new URL(settings.databaseUrl);
  return `PostgreSQL at ${hostname}:${port || '5432'}${pathname}`;
}
