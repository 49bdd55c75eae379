/** Finds programs on this machine, and installs Debian packages when it may. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-command';

/** The path of the first of these programs that is installed, or null. */
export function findProgram(names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  return null;
}

/** Tells whether a file exists and may be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Installs Debian packages; false where there is no `apt-get`, no right to use it, or no such package. */
export async function installDebianPackages(packages: readonly string[]): Promise<boolean> {
  if (findProgram(['apt-get']) === null || process.getuid?.() !== 0) return false;
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = async () => {
    const words = ['install', '-y', '-q', '--no-install-recommends', ...packages];
    const { code } = await runCommand('apt-get', words, { environment, timeoutMs: 600_000 });
    return code === 0;
  };
  if (await install()) return true;
  // The lists are missing, or older than the packages.
  await runCommand('apt-get', ['update', '-q'], { environment, timeoutMs: 180_000 });
  return install();
}
