/** A kind of failure of the stand-in organisation, by its name or whole. */
type FailureOfStandIn =
  | 'token-dead'
  | 'feature-missing'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'busy'
  | 'rate-limited'
  | 'rate-limited-without-reset'
  | 'server-error'
  | 'read-only'
  | 'closed-before'
  | 'closed-after'
  | 'half-body'
  | 'hostile-json'
  | { readonly kind: 'delay'; readonly delayMs: number }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly errorCode: string;
      readonly summary: string;
    };

/** How long a call may take where a call is slow on purpose; otherwise nothing is that slow. */
export const shortTimeoutMs = 250;

/** One way to fail. */
export interface FailureRow {
  readonly failure: FailureOfStandIn;
  /** Codes a run may end with because of it. */
  readonly codes: readonly string[];
  /** How many calls in a row; null for all from there on. */
  readonly times?: number | null;
  readonly isSlow?: boolean;
}

const unreadable = ['okta.unreachable', 'okta.answer_unusable'];
const silent: FailureOfStandIn = { kind: 'delay', delayMs: shortTimeoutMs + 100 };

/**
 * Every way in which a call can fail, for the failure tables. Codes of the public routing question,
 * which knows no error codes of Okta's, are added by them.
 */
export const failureRows: Readonly<Record<string, FailureRow>> = {
  '400, a limit of Okta is reached (F6)': {
    failure: {
      kind: 'status',
      status: 400,
      errorCode: 'E0000001',
      summary: 'Api validation failed: The maximum number has been reached',
    },
    codes: ['okta.request_refused'],
  },
  '401 revoked in the middle': {
    failure: 'token-dead',
    codes: ['okta.token_invalid'],
    times: null,
  },
  '401 E0000015': { failure: 'feature-missing', codes: ['okta.feature_missing'] },
  '403': { failure: 'forbidden', codes: ['okta.permission_missing'] },
  // An identity provider that is gone when it is read again is not what was sent.
  '404': { failure: 'not-found', codes: ['okta.not_found', 'okta.readback_differs'] },
  '409': { failure: 'conflict', codes: ['okta.conflict'] },
  '423 once': { failure: 'busy', codes: [] },
  '423 for long': { failure: 'busy', codes: ['okta.busy'], times: 4 },
  '429 with reset, once': { failure: 'rate-limited', codes: [] },
  '429 with reset, again and again': {
    failure: 'rate-limited',
    codes: ['okta.rate_limited'],
    times: 3,
  },
  '429 without reset': {
    failure: 'rate-limited-without-reset',
    codes: ['okta.rate_limited'],
    times: 3,
  },
  '500': { failure: 'server-error', codes: ['okta.server_error'] },
  '503': { failure: 'read-only', codes: ['okta.busy'] },
  timeout: { failure: silent, codes: ['okta.timeout', 'net.timeout'], isSlow: true },
  'closed, nothing done': { failure: 'closed-before', codes: ['net.unreachable', ...unreadable] },
  'closed, done': { failure: 'closed-after', codes: ['net.unreachable', ...unreadable] },
  'half a body': { failure: 'half-body', codes: ['net.unreachable', ...unreadable] },
  'hostile JSON': {
    failure: 'hostile-json',
    codes: ['okta.answer_unusable', 'okta.blocked_destination', 'okta.metadata_unusable'],
  },
};
