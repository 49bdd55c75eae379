import { errorCatalogue, type ErrorCode } from './error-codes';

/** What the log may know about an error. Never a token, a private key, an assertion or a code. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

const appErrorMark = Symbol.for('adminx.AppError');

/**
 * The one error class of the product: an expected refusal with a code from the closed catalogue.
 *
 * The public text and the HTTP status come from the catalogue by code. `privateMessage` says what
 * was got and what was expected and goes to the log and the trace only. Neither may hold a secret.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly publicMessage: string;
  readonly details: ErrorDetails;
  readonly [appErrorMark] = true;

  constructor(
    code: ErrorCode,
    privateMessage?: string,
    options: { readonly cause?: unknown; readonly details?: ErrorDetails } = {},
  ) {
    const entry = errorCatalogue[code];
    super(privateMessage ?? entry.message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = entry.status;
    this.publicMessage = entry.message;
    this.details = options.details ?? {};
  }
}

/**
 * Tells whether a caught value is an {@link AppError}, also when it was thrown by another copy of
 * this module: one server process loads a module several times, so `instanceof` is not enough.
 */
export function isAppError(value: unknown): value is AppError {
  return typeof value === 'object' && value !== null && appErrorMark in value;
}

/** Throws a plain error for a bug: something the code itself promises cannot happen. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
