import { z } from 'zod';

/** Where an admin makes and deletes API tokens in Okta's console, as the menus name it. */
export const oktaTokenMenuPath = 'Security → API → Tokens';

/** Longest answer to "what is your Okta domain" that is looked at, in characters. */
const maxTypedDomainLength = 300;

/**
 * `POST /api/okta/probe` and `POST /api/okta/runs`: any form of the Okta host a person may type
 * (`acme.okta.com`, `https://acme-admin.okta.com/`, a custom domain).
 */
export const oktaDomainInputSchema = z.strictObject({
  domain: z
    .string()
    .trim()
    .min(1, 'Type the address of your Okta organisation.')
    .max(maxTypedDomainLength, 'This is too long for an address.'),
});

/** See {@link oktaDomainInputSchema}. */
export type OktaDomainInput = z.infer<typeof oktaDomainInputSchema>;

/**
 * `POST /api/okta/runs`: the admin has seen the organisation by name and says "yes, this one".
 * `orgId` is what the probe showed; the run is refused when the address now answers otherwise.
 */
export const oktaConfirmInputSchema = oktaDomainInputSchema.extend({
  orgId: z.string().regex(/^00o[A-Za-z0-9]{17}$/, 'Confirm the organisation again.'),
});

/** See {@link oktaConfirmInputSchema}. */
export type OktaConfirmInput = z.infer<typeof oktaConfirmInputSchema>;

/**
 * An Okta API token as pasted: trimmed, a pasted `SSWS ` prefix taken off; white space inside (a
 * header injection) and anything that is not a token are refused. Real tokens are `00` and 40
 * characters, but that is a habit of Okta's and no promise, so the length is only bounded.
 */
export const oktaTokenSchema = z
  .string()
  .max(300, 'This is too long for an API token.')
  .transform((typed) => typed.trim().replace(/^SSWS\s+/i, ''))
  .pipe(
    z
      .string()
      .regex(
        /^[A-Za-z0-9_-]{20,200}$/,
        'This is not an API token. Copy it again from Okta, whole.',
      ),
  );

/** `POST /api/okta/runs/[run]/check`. The token is in the body of POSTs and nowhere else. */
export const oktaCheckInputSchema = z.strictObject({
  token: oktaTokenSchema,
  /** A token given before, which was not good enough: it is revoked first. */
  replacedToken: oktaTokenSchema.optional(),
});

/** `POST /api/okta/runs/[run]/apply`: the token again, and the hash of the plan that was reviewed. */
export const oktaApplyInputSchema = z.strictObject({
  token: oktaTokenSchema,
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * `POST /api/okta/runs/[run]/cancel`: with the token, when the tab still has it, so that it is
 * revoked. Also what a closing tab sends with `keepalive: true`.
 */
export const oktaCancelInputSchema = z.strictObject({ token: oktaTokenSchema.optional() });

/** How Okta finds the account of a person who arrives from us (`policy.subject.matchType`). */
const oktaMatchRules = ['USERNAME', 'EMAIL', 'USERNAME_OR_EMAIL'] as const;

/** The form of the Choose step. */
export const oktaChoicesInputSchema = z.strictObject({
  /** Name of the identity provider in Okta; unique there. */
  idpName: z
    .string()
    .trim()
    .min(1, 'Give the identity provider a name.')
    .max(80, 'Use at most 80 characters.')
    .regex(/^[^\u0000-\u001f\u007f<>]*$/, 'Leave out control characters, < and >.'),
  matchRule: z.enum(oktaMatchRules),
  /** Create the account in Okta when there is none (JIT), or send the person to Okta's sign-in. */
  createUsers: z.boolean(),
  /**
   * Whether Okta takes the `session.amr` of our assertions for true, so that a passkey here counts as
   * MFA there (`policy.trustClaims`).
   */
  trustClaims: z.boolean(),
  /** The one person who is routed to us first, chosen among our people. */
  pilotUserId: z.uuid('Choose the person who tries it first.'),
});

/** See {@link oktaChoicesInputSchema}. */
export type OktaChoicesInput = z.infer<typeof oktaChoicesInputSchema>;

/** What the Choose step starts from. */
export const defaultOktaChoices = {
  idpName: '1Kosmos',
  matchRule: 'USERNAME',
  createUsers: true,
  trustClaims: false,
} as const satisfies Omit<OktaChoicesInput, 'pilotUserId'>;

/** The choices as stored: the pilot's login is frozen with them. */
export const oktaChoicesSchema = oktaChoicesInputSchema.extend({
  /** Runs from before there was this choice had it off. */
  trustClaims: z.boolean().default(false),
  pilotLogin: z.string(),
  pilotName: z.string(),
});

/** See {@link oktaChoicesSchema}. */
export type OktaChoices = z.infer<typeof oktaChoicesSchema>;

/** `idx` is Identity Engine, `v1` is Classic; the words of Okta's own API. */
export const oktaPipelineSchema = z.enum(['idx', 'v1']);

/** See {@link oktaPipelineSchema}. */
export type OktaPipeline = z.infer<typeof oktaPipelineSchema>;

/** An organisation as it presents itself without a token: the answer of the probe. */
export const oktaOrganisationSchema = z.strictObject({
  /** Origin, no trailing slash: `https://acme.okta.com`. The token goes here and nowhere else. */
  url: z.string(),
  /** Origin of the admin console: `https://acme-admin.okta.com`. */
  adminUrl: z.string(),
  host: z.string(),
  /** Sub-domain until the token has read the company's name. */
  name: z.string(),
  id: z.string(),
  pipeline: oktaPipelineSchema,
  /** The custom domain of the organisation, when it has one. */
  customUrl: z.string().nullable(),
  /** True for the stand-in organisation on loopback; show the banner. */
  isSandbox: z.boolean(),
});

/** See {@link oktaOrganisationSchema}. */
export type OktaOrganisationView = z.infer<typeof oktaOrganisationSchema>;

/** One thing the check found: what, why it matters, what to do. All plain text. */
export const oktaFindingSchema = z.strictObject({
  code: z.string(),
  /** `stop` blocks going on, `warning` does not, `good` is reassurance. */
  level: z.enum(['good', 'warning', 'stop']),
  title: z.string(),
  why: z.string(),
  /** Null when nothing is to be done. */
  todo: z.string().nullable(),
  /** The application on whose page it is done, when there is one. */
  application: z.strictObject({ id: z.uuid(), name: z.string() }).optional(),
});

/** See {@link oktaFindingSchema}. */
export type OktaFinding = z.infer<typeof oktaFindingSchema>;

/** What the Check step read with the token. */
export const oktaFindingsSchema = z.strictObject({
  companyName: z.string(),
  owner: z.strictObject({ id: z.string(), login: z.string(), name: z.string() }),
  roles: z.array(z.strictObject({ type: z.string(), label: z.string() })),
  /** False while any item stops. */
  canContinue: z.boolean(),
  items: z.array(oktaFindingSchema),
  policy: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  /** Routing rules as they are, first one first. `summary` says in words whom it catches. */
  rules: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      priority: z.number().nullable(),
      isActive: z.boolean(),
      isSystem: z.boolean(),
      summary: z.string(),
    }),
  ),
  /** SAML identity providers as they are; `isOurs` when the issuer is this tenant. */
  identityProviders: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      issuer: z.string(),
      isActive: z.boolean(),
      isOurs: z.boolean(),
    }),
  ),
  /** True when Okta has our signing certificate already. */
  hasOurKey: z.boolean(),
});

/** See {@link oktaFindingsSchema}. */
export type OktaFindings = z.infer<typeof oktaFindingsSchema>;
