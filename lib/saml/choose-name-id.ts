/** Which NameID format an answer uses. */
import { nameIdFormat } from './saml-uris';

/** What a NameIDPolicy asks for; null where it says nothing. */
export interface NameIdPolicy {
  readonly format: string | null;
  readonly spNameQualifier: string | null;
}

/** What an application is set up for. */
export interface NameIdRule {
  /** Entity ID of the SP. */
  readonly entityId: string;
  /** Format of its NameIDs when it asks for none. */
  readonly registered: string;
  /** Other formats it may ask for. */
  readonly alsoOffered: readonly string[];
}

/**
 * Chooses the format for a NameIDPolicy. Names for another SP (SPNameQualifier) are never given, so no
 * SP learns the persistent name of a person at another (attacks.md C28).
 *
 * @returns null when the policy cannot be met: answer `InvalidNameIDPolicy`.
 * Source: SAML Core 2.0 §3.4.1.1; attacks.md C20.
 */
export function chooseNameIdFormat(policy: NameIdPolicy, rule: NameIdRule): string | null {
  const { format, spNameQualifier } = policy;
  if (spNameQualifier !== null && spNameQualifier !== rule.entityId) return null;
  if (format === null || format === nameIdFormat.unspecified) return rule.registered;
  return format === rule.registered || rule.alsoOffered.includes(format) ? format : null;
}
