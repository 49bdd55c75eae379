/** How much script the sign-in page brings, against an App Router page with nothing on it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { startTestProcess } from '@/lib/testing/child-process';
import { freePort } from '@/lib/testing/postgres-server';
import { seedTenant } from './requests';
import type { Result } from './result';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside the project, because Next.js looks for its packages upwards from there.
const emptyApp = join(root, 'e2e', '.output', 'empty-app');

const files: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'next.config.js': `export default { agentRules: false, turbopack: { root: ${JSON.stringify(root)} } };\n`,
  'app/layout.jsx':
    'export default function Layout({ children }) {\n  return <html lang="en"><body>{children}</body></html>;\n}\n',
  'app/page.jsx': 'export default function Page() {\n  return <p>Nothing</p>;\n}\n',
};

/** Measures what a browser loads, compressed as a proxy would. */
export async function benchSignInWeight(folder: string): Promise<Result> {
  const empty = await weighEmptyPage();
  const port = await freePort();
  const variables = {
    ADMINX_PORT: String(port),
    ADMINX_DATA_DIR: join(folder, 'weight'),
    ADMINX_MASTER_KEY: randomBytes(32).toString('base64'),
    ADMINX_LOG_LEVEL: 'error',
  };
  await seedTenant(variables);
  const app = startTestProcess('lib/server/main.ts', { variables });
  try {
    await app.waitForLine(/ready at/);
    return {
      what: 'Script of the sign-in page, compressed',
      base: 'App Router page with nothing on it',
      ours: 'GET /sign-in of the built app',
      unit: 'kB',
      values: [empty, await weigh(`http://localhost:${String(port)}/sign-in`)],
    };
  } finally {
    await app.kill();
  }
}

async function weighEmptyPage(): Promise<number> {
  await rm(emptyApp, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(emptyApp, name, '..'), { recursive: true });
    await writeFile(join(emptyApp, name), text);
  }
  const port = String(await freePort());
  await finished(runNext(['build']));
  const server = runNext(['start', '-p', port]);
  try {
    return await weigh(`http://localhost:${port}/`);
  } finally {
    server.kill('SIGKILL');
    await rm(emptyApp, { recursive: true, force: true });
  }
}

function runNext(words: readonly string[]): ChildProcess {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  return spawn(process.execPath, [next, ...words], {
    cwd: emptyApp,
    stdio: 'ignore',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error('The empty page could not be built'));
    });
  });
}

/** Kilobytes of the scripts a page names for a browser of today, each compressed with gzip. */
async function weigh(url: string): Promise<number> {
  const page = await fetchPatiently(url);
  const forOldBrowsers = new Set(
    namesIn((page.match(/<script[^>]*\bnomodule\b[^>]*>/giu) ?? []).join()),
  );
  const names = new Set(namesIn(page).filter((name) => !forOldBrowsers.has(name)));
  if (names.size === 0) throw new Error(`${url} names no script`);
  let bytes = 0;
  for (const name of names) {
    const script = await fetch(new URL(name, url));
    if (!script.ok) throw new Error(`${name} answered ${String(script.status)}`);
    bytes += gzipSync(Buffer.from(await script.arrayBuffer())).length;
  }
  return bytes / 1000;
}

/** In tags and in the data React reads, where the parts of a page name theirs. */
function namesIn(text: string): readonly string[] {
  return text.match(/\/_next\/static\/[\w./~-]+\.js/gu) ?? [];
}

async function fetchPatiently(url: string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetch(url);
      if (response.ok) return await response.text();
      throw new Error(`${url} answered ${String(response.status)}`);
    } catch (error) {
      if (attempt > 100) throw error;
      await sleep(200);
    }
  }
}
