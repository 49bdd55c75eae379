/**
 * Checks an exported event log on any computer, without a database:
 * `npm run verify-audit -- events.jsonl`. Ends with 0 when nothing is wrong, 1 when something is,
 * 2 when the file could not be read.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ChainVerdict } from '@/lib/schemas/audit-verification';
import { checkAuditExport } from './check-export';

/** The sentences for the terminal. */
function describeVerdict(verdict: ChainVerdict): string {
  const { checked, from, to, removed, problemCount, problems, lastHash } = verdict;
  const range = from === null ? 'no events' : `${checked} events, ${from} to ${to ?? from}`;
  const kept = removed === '0' ? '' : ` Retention had removed ${removed} before them.`;
  if (verdict.isWhole) return `Whole: ${range}.${kept}\nLast hash: ${lastHash}\n`;
  const more = problemCount - problems.length;
  const lines = problems.map(({ says }) => `- ${says}`);
  if (more > 0) lines.push(`- and ${more} more`);
  return `Not whole: ${range}.${kept}\n${lines.join('\n')}\n`;
}

/** Runs the check of one file; resolves to the exit code. */
export async function verifyExport(
  path: string | undefined,
  write: (text: string) => void,
): Promise<0 | 1 | 2> {
  if (path === undefined) {
    write('Say which file: npm run verify-audit -- events.jsonl\n');
    return 2;
  }
  try {
    const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
    const verdict = await checkAuditExport(lines);
    write(describeVerdict(verdict));
    return verdict.isWhole ? 0 : 1;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    write(`${path} is no export of AdminX that can be read: ${reason.slice(0, 500)}\n`);
    return 2;
  }
}
