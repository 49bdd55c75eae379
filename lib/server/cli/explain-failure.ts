/** Turns whatever a command threw into plain sentences; a bug goes to the log with all it knows. */
import { randomUUID } from 'node:crypto';
import { ZodError } from 'zod';
import { ConfigError } from '@/lib/config/config-error';
import { log } from '@/lib/log/log';
import { isAppError } from '@/lib/shared/errors';
import { StartRefusal } from '../start-refusal';
import { CommandRefusal } from './command-refusal';

/** What to tell the operator. No stack trace, whatever it was. */
export function explainFailure(error: unknown): readonly string[] {
  const isOurs =
    error instanceof CommandRefusal ||
    error instanceof StartRefusal ||
    error instanceof ConfigError;
  if (isOurs) return error.sentences;
  // The operator may read the private sentence: it says what was got and what was expected.
  if (isAppError(error)) return [error.message];
  if (error instanceof ZodError) return error.issues.map(({ message }) => message);
  const id = randomUUID();
  log.error({ id, err: error }, 'a command failed');
  return [`The command failed because of a fault of AdminX; the log names it ${id}.`];
}
