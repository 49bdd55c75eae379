/** Lets requests through, or for a while none: what is running is finished first. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@/lib/shared/errors';
import type { RequestHandler } from './http-server';

/** A door in front of the application. */
export interface RequestGate {
  readonly handle: RequestHandler;
  /** Refuses every new request and waits for the running ones, at most so long; then hangs up. */
  close(patienceMs: number): Promise<void>;
  open(): void;
}

/** What answers even while the door is closed: it touches no data, and says the process lives. */
const alwaysAnswered = '/api/health';

/** Makes an open door; a closed one answers `runtime.restoring`. */
export function createRequestGate(handler: RequestHandler): RequestGate {
  const running = new Set<ServerResponse>();
  let isClosed = false;
  return {
    handle: async (request, response) => {
      if (isClosed && request.url !== alwaysAnswered) throw new AppError('runtime.restoring');
      running.add(response);
      response.once('close', () => running.delete(response));
      await handler(request, response);
    },
    close: async (patienceMs) => {
      isClosed = true;
      for (let waitedMs = 0; waitedMs < patienceMs && running.size > 0; waitedMs += 50) {
        await sleep(50);
      }
      // A stream that follows events never ends by itself; its browser asks again.
      for (const response of running) response.destroy();
    },
    open: () => {
      isClosed = false;
    },
  };
}
