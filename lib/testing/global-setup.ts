/** Gives the workers of one test run a directory to share, and clears away what they put there. */
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopPostgresServer, type PostgresServer } from './postgres-server';

declare module 'vitest' {
  interface ProvidedContext {
    testRunDirectory: string;
  }
}

/** Called by Vitest before the first worker starts; what it returns runs after the last one. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'adminx-tests-'));
  // PostgreSQL runs as another user when the tests run as root; it must pass through.
  await chmod(directory, 0o711);
  project.provide('testRunDirectory', directory);
  return async () => {
    const server = join(directory, 'postgres.result');
    if (existsSync(server)) {
      const { pid } = JSON.parse(await readFile(server, 'utf8')) as PostgresServer;
      await stopPostgresServer(pid);
    }
    await rm(directory, { recursive: true, force: true });
  };
}
