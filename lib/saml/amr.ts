/** What `session.amr` says about the factor that was used. */

/**
 * The AMR values of a passkey with user verification: `hwk phr mfa` when its key cannot leave the
 * device, `swk phr mfa` when it is synced. A passkey proves that the person was verified, not how, so
 * it never says `face` or `fpt`. Source: RFC 8176 §2; facts of Okta §2.4; WebAuthn L3 §6.1.3.
 */
export function amrOfPasskey(passkey: { readonly isBackupEligible: boolean }): readonly string[] {
  return [passkey.isBackupEligible ? 'swk' : 'hwk', 'phr', 'mfa'];
}
