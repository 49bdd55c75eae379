import { z } from 'zod';

/**
 * Bodies of routing rules, strict: Okta's own contract marks almost nothing as required and lets
 * unknown fields through. Okta Management API 2026.06.3, `IdpDiscoveryPolicyRule`.
 */

/** How a rule for everybody ends its name; nothing else may leave `userIdentifier` out. */
export const everyoneSuffix = ' - everyone';

const ids = z.array(z.string().regex(/^[A-Za-z0-9_-]{1,100}$/)).min(1);

const networkSchema = z.union([
  z.strictObject({ connection: z.literal('ANYWHERE') }),
  z.strictObject({ connection: z.literal('ZONE'), include: ids }),
  z.strictObject({ connection: z.literal('ZONE'), exclude: ids }),
]);

const platformSchema = z.strictObject({
  include: z
    .array(
      z.strictObject({
        type: z.enum(['ANY', 'DESKTOP', 'MOBILE']),
        os: z.strictObject({
          type: z.enum(['ANY', 'IOS', 'ANDROID', 'WINDOWS', 'OSX', 'CHROMEOS', 'LINUX']),
        }),
      }),
    )
    .min(1),
  exclude: z.tuple([]),
});

const value = z.string().min(1).max(255);

const typedLoginSchema = z.strictObject({
  type: z.literal('IDENTIFIER'),
  patterns: z
    .array(
      z.union([
        z.strictObject({ matchType: z.literal('EQUALS'), value }),
        z.strictObject({
          matchType: z.literal('SUFFIX'),
          // Without the sign before it, the domain would also catch longer ones.
          value: value.regex(/^@[^@\s]+$/),
        }),
      ]),
    )
    .min(1)
    .max(100),
});

const attributeSchema = z.strictObject({
  type: z.literal('ATTRIBUTE'),
  attribute: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,99}$/),
  patterns: z.tuple([z.strictObject({ matchType: z.literal('EQUALS'), value })]),
});

const providerSchema = z.union([
  z.strictObject({ type: z.literal('SAML2'), id: z.string().min(1) }),
  z.strictObject({ type: z.literal('OKTA') }),
]);

/**
 * `POST /api/v1/policies/{id}/rules?activate=false`. `userIdentifier` names at least one pattern: an
 * empty object makes Okta answer 500. Leaving it out routes everybody, so a rule that does must say
 * so in its name; a forgotten condition is refused. A rule that keeps people with Okta names whom.
 */
export const routingRuleBodySchema = z
  .strictObject({
    type: z.literal('IDP_DISCOVERY'),
    name: z.string().min(1).max(100),
    priority: z.number().int().min(1),
    conditions: z.strictObject({
      network: networkSchema,
      platform: platformSchema,
      app: z.strictObject({
        include: z.array(z.strictObject({ type: z.literal('APP'), id: z.string().min(1) })),
        exclude: z.tuple([]),
      }),
      userIdentifier: z.union([typedLoginSchema, attributeSchema]).optional(),
    }),
    actions: z.strictObject({
      idp: z.strictObject({
        idpSelectionType: z.literal('SPECIFIC'),
        providers: z.tuple([providerSchema]),
        /** Identity Engine only; left out elsewhere. */
        shouldFallBackToOkta: z.literal(true).optional(),
      }),
    }),
  })
  .refine(
    ({ name, conditions }) => conditions.userIdentifier !== undefined || saysEveryone(name),
    'A rule without a condition on the person catches everybody, and must be named so',
  );

function saysEveryone(name: string): boolean {
  return name.endsWith(everyoneSuffix);
}

/** See {@link routingRuleBodySchema}. */
export type RoutingRuleBody = z.infer<typeof routingRuleBodySchema>;
