import type { ExitTest } from './okta-guard';
import type { RollOutStage } from './okta-roll-out';
import { z } from 'zod';
import type { OktaOrganisationView } from './okta';
import type { SetupRunSummary, SetupStepView } from './okta-run';

/** Largest SP metadata that may be pasted, in characters. */
export const maxMetadataLength = 50_000;

/**
 * *Set up by hand*: what Okta showed after the admin made the identity provider there. Either the
 * SP metadata is pasted (it wins and fills ACS URL, audience and certificate), or the values are
 * typed one by one.
 */
export const oktaByHandInputSchema = z.strictObject({
  /** Any form of the organisation's address, as in the wizard. */
  domain: z.string().trim().min(1, 'Type the address of your Okta organisation.').max(300),
  idpName: z.string().trim().min(1, 'Give the name you used in Okta.').max(100),
  /** Whom the routing rule in Okta catches; watched from then on. */
  testLogin: z
    .string()
    .trim()
    .max(255, 'This is too long for a login.')
    .regex(/^[^\s\u0000-\u001f\u007f]*$/u, 'A login has no spaces.')
    .optional(),
  acsUrl: z.string().trim().max(1024).optional(),
  audience: z.string().trim().max(1024).optional(),
  signOutUrl: z.string().trim().max(1024).optional(),
  spMetadataXml: z
    .string()
    .trim()
    .max(maxMetadataLength, 'This is too long for metadata.')
    .optional(),
  certificatePem: z.string().trim().max(20_000, 'This is too long for a certificate.').optional(),
});

/** See {@link oktaByHandInputSchema}. */
export type OktaByHandInput = z.infer<typeof oktaByHandInputSchema>;

/** What would be saved, shown before it is: everything was checked, nothing was stored. */
export interface ByHandPreview {
  /** As it answered just now, without a token. */
  readonly organisation: OktaOrganisationView;
  readonly acsUrl: string;
  readonly audience: string;
  readonly signOutUrl: string;
  readonly idpId: string | null;
  /** What Okta signs its requests with; without one, unsigned requests are accepted. */
  readonly certificates: readonly {
    readonly subject: string;
    readonly fingerprintSha256: string;
    /** ISO 8601. */
    readonly notAfter: string;
  }[];
  readonly testLogin: string | null;
}

/** One field of Okta's console: its label there and the value to copy into it. */
export interface ByHandField {
  readonly label: string;
  readonly value: string;
  /** Why, or which of Okta's answers it is; null when the label says it all. */
  readonly note: string | null;
  /** False for choices made by clicking rather than pasting. */
  readonly isCopyable: boolean;
}

/** One screen of Okta's console. */
export interface ByHandStep {
  readonly title: string;
  /** `Security → Identity Providers → Add Identity Provider → Add SAML 2.0 IdP`. */
  readonly menuPath: string;
  readonly fields: readonly ByHandField[];
}

/** The sheet of values for the way by hand: steps 3 and 4 of the integration, field by field. */
export interface ByHandSheet {
  readonly steps: readonly ByHandStep[];
  readonly certificatePem: string;
  readonly certificateFingerprintSha256: string;
}

/** How one value of ours becomes one of Okta's. */
export interface OktaMappingView {
  readonly source: string;
  readonly target: string;
  readonly description: string;
}

/** The parts of the application's page that are about Okta. */
export interface OktaApplicationDetails {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  /** What Okta has from us. */
  readonly ours: {
    readonly entityId: string;
    readonly ssoUrl: string;
    readonly metadataUrl: string;
    readonly metadataDownloadUrl: string;
    readonly certificateId: string;
    readonly certificatePem: string;
    readonly certificateFingerprintSha256: string;
    /** ISO 8601. */
    readonly certificateNotAfter: string;
  };
  /** What we have from Okta. */
  readonly okta: {
    readonly orgUrl: string | null;
    readonly adminUrl: string | null;
    readonly orgName: string | null;
    readonly pipeline: string | null;
    readonly acsUrl: string;
    readonly audience: string;
    readonly signOutUrl: string | null;
    readonly loginDefaultUrl: string | null;
    readonly requestCertificatePems: readonly string[];
    readonly requiresSignedRequests: boolean;
    readonly idpId: string | null;
    readonly idpName: string;
    /** Whether Okta counts our sign-in as MFA, as AdminX set it there; not known when set up by hand. */
    readonly trustsClaims: boolean | null;
    readonly ruleName: string | null;
    readonly pilotLogin: string | null;
    /** Starts a sign-in at this identity provider directly, for a test. */
    readonly testSignInUrl: string | null;
  };
  readonly mappings: readonly OktaMappingView[];
  readonly isSetUpByHand: boolean;
  /** ISO 8601. */
  readonly connectedAt: string;
  /** ISO 8601, null when nobody has signed in yet. */
  readonly lastSignInAt: string | null;
  /** Every run about it that came to act, newest first; each has a receipt once it ended. */
  readonly runs: readonly Omit<SetupRunSummary, 'orgHost' | 'isMine'>[];
  /** What the run that connected it did; null when set up by hand. */
  readonly run: {
    readonly id: string;
    readonly status: string;
    readonly tokenStatus: string;
    readonly by: string;
    readonly steps: readonly SetupStepView[];
  } | null;
}

/** One stage of a roll-out, for the picture. */
export interface RollOutStageView {
  readonly stage: RollOutStage;
  readonly label: string;
  readonly isReached: boolean;
  readonly isCurrent: boolean;
  /** Who is sent here by it, one sentence a rule; empty while it is not reached. */
  readonly who: readonly string[];
  readonly ruleNames: readonly string[];
  /** ISO 8601. */
  readonly since: string | null;
}

/** How far the routing of an application goes. */
export interface ApplicationRollOut {
  readonly stages: readonly RollOutStageView[];
  readonly exitTest: ExitTest;
  readonly canWiden: boolean;
  readonly canStepBack: boolean;
}
