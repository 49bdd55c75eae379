/** Reads the body of a SAML identity provider and fills in what Okta fills in. */
import { z } from 'zod';
import { newAudience } from '../org/ids';
import type { IdpPolicy, OrgState, SamlProtocol } from '../org/types';
import { invalid, requireObject } from './api-call';

const httpUrl = z.url({ protocol: /^https?$/ }).max(1014);
const hash = z.enum(['SHA-1', 'SHA-256']);
const text = z.string().min(1);

const protocolSchema = z.object({
  type: z.literal('SAML2'),
  endpoints: z.object({
    sso: z.object({
      url: httpUrl,
      binding: z.enum(['HTTP-POST', 'HTTP-REDIRECT']),
      destination: z.string().max(512).optional(),
    }),
    acs: z.object({ binding: z.literal('HTTP-POST'), type: z.enum(['INSTANCE', 'ORG']) }),
  }),
  algorithms: z.object({
    request: z.object({
      signature: z.object({ algorithm: hash, scope: z.enum(['REQUEST', 'NONE']) }),
      digest: hash.default('SHA-1'),
    }),
    response: z.object({
      signature: z.object({ algorithm: hash, scope: z.enum(['ANY', 'RESPONSE', 'TOKEN']) }),
    }),
  }),
  settings: z
    .looseObject({
      nameFormat: text.default('urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'),
      honorPersistentNameId: z.boolean().default(true),
    })
    .prefault({}),
  credentials: z.object({
    trust: z.object({
      issuer: text.max(1024),
      audience: text.max(1024).optional(),
      kid: text,
      additionalKids: z.array(text).max(1).optional(),
    }),
  }),
});

const idList = z.array(text).optional();

const policySchema = z.object({
  provisioning: z
    .looseObject({
      action: z.enum(['AUTO', 'DISABLED']).default('AUTO'),
      profileMaster: z.boolean().default(false),
      groups: z.looseObject({ action: text }).default({ action: 'NONE' }),
      conditions: z
        .looseObject({})
        .default({ deprovisioned: { action: 'NONE' }, suspended: { action: 'NONE' } }),
    })
    .prefault({}),
  accountLink: z
    .object({
      action: z.enum(['AUTO', 'DISABLED']).default('AUTO'),
      filter: z
        .object({
          groups: z.object({ include: idList }).optional(),
          users: z.object({ exclude: idList, excludeAdmins: z.boolean().optional() }).optional(),
        })
        .nullable()
        .default(null),
    })
    .prefault({}),
  subject: z.object({
    userNameTemplate: z.object({ template: z.string().min(9).max(1024) }),
    filter: z.string().max(1024).nullable().default(null),
    matchType: z
      .enum(['USERNAME', 'EMAIL', 'USERNAME_OR_EMAIL', 'CUSTOM_ATTRIBUTE'])
      .default('USERNAME'),
    matchAttribute: z.string().nullable().default(null),
  }),
  maxClockSkew: z.number().int().min(0).default(0),
  trustClaims: z.boolean().default(false),
  transformedUsernameMatchingEnabled: z.boolean().default(false),
});

const idpSchema = z.object({
  type: z.literal('SAML2'),
  name: text.max(100),
  protocol: protocolSchema,
  policy: policySchema,
});

export interface IdpBody {
  name: string;
  protocol: SamlProtocol;
  policy: IdpPolicy;
}

/** @throws OktaRefusal E0000001 with the field. */
export function readIdpBody(state: OrgState, body: unknown): IdpBody {
  const parsed = idpSchema.safeParse(requireObject(body));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.join('.') ?? '';
    const field = String(issue?.path.at(-1) ?? 'request body');
    throw invalid(field, `${path}: ${issue?.message ?? 'The field is not valid'}`);
  }
  const { name, protocol, policy } = parsed.data;
  checkReferences(state, protocol);
  const { trust } = protocol.credentials;
  return {
    name,
    policy,
    protocol: {
      ...protocol,
      credentials: {
        trust: {
          ...trust,
          audience: trust.audience ?? newAudience(),
          revocation: null,
          revocationCacheLifetime: 0,
        },
        signing: { kid: state.signingKey.kid },
      },
    },
  };
}

function checkReferences(state: OrgState, protocol: z.output<typeof protocolSchema>): void {
  const { trust } = protocol.credentials;
  for (const kid of [trust.kid, ...(trust.additionalKids ?? [])]) {
    if (!state.keys.has(kid)) throw invalid('kid', `kid: The key ${kid} does not exist`);
  }
  const isSigned = protocol.algorithms.request.signature.scope === 'REQUEST';
  if (isSigned && protocol.endpoints.sso.destination === undefined) {
    throw invalid('destination', 'destination: The field is required when requests are signed');
  }
}
