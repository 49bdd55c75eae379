/** Which NameID format an answer uses. */
import { nameIdFormat } from './saml-uris';

/**
 * Chooses the format for a NameIDPolicy. The NameID is always the login, so formats that promise
 * another kind of name (persistent, transient, or unknown ones) are only used when the application is
 * set up for them.
 *
 * @param requested Format of the NameIDPolicy, null without one.
 * @param registered Format of the application.
 * @returns null when the policy cannot be met: answer `InvalidNameIDPolicy`.
 * Source: SAML Core 2.0 §3.4.1.1; attacks.md C20.
 */
export function chooseNameIdFormat(requested: string | null, registered: string): string | null {
  if (requested === null || requested === nameIdFormat.unspecified) return registered;
  if (requested === registered || requested === nameIdFormat.emailAddress) return requested;
  return null;
}
