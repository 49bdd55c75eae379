/** Why a sign-in was refused, as the dashboard groups it; the order is that of the chart. */
export const refusalCauses = ['passkey', 'person', 'request', 'recovery', 'other'] as const;

/** See {@link refusalCauses}. */
export type RefusalCause = (typeof refusalCauses)[number];

/** The causes in words. */
export const refusalCauseLabels: Record<RefusalCause, string> = {
  passkey: 'Passkey not accepted',
  person: 'Person disabled or not allowed',
  request: 'Request of an application',
  recovery: 'Recovery not accepted',
  other: 'Other causes',
};

/** One day (UTC) of sign-ins. */
export interface SignInDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly signedIn: number;
  readonly refused: Readonly<Record<RefusalCause, number>>;
}

/** How many people stand where on the way to a passkey. */
export interface PeopleCounts {
  readonly enrolled: number;
  readonly invited: number;
  readonly notEnrolled: number;
  readonly disabled: number;
}

/** The life of a signing certificate. */
export interface CertificateLife {
  readonly id: string;
  readonly status: 'ACTIVE' | 'NEXT' | 'RETIRED';
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days until the end; negative afterwards. */
  readonly daysLeft: number;
}

/** Something to do, from the real state. */
export interface NextStep {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly href: string;
  readonly linkLabel: string;
  readonly tone: 'neutral' | 'warning' | 'danger';
}

/** The dashboard: null is what the reader may not see. */
export interface Dashboard {
  /** Nothing is connected and nobody but the first owner exists. */
  readonly isNew: boolean;
  readonly signIns: readonly SignInDay[] | null;
  readonly people: PeopleCounts | null;
  /** Whether the reader may see applications and their health. */
  readonly seesApplications: boolean;
  readonly certificates: readonly CertificateLife[] | null;
  readonly nextSteps: readonly NextStep[];
}
