// Generates the Prisma client without Prisma's native engine: generation needs none, but the command
// line insists on a file there, and would otherwise try to download one from Prisma's own host.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
const result = spawnSync(process.execPath, [prisma, 'generate', '--schema', 'prisma/schema'], {
  cwd: new URL('..', import.meta.url),
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (result.status !== 0) process.stdout.write(result.stdout ?? '');
process.exit(result.status ?? 1);
