/** Socket addresses hold about a hundred bytes, so a deep folder needs a shorter name. */
import { openSync } from 'node:fs';
import { relative } from 'node:path';
import { StartRefusal } from './start-refusal';

const maxFolderBytes = 70;

/** A name of the folder short enough for sockets inside it. */
export function shortSocketFolder(directory: string): string {
  const names = [directory, relative(process.cwd(), directory) || '.'];
  const short = names.find((name) => Buffer.byteLength(name) <= maxFolderBytes);
  if (short) return short;
  // Kept open on purpose: the name is good as long as the descriptor is.
  if (process.platform === 'linux') return `/proc/self/fd/${openSync(directory, 'r')}`;
  throw new StartRefusal([
    `The path of the data directory ${directory} is too long; choose a shorter ADMINX_DATA_DIR.`,
  ]);
}
