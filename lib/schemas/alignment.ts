import { z } from 'zod';
import { oktaTokenSchema } from './okta';

/** How a person here and one in Okta stand to each other, in the order of the report. */
export const alignmentKinds = [
  'EMAIL_ONLY',
  'SPELLING',
  'INACTIVE',
  'ELSEWHERE',
  'MISSING',
  'ONLY_IN_OKTA',
  'EXACT',
] as const;

/** See {@link alignmentKinds}. */
export type AlignmentKind = (typeof alignmentKinds)[number];

/** What each kind means, and what follows from it. */
export const alignmentTexts: Record<
  AlignmentKind,
  { readonly label: string; readonly meaning: string }
> = {
  EMAIL_ONLY: {
    label: 'Same e-mail, other login',
    meaning:
      'Okta looks for the login, finds nobody, and makes a second person. Change the login here or in Okta before these people are routed.',
  },
  SPELLING: {
    label: 'Login spelt differently',
    meaning:
      'Case, or what stands after a plus sign, differs, so Okta may not find the person. Give them the login as Okta spells it: here for all of them, or one by one on the person’s page.',
  },
  INACTIVE: {
    label: 'Not active in Okta',
    meaning: 'Suspended, locked, staged or deactivated in Okta, which refuses their sign-in.',
  },
  ELSEWHERE: {
    label: 'Federated',
    meaning:
      'Okta signs them in through an identity provider. Where that is another one than AdminX, Okta may refuse ours until the link is removed there.',
  },
  MISSING: {
    label: 'Not in Okta',
    meaning: 'The first sign-in would create them in Okta, if Okta may create people.',
  },
  ONLY_IN_OKTA: {
    label: 'Only in Okta',
    meaning: 'They cannot sign in through AdminX until they exist here.',
  },
  EXACT: { label: 'Exactly the same', meaning: 'Nothing to do.' },
};

/** Where a comparison stands. */
export type AlignmentStatus =
  'READING' | 'COMPARING' | 'READY' | 'CANCELLED' | 'FAILED' | 'INTERRUPTED';

/** How many rows of each kind there are. */
export const alignmentCountsSchema = z.partialRecord(z.enum(alignmentKinds), z.number());

/** See {@link alignmentCountsSchema}. */
export type AlignmentCounts = z.infer<typeof alignmentCountsSchema>;

/** A comparison in the list. */
export interface AlignmentSummary {
  readonly id: string;
  /** Host of the organisation, or the name of the file. */
  readonly from: string;
  readonly source: 'TOKEN' | 'CSV';
  readonly status: AlignmentStatus;
  readonly tokenStatus: 'NOT_USED' | 'IN_USE' | 'REVOKED' | 'ALIVE';
  readonly createdByLogin: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly oktaCount: number;
  readonly ourCount: number;
  readonly comparedCount: number;
  /** Lines of the file that name no login. */
  readonly skippedCount: number;
  readonly counts: AlignmentCounts;
  /** Until when it waits for Okta's rate limit; ISO 8601. */
  readonly waitingUntil: string | null;
  readonly isCancelWanted: boolean;
  /** Why it failed, one sentence. */
  readonly problem: string | null;
  /** Its code in the catalogue. */
  readonly problemCode: string | null;
}

/** One line of the report. */
export interface AlignmentRowView {
  readonly position: number;
  readonly kind: AlignmentKind;
  readonly userId: string | null;
  readonly ourLogin: string;
  readonly ourEmail: string;
  readonly oktaLogin: string;
  readonly oktaEmail: string;
  readonly oktaStatus: string;
  readonly oktaProvider: string;
  /** What taking over Okta's spelling did or would do; null where there is no such thing. */
  readonly spelling: SpellingView | null;
}

/** Of a login that is spelt differently: taken over, ready to be, or why not (one sentence). */
export type SpellingView =
  | { readonly state: 'READY' }
  /** `problem`: why it could not be put back, when that was tried. */
  | { readonly state: 'TAKEN_OVER'; readonly problem: string | null }
  | { readonly state: 'LEFT'; readonly problem: string };

/** How many logins that are spelt differently were taken over from Okta, and how many were not. */
export interface SpellingCounts {
  readonly takenOver: number;
  readonly different: number;
}

/** One page of the report. */
export interface AlignmentPage {
  readonly rows: readonly AlignmentRowView[];
  /** Value of `after` for the next page. */
  readonly next: number | null;
}

/** The query of a report, read from its address; what makes no sense is left out. */
export const alignmentQuerySchema = z.object({
  kind: z.enum(alignmentKinds).nullable().catch(null),
  /** The beginning of a login, here or in Okta. */
  q: z.string().trim().max(200).catch(''),
  after: z.coerce.number().int().min(0).nullable().catch(null),
});

/** See {@link alignmentQuerySchema}. */
export type AlignmentFilter = z.output<typeof alignmentQuerySchema>;

/** The parameter of the routes of one comparison. */
export const alignmentParamsSchema = z.object({ run: z.uuid() });

/** An action on one comparison. */
export const alignmentIdSchema = z.strictObject({ alignmentId: z.uuid() });

/** A step of taking over Okta's spelling, or of putting it back: the lines after a position. */
export const spellingSchema = z.strictObject({
  alignmentId: z.uuid(),
  position: z.number().int().min(0),
});

/** See {@link spellingSchema}. */
export type SpellingInput = z.output<typeof spellingSchema>;

/** What a step came to. */
export interface SpellingStep {
  /** Position of the last line it looked at. */
  readonly position: number;
  readonly looked: number;
  readonly changed: number;
  readonly isDone: boolean;
}

/** Largest export of Okta that is read. */
export const maxAlignmentBytes = 40 * 1024 * 1024;

/** Most people that are read of an organisation. */
export const maxAlignmentPeople = 500_000;

/** `POST /api/alignment/okta`: a token given for this comparison alone; revoked when it ends. */
export const tokenAlignmentSchema = z.strictObject({
  applicationId: z.uuid(),
  token: oktaTokenSchema,
});

/** See {@link tokenAlignmentSchema}. */
export type TokenAlignmentInput = z.output<typeof tokenAlignmentSchema>;
