/** Makes something expensive once for a whole test run, whichever worker comes first. */
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 120_000;

/** The text `make` gave when the first worker called it; a failure there is everybody's failure. */
export async function oncePerRun(
  directory: string,
  name: string,
  make: () => Promise<string>,
): Promise<string> {
  const result = join(directory, `${name}.result`);
  const failure = join(directory, `${name}.failure`);
  if (await claim(join(directory, `${name}.claim`))) {
    try {
      await publish(result, await make());
    } catch (error) {
      await publish(failure, String(error));
      throw error;
    }
  }
  await waitFor(result, failure);
  return readFile(result, 'utf8');
}

async function claim(path: string): Promise<boolean> {
  return writeFile(path, '', { flag: 'wx' }).then(
    () => true,
    () => false,
  );
}

async function publish(path: string, text: string): Promise<void> {
  await writeFile(`${path}.draft`, text);
  await rename(`${path}.draft`, path);
}

async function waitFor(result: string, failure: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 100) {
    if (await exists(result)) return;
    if (await exists(failure)) throw new Error(await readFile(failure, 'utf8'));
    await sleep(100);
  }
  throw new Error(`${result} did not appear`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
