/** The page of help about errors around Okta. */
export const oktaHelpPath = '/applications/okta/help';

/**
 * The anchor of an error on that page, `okta.token_invalid` → `okta-token-invalid`; null when it is
 * not about Okta. Kept apart from the texts, which no other page needs to load.
 */
export function toOktaHelpAnchor(code: string): string | null {
  return /^(?:okta|net)\.[a-z_]+$/u.test(code) ? code.replaceAll(/[._]/gu, '-') : null;
}
