import { z } from 'zod';

/**
 * The bodies we send, strict: Okta's own contract marks almost nothing as required and lets unknown
 * fields through, so a mistake of ours (a missing kid, a group condition that does not exist) would
 * be taken silently. Okta Management API 2026.06.3, `IdentityProvider` and `IdpDiscoveryPolicyRule`.
 */

/** `POST /api/v1/idps/credentials/keys`: base64 of the DER, one certificate, no chain. */
export const keyBodySchema = z.strictObject({
  x5c: z.tuple([z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)]),
});

const signedWithSha256 = z.strictObject({
  algorithm: z.literal('SHA-256'),
  scope: z.enum(['REQUEST', 'ANY']),
});

const ssoEndpoint = z.strictObject({
  url: z.url().max(1014),
  binding: z.literal('HTTP-POST'),
  destination: z.url().max(512),
});

const samlProtocolSchema = z.strictObject({
  type: z.literal('SAML2'),
  endpoints: z.strictObject({
    sso: ssoEndpoint,
    acs: z.strictObject({ binding: z.literal('HTTP-POST'), type: z.literal('INSTANCE') }),
  }),
  algorithms: z.strictObject({
    request: z.strictObject({ digest: z.literal('SHA-256'), signature: signedWithSha256 }),
    response: z.strictObject({ signature: signedWithSha256 }),
  }),
  credentials: z.strictObject({
    trust: z.strictObject({ issuer: z.url(), kid: z.string().min(1) }),
  }),
  settings: z.strictObject({
    nameFormat: z.literal('urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'),
    honorPersistentNameId: z.literal(true),
  }),
});

const idpPolicySchema = z.strictObject({
  provisioning: z.strictObject({
    action: z.enum(['AUTO', 'DISABLED']),
    profileMaster: z.literal(false),
    groups: z.strictObject({ action: z.literal('NONE') }),
    conditions: z.strictObject({
      deprovisioned: z.strictObject({ action: z.literal('NONE') }),
      suspended: z.strictObject({ action: z.literal('NONE') }),
    }),
  }),
  accountLink: z.strictObject({
    action: z.literal('AUTO'),
    filter: z.strictObject({ users: z.strictObject({ excludeAdmins: z.literal(true) }) }),
  }),
  subject: z.strictObject({
    userNameTemplate: z.strictObject({ template: z.literal('idpuser.subjectNameId') }),
    matchType: z.enum(['USERNAME', 'EMAIL', 'USERNAME_OR_EMAIL']),
  }),
  maxClockSkew: z.literal(120_000),
  trustClaims: z.boolean(),
});

/** `POST /api/v1/idps`. Admins are never linked, so our assertion never becomes an admin's session. */
export const identityProviderBodySchema = z.strictObject({
  type: z.literal('SAML2'),
  name: z.string().min(1).max(100),
  protocol: samlProtocolSchema,
  policy: idpPolicySchema,
});

/**
 * Ours of the body of `PUT /api/v1/idps/{id}`, a full replacement: the rest is sent back as Okta has it.
 * The audience must be sent back, or Okta makes a new one and every sign-in fails.
 */
export const identityProviderReplaceBodySchema = identityProviderBodySchema.extend({
  protocol: z.strictObject({
    type: z.literal('SAML2'),
    endpoints: z.strictObject({ sso: ssoEndpoint }),
    credentials: z.strictObject({
      trust: z.strictObject({
        issuer: z.url(),
        kid: z.string().min(1),
        audience: z.string().min(1),
      }),
    }),
  }),
  policy: idpPolicySchema.pick({ subject: true, trustClaims: true }).extend({
    provisioning: idpPolicySchema.shape.provisioning.pick({ action: true }),
    accountLink: idpPolicySchema.shape.accountLink.pick({ filter: true }),
  }),
});

/** See {@link identityProviderReplaceBodySchema}. */
export type IdentityProviderReplaceBody = z.infer<typeof identityProviderReplaceBodySchema>;

/** See {@link identityProviderBodySchema}. */
export type IdentityProviderBody = z.infer<typeof identityProviderBodySchema>;
