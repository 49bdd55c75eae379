/** Builds the application when its sources changed since the last build, and only then. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildVariables } from '@/lib/config/prepare-environment';
import { acquireDataLock, type DataLock } from './data-lock';
import { stampSources } from './source-stamp';
import { StartRefusal } from './start-refusal';

/** Says what is going on, one calm line at a time. */
export type Print = (line: string) => void;

/** Makes sure `.next` holds a build of the sources as they are; true when it had to be made. */
export async function ensureBuilt(root: string, print: Print): Promise<boolean> {
  if (await isCurrent(root)) return false;
  const lock = await waitForBuildLock(root);
  try {
    if (await isCurrent(root)) return false;
    print('Building AdminX: the first start, or the sources changed. This takes a minute or two.');
    const stamp = await stampSources(root);
    await rm(stampFile(root), { force: true });
    await runBuild(root);
    await writeFile(stampFile(root), stamp);
    return true;
  } finally {
    lock.release();
  }
}

async function isCurrent(root: string): Promise<boolean> {
  const built = await readFile(stampFile(root), 'utf8').catch(() => null);
  return built !== null && built === (await stampSources(root));
}

function stampFile(root: string): string {
  return join(root, '.next', 'adminx-sources');
}

/** Two processes started together must not build into one folder; the second waits for the first. */
async function waitForBuildLock(root: string): Promise<DataLock> {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `adminx-build-${String(process.getuid?.() ?? 0)}-${name}`);
  for (;;) {
    try {
      return await acquireDataLock(folder);
    } catch (error) {
      if (!(error instanceof StartRefusal)) throw error;
      await sleep(500);
    }
  }
}

function runBuild(root: string): Promise<void> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(process.execPath, [next, 'build'], {
      cwd: root,
      env: buildVariables(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (chunk: Buffer) => (output += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new StartRefusal(['The build failed; its output says why:', output.trim()]));
    });
  });
}
