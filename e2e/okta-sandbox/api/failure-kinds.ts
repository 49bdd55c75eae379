/** The failures that are worth trying, each with the words the admin page offers it by. */
import type { Failure } from '../org/failure-types';

interface FailureKind {
  label: string;
  failure: Failure;
}

const TOO_MANY = 'API call exceeded rate limit due to too many requests.';

/** In the order in which a person would try them. */
export const FAILURE_KINDS = {
  'server-error': {
    label: '500 E0000009: a fault of Okta',
    failure: answer(500, 'E0000009', 'Internal Server Error'),
  },
  'read-only': {
    label: '503 E0000010: Okta takes no changes for now',
    failure: answer(503, 'E0000010', 'Service is in read only mode'),
  },
  'rate-limited': {
    label: '429 E0000047: too many calls, free again in 2 seconds',
    failure: { ...answer(429, 'E0000047', TOO_MANY), resetInSeconds: 2 },
  },
  'rate-limited-without-reset': {
    label: '429 E0000047: too many calls, without saying until when',
    failure: answer(429, 'E0000047', TOO_MANY),
  },
  'token-dead': {
    label: '401 E0000011: the token is not known any more',
    failure: answer(401, 'E0000011', 'Invalid token provided'),
  },
  'feature-missing': {
    label: '401 E0000015: the organisation does not have the feature',
    failure: answer(
      401,
      'E0000015',
      'You do not have permission to access the feature you are requesting',
    ),
  },
  forbidden: {
    label: '403 E0000006: the role is too small',
    failure: answer(403, 'E0000006', 'You do not have permission to perform the requested action'),
  },
  'not-found': {
    label: '404 E0000007: it is not there any more',
    failure: answer(404, 'E0000007', 'Not found: Resource not found'),
  },
  conflict: {
    label: '409 E0000096: it is there already',
    failure: answer(409, 'E0000096', 'Another resource with the same value exists already.'),
  },
  busy: {
    label: '423 E0000239: somebody else is changing the policy',
    failure: answer(423, 'E0000239', 'Policy priorities are being reconciled. Try again later.'),
  },
  slow: { label: 'Answers after 3 seconds', failure: { kind: 'delay', delayMs: 3_000 } },
  'too-slow': { label: 'Answers after 30 seconds', failure: { kind: 'delay', delayMs: 30_000 } },
  'closed-before': {
    label: 'Does nothing and closes the connection',
    failure: { kind: 'closed-before' },
  },
  'closed-after': {
    label: 'Does it, then closes the connection without an answer',
    failure: { kind: 'closed-after' },
  },
  'half-body': {
    label: 'Does it, sends half of the answer and closes the connection',
    failure: { kind: 'half-body' },
  },
  'hostile-json': {
    label: 'Does it, and answers with hostile JSON',
    failure: { kind: 'hostile-json' },
  },
} as const satisfies Record<string, FailureKind>;

export type FailureKindId = keyof typeof FAILURE_KINDS;

export function isFailureKind(id: string): id is FailureKindId {
  return Object.hasOwn(FAILURE_KINDS, id);
}

/** In a few words, for the lists. */
export function describeFailure(failure: Failure): string {
  if (failure.kind === 'status') return `${String(failure.status)} ${failure.errorCode}`;
  if (failure.kind === 'delay') return `${String(failure.delayMs / 1000)} seconds late`;
  return WORDS[failure.kind];
}

const WORDS = {
  'closed-before': 'connection closed, nothing done',
  'closed-after': 'done, then connection closed',
  'half-body': 'done, half an answer',
  'hostile-json': 'done, hostile JSON',
};

function answer(status: number, errorCode: string, summary: string) {
  return { kind: 'status', status, errorCode, summary } as const;
}
