import { alignmentErrors } from './error-codes/alignment';
import { applicationErrors } from './error-codes/applications';
import { authErrors } from './error-codes/auth';
import { brandingErrors } from './error-codes/branding';
import { certificateErrors } from './error-codes/certificates';
import { groupErrors } from './error-codes/groups';
import { importErrors } from './error-codes/imports';
import { mailErrors } from './error-codes/mail';
import { netErrors } from './error-codes/net';
import { oktaErrors } from './error-codes/okta';
import { oktaRollOutErrors } from './error-codes/okta-roll-out';
import { operatorErrors } from './error-codes/operator';
import { recoveryErrors } from './error-codes/recovery';
import { requestErrors } from './error-codes/request';
import { runtimeErrors } from './error-codes/runtime';
import { samlErrors } from './error-codes/saml';
import { userErrors } from './error-codes/users';

/** The closed catalogue of errors: code, HTTP status and the sentence shown to people. */
export const errorCatalogue = {
  ...requestErrors,
  ...runtimeErrors,
  ...authErrors,
  ...userErrors,
  ...groupErrors,
  ...importErrors,
  ...recoveryErrors,
  ...applicationErrors,
  ...certificateErrors,
  ...samlErrors,
  ...mailErrors,
  ...netErrors,
  ...brandingErrors,
  ...oktaErrors,
  ...oktaRollOutErrors,
  ...alignmentErrors,
  ...operatorErrors,
};

/** Every code that an `AppError` may carry, `area.reason` in lower snake case. */
export type ErrorCode = keyof typeof errorCatalogue;
