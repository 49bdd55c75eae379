/** What the command line and the running server say to each other: one JSON object a line. */
import { createInterface } from 'node:readline';
import type { Socket } from 'node:net';
import { z } from 'zod';

/** The one request of a connection, at most so long and so late. */
export const maxRequestBytes = 64 * 1024;
export const requestTimeoutMs = 5000;

/** An answer is at most so long; a server at work says so more often than this. */
export const maxAnswerBytes = 8 * 1024 * 1024;
export const aliveEveryMs = 5000;
export const silenceTimeoutMs = 180_000;

/** What the command line asks for. */
export const requestSchema = z.object({
  token: z.string().max(100),
  command: z.string().max(100),
  input: z.unknown(),
});

/** What the server answers: notes while it works, then one of the last three. */
export const answerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('note'), text: z.string() }),
  z.object({ type: z.literal('done'), result: z.unknown() }),
  z.object({ type: z.literal('refused'), sentences: z.array(z.string()) }),
]);

/** One line of an answer. */
export type Answer = z.output<typeof answerSchema>;

/** Calls back with each line that arrives; hangs up on one who sends more than `maxBytes` in all. */
export function readLines(socket: Socket, maxBytes: number, onLine: (line: string) => void): void {
  let received = 0;
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > maxBytes) socket.destroy();
  });
  createInterface({ input: socket, crlfDelay: Infinity }).on('line', onLine);
}

/** The object in a line; null when it is none of that shape. */
export function parseLine<Schema extends z.ZodType>(
  schema: Schema,
  line: string,
): z.output<Schema> | null {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
