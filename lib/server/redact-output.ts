/** The last net: whatever any library writes to the console passes here first (attacks.md D7). */
import { redactText } from '@/lib/log/redact';
import type { Print } from './build';

/**
 * Takes secrets out of everything this process writes from now on, and returns the one way around it,
 * for the first-run link, which is a secret meant to be read on the console.
 */
export function redactOutput(): Print {
  const plain = process.stdout.write.bind(process.stdout);
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...values: unknown[]) => boolean;
    stream.write = (chunk: unknown, ...rest: unknown[]) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString();
      return write(redactText(text), ...rest);
    };
  }
  return (line) => {
    plain(`${line}\n`);
  };
}
