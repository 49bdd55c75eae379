/** Prepares the variables of the process before anything else is loaded. Imports nothing of ours. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads `.env` of the folder (variables that are set already win), says that this is production, and
 * that Next.js sends nothing home. Called first: libraries look at these when they are loaded.
 */
export function prepareEnvironment(root: string): void {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  const variables = process.env as Record<string, string | undefined>;
  variables['NODE_ENV'] = 'production';
  variables['NEXT_TELEMETRY_DISABLED'] = '1';
}

/** Where the command was typed: npm moves to the folder of the package and keeps this apart. */
export function callerFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

/** The variables a build may see: none of ours, so that nothing of this installation is built in. */
export function buildVariables(): NodeJS.ProcessEnv {
  const ours = /^(?:ADMINX_|DATABASE_URL$|NEXTAUTH_|NODE_OPTIONS$|VITEST|NODE_V8_COVERAGE$)/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  };
}
