import { z } from 'zod';

/** Who is asked for: somebody who is to be sent here, and two kinds of people who are not. */
export const routeSubjects = ['test', 'admin', 'stranger'] as const;

/** See {@link routeSubjects}. */
export type RouteSubject = (typeof routeSubjects)[number];

/** The subjects in words. */
export const routeSubjectLabels: Record<RouteSubject, string> = {
  test: 'Test person',
  admin: 'Administrator',
  stranger: 'A stranger',
};

/** Where Okta sends one login, and where it is to send it. */
export const routeProofSchema = z.strictObject({
  who: z.enum(routeSubjects),
  login: z.string(),
  /** `away`: anywhere but here, because the application is switched off. */
  expected: z.enum(['us', 'okta', 'away']),
  seen: z.enum(['us', 'okta', 'elsewhere']),
  /** Name of the identity provider the login is sent to; null for Okta itself. */
  idpName: z.string().nullable(),
});

/** See {@link routeProofSchema}. */
export type RouteProof = z.infer<typeof routeProofSchema>;

/** Whether Okta sends a login where it belongs. */
export function isRightlySent({ expected, seen }: Pick<RouteProof, 'expected' | 'seen'>): boolean {
  return expected === 'away' ? seen !== 'us' : expected === seen;
}

/** What one look saw; `problem` is a code of the error catalogue. */
export const routesSeenSchema = z.strictObject({
  proofs: z.array(routeProofSchema),
  problem: z.string().nullable(),
});

/** See {@link routesSeenSchema}. */
export type RoutesSeen = z.infer<typeof routesSeenSchema>;

/** `right`: everybody goes where they belong. `silent`: Okta could not be asked. */
export type RoutingVerdict = 'right' | 'drifted' | 'silent';

/** How an integration stands, the worst first. */
export const healthStates = ['failing', 'attention', 'off', 'unproven', 'healthy'] as const;

/** See {@link healthStates}. */
export type HealthState = (typeof healthStates)[number];

/** The states as a badge says them. */
export const healthLooks = {
  failing: { label: 'Failing', tone: 'danger' },
  attention: { label: 'Needs attention', tone: 'warning' },
  off: { label: 'Switched off', tone: 'neutral' },
  unproven: { label: 'Not proven yet', tone: 'neutral' },
  healthy: { label: 'Healthy', tone: 'good' },
} as const satisfies Record<HealthState, { label: string; tone: string }>;

/** Everything that is ever said about the health of an integration. */
export const healthCodes = [
  'off_but_routed',
  'organisation_changed',
  'admin_routed',
  'test_person_not_routed',
  'test_person_elsewhere',
  'stranger_routed',
  'route_silent',
  'certificate_ended',
  'certificate_ends_soon',
  'all_sign_ins_refused',
  'sign_ins_refused',
  'some_sign_ins_refused',
  'never_looked',
  'no_test_person',
  'no_administrator',
  'nobody_signed_in',
  'nobody_lately',
  'not_watchable',
] as const;

/** See {@link healthCodes}. */
export type HealthCode = (typeof healthCodes)[number];

/** One reason of a state: what, why it matters, what to do. */
export interface HealthReason {
  readonly code: HealthCode;
  readonly tone: 'danger' | 'warning' | 'neutral';
  readonly title: string;
  readonly why: string;
  /** What to do, with the exact menu path where it is in Okta; null when there is nothing to do. */
  readonly todo: string | null;
  /** Since when it is so, ISO 8601; null when not known. */
  readonly since: string | null;
}

/** How often sign-ins were refused for one cause, of the latest fifty within seven days. */
export interface FailureCause {
  /** Code of the error catalogue; empty when none was recorded. */
  readonly reason: string;
  readonly label: string;
  readonly count: number;
  /** ISO 8601. */
  readonly lastAt: string;
}

/** An integration for lists. */
export interface IntegrationHealthSummary {
  readonly id: string;
  readonly name: string;
  readonly state: HealthState;
  readonly reasons: readonly HealthReason[];
  /** ISO 8601; null when nobody has signed in yet. */
  readonly lastSignInAt: string | null;
  /** Of the latest sign-ins of the last seven days, fifty at most. */
  readonly recentCount: number;
  readonly recentRefusedCount: number;
}

/** A time in which every look had the same outcome. */
export interface RoutingPeriodView {
  readonly id: string;
  readonly verdict: RoutingVerdict;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly lookCount: number;
  /** What was wrong, one line each; empty when all was right. */
  readonly differences: readonly string[];
}

/** What is known of where Okta sends people. */
export interface RoutingProofView {
  /** Host that is asked, and nothing else. */
  readonly host: string;
  readonly verdict: RoutingVerdict | null;
  readonly proofs: readonly RouteProof[];
  /** Why Okta could not be asked, one sentence; null when it answered. */
  readonly problem: string | null;
  /** Its code of the error catalogue, which leads to the help. */
  readonly problemCode: string | null;
  readonly lastLookAt: string | null;
  readonly lastRightAt: string | null;
  readonly driftedSince: string | null;
  readonly periods: readonly RoutingPeriodView[];
  /** Logins that come from the set-up and cannot be left out. */
  readonly fixedTestLogins: readonly string[];
  readonly fixedAdminLogins: readonly string[];
  /** Further logins an admin chose. */
  readonly testLogins: readonly string[];
  readonly adminLogins: readonly string[];
}

/** The health of one integration, for its page. */
export interface IntegrationHealthView extends IntegrationHealthSummary {
  readonly failures: readonly FailureCause[];
  /** Whole days until our signing certificate ends; negative afterwards, null without one. */
  readonly certificateDaysLeft: number | null;
  /** Null when the organisation's address is not known. */
  readonly routing: RoutingProofView | null;
}

/** So many further logins of a kind are watched at most. */
export const maxWatchedLogins = 5;

const watchedLogins = z
  .string()
  .max(1000, 'These are too many characters.')
  .transform((text) => [
    ...new Set(
      text
        .split(/[\s,;]+/u)
        .map((login) => login.trim())
        .filter((login) => login !== ''),
    ),
  ])
  .pipe(
    z
      .array(z.string().max(100, 'A login has at most 100 characters.'))
      .max(maxWatchedLogins, `Watch at most ${String(maxWatchedLogins)} logins.`),
  );

/** Looks at where Okta sends people, now. */
export const lookAtRoutesSchema = z.strictObject({ applicationId: z.uuid() });

/** Which logins are watched besides those of the set-up; one a line. */
export const watchedLoginsSchema = z.strictObject({
  applicationId: z.uuid(),
  testLogins: watchedLogins,
  adminLogins: watchedLogins,
});

/** See {@link watchedLoginsSchema}: as typed. */
export type WatchedLoginsInput = z.input<typeof watchedLoginsSchema>;

/** See {@link watchedLoginsSchema}: as read. */
export type WatchedLogins = z.output<typeof watchedLoginsSchema>;
