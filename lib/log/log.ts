/** The structured log: one JSON line an event on standard error, secrets taken out first. */
import { pino, type Logger } from 'pino';
import { config } from '@/lib/config/config';
import { redactText, redactValue } from './redact';

type Level = 'debug' | 'info' | 'warn' | 'error';
type Fields = Readonly<Record<string, unknown>>;

interface LogHolder {
  adminxLogger?: Logger;
  /** Who listens along. */
  adminxLogTaps?: Set<(line: string) => void>;
}
const holder = globalThis as LogHolder;

/** Where finished lines go; a test may give its own. */
export interface LogSink {
  write(line: string): void;
}

function write(level: Level, fields: Fields, message: string): void {
  holder.adminxLogger ??= createLogger(pino.destination({ dest: 2, sync: true }));
  const [safe, text] = [redactValue(fields), redactText(message)];
  holder.adminxLogger[level](safe, text);
  for (const tap of holder.adminxLogTaps ?? []) tap(`${JSON.stringify(safe)} ${text}`);
}

function createLogger(sink: LogSink): Logger {
  return pino(
    {
      level: config().logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (value: unknown) => value },
    },
    sink,
  );
}

/** Sends the lines of this process elsewhere; only tests do that. Without a sink, back to normal. */
export function redirectLogForTests(sink?: LogSink): void {
  if (sink) holder.adminxLogger = createLogger(sink);
  else delete holder.adminxLogger;
}

/**
 * Hears every event of this process from now on, of every level, as it is written: after redaction. Call
 * what it returns to stop.
 */
export function tapLog(tap: (line: string) => void): () => void {
  const taps = (holder.adminxLogTaps ??= new Set());
  taps.add(tap);
  return () => {
    taps.delete(tap);
  };
}

/** Writes an event: what is known about it, then one sentence. Errors go under `err`. */
export const log = {
  debug: (fields: Fields, message: string) => {
    write('debug', fields, message);
  },
  info: (fields: Fields, message: string) => {
    write('info', fields, message);
  },
  warn: (fields: Fields, message: string) => {
    write('warn', fields, message);
  },
  error: (fields: Fields, message: string) => {
    write('error', fields, message);
  },
};
