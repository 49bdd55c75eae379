import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Replaces packages below our own modules, which must not have been loaded with the real ones. */
const replacesPackages = 'lib/saml/attacks/fuzz.test.ts';

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
    // Secrets in tests are encrypted with a key of the run; nothing touches the user's own folders.
    env: { ADMINX_MASTER_KEY: randomBytes(32).toString('base64'), ADMINX_LOG_LEVEL: 'silent' },
    setupFiles: [`${root}lib/testing/setup.ts`],
    // Ten times what the longest takes: a busy machine is no failure, a test that hangs is.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: [
            'lib/**/*.test.ts',
            'prisma/**/*.test.ts',
            'e2e/**/*.test.ts',
            'app/**/*.test.{ts,tsx}',
            'components/**/*.test.{ts,tsx}',
          ],
          exclude: ['**/node_modules/**', '**/.next/**', 'e2e/.output/**', replacesPackages],
          globalSetup: [`${root}lib/testing/global-setup.ts`],
          // The files of a worker share modules and databases: loading both anew for each took
          // longer than most tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: [replacesPackages], isolate: true } },
    ],
  },
});
