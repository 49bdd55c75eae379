/** The SAML addresses of a tenant. All derive from its configured public URL, none from a request. */
export function samlUrlsOf(publicUrl: string) {
  return {
    entityId: `${publicUrl}/saml/metadata`,
    ssoUrl: `${publicUrl}/saml/sso`,
    sloUrl: `${publicUrl}/saml/slo`,
  };
}
