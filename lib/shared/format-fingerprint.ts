/**
 * A fingerprint the way openssl prints it.
 *
 * @param hex lower- or upper-case hex without separators.
 * @returns upper-case pairs with colons: `3A:5F:…`.
 */
export function formatFingerprint(hex: string): string {
  return (hex.toUpperCase().match(/../g) ?? []).join(':');
}
