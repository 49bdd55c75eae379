import type { OktaOrganisationView, OktaFindings } from './okta';
import type {
  OktaRoute,
  SetupError,
  SetupPlanStep,
  SetupRunKind,
  SetupRunStatus,
  SetupStepView,
  SetupRunView,
} from './okta-run';

/** Name of the document inside the signed file; a change of its shape changes the number. */
export const oktaReceiptFormat = 'adminx-okta-receipt-1';

/** Media type of the signed file's content, in its protected header. */
export const oktaReceiptType = 'adminx-okta-receipt+jws';

/** What a run is for, as one word of its receipt's title. */
export const runKindWords: Readonly<Record<SetupRunKind, string>> = {
  SETUP: 'Set-up',
  UNDO: 'Removal',
  ROLL_OUT: 'Roll-out',
  STEP_BACK: 'Step back',
  REPAIR: 'Repair',
};

/** How a run ended that has a receipt. */
export type EndedStatus = Exclude<SetupRunStatus, 'CONNECTED' | 'CHECKED' | 'PLANNED' | 'APPLYING'>;

/** The statuses a run has a receipt in. */
export const endedStatuses: readonly EndedStatus[] = [
  'SUCCEEDED',
  'ROLLED_BACK',
  'FAILED',
  'CANCELLED',
  'INTERRUPTED',
];

/** What became of an object in Okta. `unsure`: Okta could not be asked again. */
export type ReceiptOutcome =
  'created' | 'changed' | 'kept' | 'taken_back' | 'removed' | 'left' | 'unsure';

/** An object of Okta that the run made, changed, found or removed. */
export interface ReceiptObject {
  readonly kind: 'key' | 'idp' | 'rule' | 'mapping';
  readonly name: string;
  readonly id: string | null;
  readonly outcome: ReceiptOutcome;
}

/** One step: what was planned, what was sent, and what came of it. */
export interface ReceiptStep extends SetupStepView {
  readonly summary: string | null;
  /** Every request in order, as written down before it was sent; without bodies and headers. */
  readonly calls: readonly { readonly at: string; readonly request: string }[];
  /** The reviewed request with its body; the token is in none of them. */
  readonly planned: SetupPlanStep['request'];
  /** Before and after, field by field, of an object that was changed. */
  readonly changes: NonNullable<SetupPlanStep['changes']>;
}

/** Where Okta sent somebody, asked from outside without a token. */
export interface ReceiptProof {
  readonly when: 'before' | 'after';
  /** ISO 8601. */
  readonly at: string | null;
  /** In words: `ruth@example.com → 1Kosmos`. */
  readonly seen: string;
}

/** Everything about a run that has ended. It is also what the signed file holds. */
export interface OktaReceipt {
  readonly format: typeof oktaReceiptFormat;
  readonly runId: string;
  readonly kind: SetupRunKind;
  readonly status: EndedStatus;
  readonly organisation: Pick<
    OktaOrganisationView,
    'url' | 'host' | 'id' | 'name' | 'pipeline' | 'isSandbox'
  >;
  readonly applicationId: string | null;
  /** Who began it, and who let it act; null when the event log no longer says, or nothing was applied. */
  readonly begunBy: string;
  readonly begunAt: string;
  readonly appliedBy: string | null;
  readonly appliedAt: string | null;
  readonly endedAt: string | null;
  /** Another administrator who let it pass although the guard against lock-out refused it. */
  readonly approval: { readonly by: string; readonly at: string; readonly reason: string } | null;
  readonly tokenOwner: Pick<OktaFindings, 'owner' | 'roles'> | null;
  readonly token: {
    readonly status: SetupRunView['tokenStatus'];
    /** ISO 8601; when Okta refused the token. */
    readonly provenDeadAt: string | null;
    readonly proof: string | null;
  };
  /** SHA-256 of the plan that was reviewed and applied. */
  readonly planHash: string | null;
  readonly objects: readonly ReceiptObject[];
  readonly proofs: readonly ReceiptProof[];
  readonly routes: { readonly before: OktaRoute; readonly after: OktaRoute } | null;
  readonly steps: readonly ReceiptStep[];
  readonly error: SetupError | null;
}

/** A receipt for its page: the document, and what this reader may do. */
export interface OktaReceiptView {
  readonly receipt: OktaReceipt;
  /** The key the file is signed with. */
  readonly certificateId: string;
  readonly certificateFingerprintSha256: string;
}
