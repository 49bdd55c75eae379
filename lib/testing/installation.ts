/** A real installation for tests of processes: folders of its own, and the first tenant in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overrideConfigForTests, parseConfig } from '@/lib/config/config';
import { forgetMasterKeyForTests } from '@/lib/crypto/master-key';
import { startTestProcess, type TestProcess } from './child-process';

/** Folders and settings of an installation on the embedded database. */
export interface TestInstallation {
  readonly folder: string;
  readonly dataDir: string;
  readonly configDir: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Ends what {@link TestInstallation.start} started and removes the folders. */
  remove(): Promise<void>;
  /** Does something with these settings in the process of the test, which takes a tenth as long. */
  here<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Starts a process of ours with these settings. */
  start(file: string, args?: string[]): TestProcess;
  /** Runs the command line to its end. */
  command(...words: string[]): Promise<CommandEnd>;
}

/** How a run of the command line ended. */
export interface CommandEnd {
  readonly code: number | string;
  readonly out: string;
  readonly err: string;
  /** The object `--json` prints. */
  json(): unknown;
}

/** Makes the folders; nothing is in them yet. */
export function createTestInstallation(
  variables: Readonly<Record<string, string>> = {},
): TestInstallation {
  const folder = mkdtempSync(join(tmpdir(), 'adminx-installation-'));
  const [dataDir, configDir] = [join(folder, 'data'), join(folder, 'config')];
  const all = {
    ADMINX_DATA_DIR: dataDir,
    ADMINX_CONFIG_DIR: configDir,
    ADMINX_LOG_LEVEL: 'silent',
    ...variables,
  };
  const started: TestProcess[] = [];
  const start = (file: string, args: string[] = []) => {
    const child = startTestProcess(file, { variables: all, args });
    started.push(child);
    return child;
  };
  return {
    folder,
    dataDir,
    configDir,
    variables: all,
    here: (work) => withVariables(all, work),
    start,
    command: async (...words) => {
      const child = start('lib/server/cli/main.ts', words);
      const code = await child.exited;
      const out = child.lines.join('\n');
      return { code, out, err: child.errors(), json: () => JSON.parse(out) as unknown };
    },
    remove: async () => {
      await Promise.all(started.map((child) => child.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function withVariables<Result>(
  variables: Readonly<Record<string, string>>,
  work: () => Promise<Result>,
): Promise<Result> {
  overrideConfigForTests(parseConfig(variables));
  forgetMasterKeyForTests();
  return work().finally(() => {
    overrideConfigForTests();
    forgetMasterKeyForTests();
  });
}
