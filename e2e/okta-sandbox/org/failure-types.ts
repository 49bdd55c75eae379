/** Calls that shall fail on purpose, and the calls that came. */

/** A way to fail; what is done at all is done before the answer is spoilt. */
export type Failure =
  | {
      kind: 'status';
      status: number;
      errorCode: string;
      summary: string;
      /** With it the answer has the headers of the rate limit. */
      resetInSeconds?: number;
    }
  | { kind: 'delay'; delayMs: number }
  | { kind: 'closed-before' | 'closed-after' | 'half-body' | 'hostile-json' };

/** Calls that shall fail. */
export interface FailureRecord {
  id: string;
  /** `ANY` for all. */
  method: string;
  path: string;
  nth: number;
  times: number | null;
  failure: Failure;
  /** Calls that fitted so far. */
  seen: number;
  failed: number;
}

export interface CallRecord {
  at: string;
  method: string;
  path: string;
  /** Null while it is not answered, and when the connection was closed instead. */
  status: number | null;
  failure: Failure | null;
}
