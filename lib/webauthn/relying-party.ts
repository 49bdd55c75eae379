/** Us, as an authenticator sees us. */
export interface RelyingParty {
  /** RP ID: the exact host of the tenant's public URL, never a parent domain. */
  readonly id: string;
  /** The only origin ceremonies may run on: scheme, host and port. */
  readonly origin: string;
  /** Shown by some authenticators. */
  readonly name: string;
}

/**
 * The relying party of a tenant, from its configured public URL.
 * Source: WebAuthn L3 §5.1.2 (RP ID is a domain string of the origin).
 */
export function relyingPartyOf(tenant: {
  readonly name: string;
  readonly publicUrl: string;
}): RelyingParty {
  const url = new URL(tenant.publicUrl);
  return { id: url.hostname, origin: url.origin, name: tenant.name };
}
