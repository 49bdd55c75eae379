import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { log } from '@/lib/log/log';
import { AppError, isAppError } from '@/lib/shared/errors';

/** What a failed request answers. `id` stands for the entry in the log when the fault is ours. */
export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly id?: string;
    /** Which fields were refused and why, for `request.invalid`. */
    readonly fields?: Readonly<Record<string, string>>;
  };
}

/**
 * Turns whatever a handler threw into an answer: the catalogue's status and public sentence for an
 * expected refusal; for anything else a bare 500 whose id finds the logged error. No trace, no
 * private message, nothing of the cause reaches the browser.
 */
export function errorResponse(error: unknown): Response {
  if (isAppError(error)) {
    if (error.status >= 500) logFailure(error);
    else log.info({ code: error.code, reason: error.message, ...error.details }, 'request refused');
    return Response.json(refusalBody(error), { status: error.status });
  }
  const id = logFailure(error);
  const internal = new AppError('request.internal');
  const body: ErrorBody = { error: { code: internal.code, message: internal.publicMessage, id } };
  return Response.json(body, { status: internal.status });
}

/** Logs an unexpected error; returns the id under which the log knows it. */
export function logFailure(error: unknown): string {
  const id = randomUUID();
  log.error({ id, err: error }, 'request failed');
  return id;
}

function refusalBody(error: AppError): ErrorBody {
  const { code, publicMessage: message, cause } = error;
  if (!(cause instanceof z.ZodError)) return { error: { code, message } };
  const fields: Record<string, string> = {};
  for (const issue of cause.issues) fields[issue.path.join('.')] ??= issue.message;
  return { error: { code, message, fields } };
}
