/** How a sign-in is called in SAML, and whether it is what an SP asked for. */
import { authnContext } from './saml-uris';

/** A RequestedAuthnContext. */
export interface RequestedAuthnContext {
  /** Class and declaration references, in order; empty when nothing is asked for. */
  readonly classes: readonly string[];
  /** `exact` (also when absent), `minimum`, `maximum` or `better`. */
  readonly comparison: string | null;
}

/** Classes that every passkey with user verification is stronger than. */
const weaker: readonly string[] = [
  authnContext.unspecified,
  'urn:oasis:names:tc:SAML:2.0:ac:classes:InternetProtocol',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:InternetProtocolPassword',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:PreviousSession',
  authnContext.password,
  authnContext.passwordProtectedTransport,
];

/**
 * The class of the factor really used: the REFEDS MFA profile for a passkey that verified its user
 * (`mfa` among the RFC 8176 values; possession and a second factor in one ceremony), otherwise
 * `unspecified`. No class of SAML itself names a passkey. Source: REFEDS MFA Profile 1.2 §4.
 */
export function authnContextOf(amr: readonly string[]): string {
  return amr.includes('mfa') ? authnContext.refedsMfa : authnContext.unspecified;
}

/**
 * Chooses the class to state for a request, or null when it cannot be met: answer `NoAuthnContext`.
 * A password is never claimed, because there is none: `exact` Password is not met, `minimum` is.
 *
 * Source: SAML Core 2.0 §3.3.2.2.1; attacks.md C21.
 */
export function chooseAuthnContext(
  requested: RequestedAuthnContext,
  amr: readonly string[],
): string | null {
  const actual = authnContextOf(amr);
  const { classes, comparison } = requested;
  if (classes.length === 0) return actual;
  const isStronger = (one: string) => actual === authnContext.refedsMfa && weaker.includes(one);
  const isMet: Readonly<Record<string, boolean>> = {
    minimum: classes.some((one) => one === actual || isStronger(one)),
    better: classes.every(isStronger),
    maximum: classes.includes(actual),
  };
  if (isMet[comparison ?? ''] === true) return actual;
  if (comparison !== null && comparison !== 'exact') return null;
  return classes.find((one) => one === actual || one === authnContext.unspecified) ?? null;
}
