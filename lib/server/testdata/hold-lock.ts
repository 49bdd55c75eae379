/** Takes the data lock of a directory, says so, and holds it until killed. */
import { acquireDataLock } from '../data-lock';
import { StartRefusal } from '../start-refusal';

try {
  await acquireDataLock(process.argv[2] ?? '');
  process.stdout.write('held\n');
  setInterval(() => undefined, 60_000);
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error;
  process.stdout.write(`refused: ${error.message}\n`);
}
