/** SAML traces: what is stored of them, how they are looked for, and what the pages show. */
import { z } from 'zod';
import type { CheckPhase } from './saml-checks';

/** What happened in an exchange, in words of ours. */
export const traceSteps = {
  message_arrived: 'Message arrived',
  opened_here: 'Opened from here',
  taken_in: 'Taken in',
  asked_to_sign_in: 'Asked to sign in',
  answered: 'Answered with an assertion',
  answered_with_status: 'Answered with an error status',
  application_told: 'Application told of the sign-out',
  logout_answered: 'Sign-out finished',
  refused: 'Refused',
} as const;

const text = z.string().nullable();

const stepSchema = z.object({
  at: z.string(),
  name: z.enum(Object.keys(traceSteps) as [keyof typeof traceSteps]),
  detail: text,
  ip: text,
});

const documentSchema = z.object({
  at: z.string(),
  direction: z.enum(['in', 'out']),
  parameter: z.enum(['SAMLRequest', 'SAMLResponse']),
  binding: z.enum(['redirect', 'post']),
  /** Secrets cut; whole unless `isCut`. */
  xml: z.string(),
  bytes: z.number(),
  isCut: z.boolean(),
  relayStateBytes: z.number().nullable(),
  signatureAlgorithm: text,
});

const verdictSchema = z.object({
  state: z.enum(['passed', 'failed', 'skipped']),
  expected: text,
  found: text,
});

const oktaVerdictSchema = z.object({
  checks: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      passed: z.boolean(),
      expected: z.string(),
      found: z.string(),
    }),
  ),
  /** The event type and outcome of the system-log line. */
  log: z.object({ eventType: z.string(), outcome: z.enum(['SUCCESS', 'FAILURE']), reason: text }),
});

/** The JSON columns of a trace. */
export const storedTraceSchema = z.object({
  steps: z.array(stepSchema),
  documents: z.array(documentSchema),
  checks: z.record(z.string(), verdictSchema),
  okta: oktaVerdictSchema.nullable(),
});

/** The JSON columns of a trace, parsed. */
export type StoredTrace = z.infer<typeof storedTraceSchema>;
/** One thing that happened. */
export type TraceStep = z.infer<typeof stepSchema>;
/** One message with its secrets cut. */
export type TraceDocument = z.infer<typeof documentSchema>;
/** How a check went. */
export type CheckVerdict = z.infer<typeof verdictSchema>;
/** What Okta would say to an answer. */
export type OktaVerdict = z.infer<typeof oktaVerdictSchema>;

/** How an exchange went; one that nobody went on with in time is unfinished. */
export const traceOutcomes = {
  succeeded: 'Succeeded',
  refused: 'Refused',
  waiting: 'Waiting',
  unfinished: 'Not finished',
} as const;

/** How an exchange went. */
export type TraceOutcome = keyof typeof traceOutcomes;

/** How an exchange began, in words. */
export const traceKinds = {
  SSO: 'Sign-in',
  IDP_INITIATED: 'Sign-in from here',
  SLO: 'Sign-out',
} as const;

const filterShape = {
  /** Beginning of a login or of the name of an application, or a whole trace id. */
  q: z.string().trim().max(200).catch(''),
  /** Id of a person. */
  person: z.uuid().nullable().catch(null),
  application: z.uuid().nullable().catch(null),
  outcome: z.enum(['succeeded', 'refused', 'open']).nullable().catch(null),
  range: z.enum(['hour', 'day', 'week']).nullable().catch(null),
};

/** The filters as they stand in the address; what cannot be read does not filter. */
export const traceFilterSchema = z.object(filterShape);

/** Filters, and the trace the page comes after: its start and id, as `next` gave them. */
export const traceQuerySchema = z.object({
  ...filterShape,
  after: z
    .string()
    .regex(/^\d{1,15}_[0-9a-f-]{36}$/u)
    .nullable()
    .catch(null),
});

/** The filters of the list. */
export type TraceFilter = z.infer<typeof traceFilterSchema>;
/** The filters of the list, and where the page begins. */
export type TraceQuery = z.infer<typeof traceQuerySchema>;

/** The query of the list's address with these filters. */
export function traceSearch(filter: Partial<TraceFilter>, after: string | null = null): string {
  const { q, person, application, outcome, range } = filter;
  const named = Object.entries({ q, person, application, outcome, range, after });
  const set = named.flatMap(([name, value]) => (value ? [[name, value]] : []));
  return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`;
}

/** A trace in the list. */
export interface TraceSummary {
  readonly traceId: string;
  readonly kind: keyof typeof traceKinds;
  readonly outcome: TraceOutcome;
  readonly applicationId: string | null;
  /** Name of the application, or the Issuer that no application has. */
  readonly applicationName: string | null;
  readonly login: string | null;
  /** Name of the first check that failed. */
  readonly failed: string | null;
  readonly startedAt: string;
}

/** One page of the list. */
export interface TracePage {
  readonly traces: readonly TraceSummary[];
  readonly next: string | null;
  /** Whether there is none at all. */
  readonly isEmpty: boolean;
  readonly personLabel: string | null;
  readonly applications: readonly { readonly id: string; readonly name: string }[];
}

/** A check as the page shows it. */
export interface TraceCheck {
  readonly id: string;
  readonly name: string;
  readonly phase: CheckPhase;
  readonly state: CheckVerdict['state'] | 'not_reached';
  readonly expected: string | null;
  readonly found: string | null;
}

/** The first check that failed, and what to do. */
export interface TraceFailure {
  readonly name: string;
  readonly code: string;
  /** What the person was told. */
  readonly told: string | null;
  readonly expected: string | null;
  readonly found: string | null;
  readonly mend: string | null;
}

/** Everything about one exchange. */
export interface TraceDetails extends TraceSummary {
  readonly issuer: string | null;
  readonly userId: string | null;
  readonly lastAt: string;
  readonly failure: TraceFailure | null;
  readonly steps: readonly TraceStep[];
  readonly documents: readonly TraceDocument[];
  readonly checks: readonly TraceCheck[];
  readonly okta: OktaVerdict | null;
  /** The key that signed the answer; null when nothing was signed, or not readably. */
  readonly key: { readonly fingerprint: string; readonly status: string | null } | null;
}

/** The fewest and the most days traces are kept. */
export const traceRetentionBounds = { min: 1, max: 365 } as const;

/** How long traces are kept. */
export const traceRetentionSchema = z.object({
  days: z
    .number({ error: 'Give a number of days.' })
    .int('Give whole days.')
    .min(traceRetentionBounds.min, 'Keep them for at least one day.')
    .max(traceRetentionBounds.max, 'Keep them for at most 365 days.'),
});

/** How long traces are kept. */
export type TraceRetention = z.infer<typeof traceRetentionSchema>;
