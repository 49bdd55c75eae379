import type { OktaChoices } from '@/lib/schemas/okta';
import type { OrganisationState, OurIdentityProvider } from './organisation-state';
import type { IdentityProviderBody, IdentityProviderReplaceBody } from './request-bodies';
import type { RoutingRuleBody } from './rule-bodies';

/** Stand for ids that Okta gives on the way. */
export const planPlaceholders = {
  kid: '{{kid}}',
  idpId: '{{idpId}}',
  ruleId: '{{ruleId}}',
} as const;

/** What a plan is made from. */
export interface PlanInput {
  readonly state: OrganisationState;
  readonly choices: OktaChoices;
  readonly ours: OurIdentityProvider;
}

/** The name of the pilot's rule. */
export function toRuleName(idpName: string): string {
  return `${idpName} - pilot`;
}

/** The body of the identity provider (facts of Okta's API, section 1.5). */
export function buildIdentityProviderBody(
  choices: OktaChoices,
  ours: OurIdentityProvider,
  kid: string,
): IdentityProviderBody {
  return {
    type: 'SAML2',
    name: choices.idpName,
    protocol: {
      type: 'SAML2',
      endpoints: {
        sso: { url: ours.ssoUrl, binding: 'HTTP-POST', destination: ours.ssoUrl },
        acs: { binding: 'HTTP-POST', type: 'INSTANCE' },
      },
      algorithms: {
        request: { digest: 'SHA-256', signature: { algorithm: 'SHA-256', scope: 'REQUEST' } },
        response: { signature: { algorithm: 'SHA-256', scope: 'ANY' } },
      },
      credentials: { trust: { issuer: ours.issuer, kid } },
      settings: {
        nameFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
        honorPersistentNameId: true,
      },
    },
    policy: {
      provisioning: {
        action: choices.createUsers ? 'AUTO' : 'DISABLED',
        profileMaster: false,
        groups: { action: 'NONE' },
        conditions: { deprovisioned: { action: 'NONE' }, suspended: { action: 'NONE' } },
      },
      accountLink: { action: 'AUTO', filter: { users: { excludeAdmins: true } } },
      subject: {
        userNameTemplate: { template: 'idpuser.subjectNameId' },
        matchType: choices.matchRule,
      },
      maxClockSkew: 120_000,
      trustClaims: choices.trustClaims,
    },
  };
}

/**
 * What is ours to decide of an identity provider that is there, with the audience it has; it is laid
 * over the settings as Okta has them, so whatever else was set there stays.
 */
export function buildReplaceBody(
  choices: OktaChoices,
  ours: OurIdentityProvider,
  existing: { readonly kid: string; readonly audience: string },
): IdentityProviderReplaceBody {
  const body = buildIdentityProviderBody(choices, ours, existing.kid);
  const { type, name, protocol, policy } = body;
  const trust = { ...protocol.credentials.trust, audience: existing.audience };
  return {
    type,
    name,
    protocol: {
      type: protocol.type,
      endpoints: { sso: protocol.endpoints.sso },
      credentials: { trust },
    },
    policy: {
      provisioning: { action: policy.provisioning.action },
      accountLink: { filter: policy.accountLink.filter },
      subject: policy.subject,
      trustClaims: policy.trustClaims,
    },
  };
}

/** The body of the pilot's rule (facts of Okta's API, section 1.8). */
export function buildRoutingRuleBody(choices: OktaChoices, idpId: string): RoutingRuleBody {
  return {
    type: 'IDP_DISCOVERY',
    name: toRuleName(choices.idpName),
    priority: 1,
    conditions: {
      network: { connection: 'ANYWHERE' },
      platform: { include: [{ type: 'ANY', os: { type: 'ANY' } }], exclude: [] },
      app: { include: [], exclude: [] },
      userIdentifier: {
        type: 'IDENTIFIER',
        patterns: [{ matchType: 'EQUALS', value: choices.pilotLogin }],
      },
    },
    actions: { idp: { idpSelectionType: 'SPECIFIC', providers: [{ type: 'SAML2', id: idpId }] } },
  };
}
