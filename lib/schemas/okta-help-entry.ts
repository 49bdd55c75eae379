import type { netErrors } from '@/lib/shared/error-codes/net';
import type { oktaErrors } from '@/lib/shared/error-codes/okta';
import type { oktaRollOutErrors } from '@/lib/shared/error-codes/okta-roll-out';

/** Every code that somebody who works with Okta here can meet. */
export type OktaHelpCode =
  keyof typeof oktaErrors | keyof typeof oktaRollOutErrors | keyof typeof netErrors;

/** Help about one error, beside the sentence of the catalogue that says what happened. */
export interface OktaHelp {
  /** What state Okta is in, and what it means for those who sign in. */
  readonly state: string;
  readonly todo: string;
}

/** What is written before a run begins, or while it only reads: nothing. */
export const unwritten = 'Nothing in Okta has changed. People sign in as before.';
