/** A fingerprint of everything a build is made of. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

const sources = [
  ...['app', 'components', 'lib', 'public', 'prisma/schema', 'proxy.ts'],
  ...['instrumentation.ts', 'instrumentation-client.ts'],
  ...['next.config.js', 'package.json', 'package-lock.json', 'tsconfig.json'],
];

/** Not part of what is built: tests, their helpers, the launcher, and the client made from the schema. */
const ignored =
  /(?:^|\/)(?:[^/]*\.test\.tsx?|testdata|\.DS_Store)$|^lib\/(?:testing|db\/generated|server)$/;

/** SHA-256 over the paths and contents of the sources, lower-case hex. */
export async function stampSources(root: string): Promise<string> {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const source of sources) {
    if (!existsSync(join(root, source))) continue;
    for (const path of await filesBelow(root, join(root, source))) {
      hash.update(`\0${toName(root, path)}\0`).update(await readFile(path));
    }
  }
  return hash.digest('hex');
}

async function filesBelow(root: string, path: string): Promise<string[]> {
  if (ignored.test(toName(root, path))) return [];
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).sort();
  return (await Promise.all(names.map((name) => filesBelow(root, join(path, name))))).flat();
}

function toName(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
