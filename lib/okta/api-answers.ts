import { z } from 'zod';
import type {
  OktaIdentityProvider,
  OktaKey,
  OktaMapping,
  OktaUser,
  RawIdentityProvider,
} from './port';

/**
 * Okta's answers, read once at the edge: known keys only, strings capped, then turned into the plain
 * data of the port. Okta returns null for many absent members, so absent and null are alike.
 */

/** A text of Okta's, capped. */
export const text = z.string().max(2048);
/** Goes into the path of later calls, so nothing but what Okta's ids are made of. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);
/** Null where Okta leaves it out. */
export const optionalText = text.nullish().transform((value) => value ?? null);
/** Empty where Okta leaves it out. */
export const orEmpty = text.nullish().transform((value) => value ?? '');

/** `GET /api/v1/users/me` and members of `GET /api/v1/users`. */
export const userAnswer = z
  .object({
    id,
    status: text,
    profile: z.object({
      login: text,
      email: orEmpty,
      firstName: orEmpty,
      lastName: orEmpty,
    }),
  })
  .transform(({ id, status, profile }): OktaUser => ({
    id,
    status,
    login: profile.login,
    email: profile.email,
    firstName: profile.firstName,
    lastName: profile.lastName,
  }));

/** Members of `GET /api/v1/users/{id}/roles`. */
export const roleAnswer = z.object({
  type: text,
  label: orEmpty,
  status: optionalText.transform((status) => status ?? 'ACTIVE'),
});

/** `GET /api/v1/org`. */
export const companyAnswer = z.object({
  id,
  companyName: orEmpty,
  subdomain: orEmpty,
});

/** Members of `GET /api/v1/idps/credentials/keys`, and the answer to an upload. */
export const keyAnswer = z
  .object({ kid: id, 'x5t#S256': optionalText, expiresAt: optionalText })
  .transform((key): OktaKey => ({
    kid: key.kid,
    x5tS256: key['x5t#S256'],
    expiresAt: key.expiresAt,
  }));

/** Whether administrators are kept from being linked. */
const accountLinkAnswer = z
  .object({
    filter: z
      .object({ users: z.object({ excludeAdmins: z.boolean().nullish() }).nullish() })
      .nullish(),
  })
  .nullish()
  .transform((link) => link?.filter?.users?.excludeAdmins === true);

const subjectAnswer = z
  .object({
    matchType: optionalText,
    userNameTemplate: z.object({ template: optionalText }).nullish(),
  })
  .nullish()
  .transform((subject) => ({
    matchType: subject?.matchType ?? null,
    userNameTemplate: subject?.userNameTemplate?.template ?? null,
  }));

/** `GET /api/v1/idps/{id}` for SAML 2.0, and the answer to its creation. */
export const identityProviderAnswer = z
  .object({
    id,
    name: text,
    status: text,
    type: z.literal('SAML2'),
    lastUpdated: optionalText,
    protocol: z.object({
      endpoints: z.object({ sso: z.object({ url: orEmpty }) }),
      credentials: z.object({
        trust: z.object({ issuer: orEmpty, kid: orEmpty, audience: orEmpty }),
      }),
    }),
    policy: z.object({
      provisioning: z
        .object({ action: optionalText })
        .nullish()
        .transform((provisioning) => provisioning?.action ?? null),
      accountLink: accountLinkAnswer,
      subject: subjectAnswer,
      trustClaims: z.boolean().nullish(),
    }),
    _links: z.object({ acs: z.object({ href: text }).nullish() }).nullish(),
  })
  .transform((idp): OktaIdentityProvider => ({
    id: idp.id,
    name: idp.name,
    status: idp.status,
    lastUpdated: idp.lastUpdated,
    issuer: idp.protocol.credentials.trust.issuer,
    kid: idp.protocol.credentials.trust.kid,
    audience: idp.protocol.credentials.trust.audience,
    ssoUrl: idp.protocol.endpoints.sso.url,
    acsUrl: idp._links?.acs?.href ?? null,
    matchType: idp.policy.subject.matchType,
    userNameTemplate: idp.policy.subject.userNameTemplate,
    provisioningAction: idp.policy.provisioning,
    excludesAdmins: idp.policy.accountLink,
    trustsClaims: idp.policy.trustClaims === true,
  }));

/**
 * The settings of an identity provider, whole, to be sent back as they are. What only Okta sets is
 * left out, and so are nulls: Okta returns them, but its own contract refuses them.
 */
export const rawIdentityProviderAnswer = z
  .looseObject({ type: z.literal('SAML2'), name: text, protocol: z.json(), policy: z.json() })
  .transform(({ type, name, protocol, policy }): RawIdentityProvider => ({
    type,
    name,
    protocol: withoutNulls(protocol),
    policy: withoutNulls(policy),
  }));

/** The same without members that are null, at any depth. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

/** Members of `GET /api/v1/api-tokens`; the secret is never in them. */
export const tokenAnswer = z
  .object({
    name: text,
    userId: text,
    network: z.object({ connection: optionalText }).nullish(),
  })
  .transform(({ name, userId, network }) => ({
    name,
    userId,
    isBoundToZones: network?.connection === 'ZONE',
  }));

/** Members of `GET /api/v1/features`. */
export const featureAnswer = z
  .object({ name: text, status: text, stage: z.object({ value: optionalText }).nullish() })
  .transform(({ name, status, stage }) => ({
    name,
    isOn: status === 'ENABLED',
    stage: stage?.value ?? 'EA',
  }));

/** Members of `GET /api/v1/idps/{id}/users`; the profile is that of the assertion. */
export const linkedUserAnswer = z.object({
  id,
  profile: z.object({ login: text.nullish() }).nullish(),
});

/** Members of `GET /api/v1/mappings?sourceId=`: without the properties. */
export const mappingItemAnswer = z.object({ id, target: z.object({ type: text }) });

/** `GET /api/v1/mappings/{id}`. */
export const mappingAnswer = z
  .object({
    id,
    target: z.object({ type: text }),
    properties: z.record(text, z.object({ expression: text }).nullable()),
  })
  .transform(({ id, target, properties }): OktaMapping => ({
    id,
    targetType: target.type,
    expressions: new Map(
      Object.entries(properties).flatMap(([name, property]) =>
        property ? [[name, property.expression] as const] : [],
      ),
    ),
  }));

/** Members of `GET /api/v1/policies?type=IDP_DISCOVERY`. */
export const policyAnswer = z.object({ id, name: text });
