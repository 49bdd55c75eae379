import { z } from 'zod';

/** An action on one application. */
const applicationIdSchema = z.strictObject({ applicationId: z.uuid() });

/** Switches an application on or off. */
export const setApplicationEnabledSchema = applicationIdSchema.extend({ enabled: z.boolean() });

/** See {@link setApplicationEnabledSchema}. */
export type SetApplicationEnabledInput = z.infer<typeof setApplicationEnabledSchema>;

/** Which application a page is about. */
export interface ApplicationHead {
  readonly id: string;
  readonly kind: 'OKTA_SAML' | 'CUSTOM_SAML';
  readonly name: string;
  readonly isEnabled: boolean;
}

/** An application in the list. */
export interface ApplicationSummary {
  readonly id: string;
  readonly kind: ApplicationHead['kind'];
  readonly name: string;
  readonly entityId: string;
  readonly isEnabled: boolean;
  /** Host of the organisation; null when it was set up by hand without one. */
  readonly orgHost: string | null;
  readonly orgName: string | null;
  readonly isSetUpByHand: boolean;
  /** Login of the one person who is routed; null when nobody knows (set up by hand). */
  readonly pilotLogin: string | null;
  /** ISO 8601. */
  readonly connectedAt: string;
  /** ISO 8601, null when nobody has signed in yet. */
  readonly lastSignInAt: string | null;
}

/** One sign-in to an application as AdminX saw it. */
export interface ApplicationSignIn {
  readonly id: string;
  /** Who it was; null when the request was refused before anybody signed in. */
  readonly login: string | null;
  readonly isAllowed: boolean;
  /** Why it was refused, in one sentence; null when allowed or when only the peer knows. */
  readonly reason: string | null;
  /** ISO 8601. */
  readonly at: string;
}
