import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs everything that needs no browser. Started as `vitest run --config lib/testing/vitest.config.ts --root .`. */
export default defineConfig({
  resolve: {
    alias: [
      // `server-only` throws outside a React server build; its own empty file stands in for it.
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    environment: 'node',
    include: [
      'lib/**/*.test.ts',
      'prisma/**/*.test.ts',
      'e2e/**/*.test.ts',
      'app/**/*.test.{ts,tsx}',
      'components/**/*.test.{ts,tsx}',
    ],
    exclude: ['**/node_modules/**', '**/.next/**', 'e2e/.output/**'],
    globalSetup: [`${root}lib/testing/global-setup.ts`],
    // Secrets in tests are encrypted with a key of the run; nothing touches the user's own folders.
    env: { ADMINX_MASTER_KEY: randomBytes(32).toString('base64'), ADMINX_LOG_LEVEL: 'silent' },
    setupFiles: [`${root}lib/testing/setup.ts`],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: false,
  },
});
