/**
 * What we need of an Okta organisation, and nothing else. `createOktaAdmin` (client.ts) is the real
 * adapter, `createFakeOktaAdmin` (fake.ts) the one for tests; one contract test runs over both.
 *
 * The token is given when the adapter is made and never leaves it. Every method may throw an
 * `AppError` with a code `okta.*` or `net.*`.
 */
import type { OktaOrganisationView } from '@/lib/schemas/okta';
import type { OktaRoute } from '@/lib/schemas/okta-run';
import type { IdentityProviderBody, IdentityProviderReplaceBody } from './request-bodies';
import type { RoutingRuleBody } from './rule-bodies';

/** The settings of an identity provider as Okta sent them, to be put back; no secret is in them. */
export type RawIdentityProvider = Readonly<Record<string, unknown>>;

/** Name, conditions and actions of a routing rule as Okta sent them, to be put back. */
export type RawRule = Readonly<Record<string, unknown>>;

/** An API token of the organisation, without its secret. */
export interface OktaTokenFacts {
  readonly name: string;
  readonly userId: string;
  /** It works from some networks only. */
  readonly isBoundToZones: boolean;
}

/** A feature that administrators of the organisation switch by themselves (early access, beta). */
export interface OktaFeature {
  readonly name: string;
  readonly isOn: boolean;
  /** `EA` or `BETA`. */
  readonly stage: string;
}

/** The person a token belongs to. */
export interface OktaUser {
  readonly id: string;
  readonly status: string;
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** An admin role of a person. `type` as in Okta: `SUPER_ADMIN`, `ORG_ADMIN`, `CUSTOM`, … */
export interface OktaRole {
  readonly type: string;
  readonly label: string;
  readonly status: string;
}

/** A certificate that Okta trusts for identity providers. */
export interface OktaKey {
  readonly kid: string;
  /** base64url of SHA-256 over the DER; null when Okta does not say. */
  readonly x5tS256: string | null;
  readonly expiresAt: string | null;
}

/** A SAML 2.0 identity provider as Okta has it. */
export interface OktaIdentityProvider {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly lastUpdated: string | null;
  readonly issuer: string;
  readonly kid: string;
  /** Entity ID of Okta as SP, the audience of our assertions. */
  readonly audience: string;
  readonly ssoUrl: string;
  readonly acsUrl: string | null;
  readonly matchType: string | null;
  readonly userNameTemplate: string | null;
  readonly provisioningAction: string | null;
  readonly excludesAdmins: boolean;
  readonly trustsClaims: boolean;
}

/** A profile mapping from an identity provider to Okta's user. */
export interface OktaMapping {
  readonly id: string;
  readonly targetType: string;
  /** Attribute of the Okta user → expression over the identity provider's user. */
  readonly expressions: ReadonlyMap<string, string>;
}

/** The one policy that decides which identity provider a login is sent to. */
export interface OktaDiscoveryPolicy {
  readonly id: string;
  readonly name: string;
}

/** A routing rule as Okta has it. */
export interface OktaRule {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly priority: number | null;
  readonly isSystem: boolean;
  readonly lastUpdated: string | null;
  /** Ids of the identity providers it routes to; empty for Okta itself. */
  readonly providerIds: readonly string[];
  /** What must match of the login, in the order of Okta; null when everybody matches. */
  readonly patterns: readonly { readonly matchType: string; readonly value: string }[] | null;
  /** Everything else that decides whom it catches, and what it does with them. */
  readonly scope: OktaRuleScope;
  /** SHA-256 in hex over canonical conditions and actions: tells whether somebody edited it. */
  readonly fingerprint: string;
}

/** The conditions of a routing rule besides its patterns, and what it does besides routing. */
export interface OktaRuleScope {
  /** The profile attribute the pattern looks at; null for the login as typed. */
  readonly attribute: string | null;
  /** Ids of network zones; both empty for anywhere. */
  readonly zones: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** `MOBILE/IOS`, as Okta names device and system; empty for any. */
  readonly platforms: readonly string[];
  /** Ids of applications, or names of kinds of them; both empty for every application. */
  readonly apps: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** Okta's own sign-in is (also) where it leads. */
  readonly leadsToOkta: boolean;
  /** Okta's own sign-in is offered when the identity provider fails. */
  readonly fallsBack: boolean;
}

/** A network zone that a rule may name. */
export interface OktaZone {
  readonly id: string;
  readonly name: string;
}

/** An application that a rule may name. */
export interface OktaApp {
  readonly id: string;
  readonly label: string;
}

/** Some people of the organisation. */
export interface OktaUserPage {
  readonly users: readonly OktaUser[];
  /** There are more than were read. */
  readonly isCut: boolean;
}

/** Everything of the Management API that the wizard uses (facts of Okta's API in brackets). */
export interface OktaAdmin {
  /** The owner of the token. [`GET /api/v1/users/me`] */
  getTokenOwner(): Promise<OktaUser>;
  /** [`GET /api/v1/users/{id}/roles`] */
  listRoles(userId: string): Promise<readonly OktaRole[]>;
  /** Name of the company. [`GET /api/v1/org`] */
  getCompany(): Promise<{
    readonly id: string;
    readonly companyName: string;
    readonly subdomain: string;
  }>;
  /** Okta's clock, to the second; null when it does not say. [`Date` of `GET /api/v1/users/me`] */
  getServerTime(): Promise<Date | null>;
  /** [`GET /api/v1/api-tokens`] */
  listTokens(): Promise<readonly OktaTokenFacts[]>;
  /** Self-service features; needs a role that many admins lack. [`GET /api/v1/features`] */
  listFeatures(): Promise<readonly OktaFeature[]>;
  /** Exact login, any status; null when nobody has it. [`GET /api/v1/users?search=`] */
  findUserByLogin(login: string): Promise<OktaUser | null>;
  /**
   * People whose profile attribute has exactly this value, the first two hundred.
   * [`GET /api/v1/users?search=`]
   */
  listUsersByAttribute(attribute: string, value: string): Promise<OktaUserPage>;
  /** Active zones that policies may name, the first two hundred. [`GET /api/v1/zones`] */
  listZones(): Promise<readonly OktaZone[]>;
  /**
   * Active applications that a rule may name, the first two hundred; without the Admin Console,
   * which Okta does not take. [`GET /api/v1/apps`]
   */
  listApps(): Promise<readonly OktaApp[]>;
  /** [`GET /api/v1/idps/credentials/keys`] */
  listKeys(): Promise<readonly OktaKey[]>;
  /**
   * Uploads a certificate (base64 of the DER). When Okta has it already (409 E0000096) its kid is
   * returned with `existed: true`. [`POST /api/v1/idps/credentials/keys`]
   */
  createKey(
    certificateBase64: string,
  ): Promise<{ readonly kid: string; readonly existed: boolean }>;
  /** Passes when it is gone already. [`DELETE /api/v1/idps/credentials/keys/{kid}`] */
  deleteKey(kid: string): Promise<void>;
  /** Every SAML 2.0 identity provider. [`GET /api/v1/idps?type=SAML2`] */
  listIdentityProviders(): Promise<readonly OktaIdentityProvider[]>;
  /** [`GET /api/v1/idps/{id}`]; null when it does not exist. */
  findIdentityProvider(id: string): Promise<OktaIdentityProvider | null>;
  /** [`POST /api/v1/idps`], sent raw: the SDK's models drop `trustClaims`. */
  createIdentityProvider(body: IdentityProviderBody): Promise<OktaIdentityProvider>;
  /** Settings as they are, to be kept or put back. [`GET /api/v1/idps/{id}`] */
  readRawIdentityProvider(id: string): Promise<RawIdentityProvider>;
  /** Lays what is ours over the settings as read, so all else stays. [`PUT /api/v1/idps/{id}`] */
  replaceIdentityProvider(
    id: string,
    body: IdentityProviderReplaceBody,
    raw: RawIdentityProvider,
  ): Promise<OktaIdentityProvider>;
  /** Puts settings back that were read before. [`PUT /api/v1/idps/{id}`] */
  restoreIdentityProvider(id: string, raw: RawIdentityProvider): Promise<void>;
  /** Passes when it is active already. [`POST …/lifecycle/activate`] */
  activateIdentityProvider(id: string): Promise<void>;
  /** Passes when it is gone or inactive already. [`POST …/lifecycle/deactivate`] */
  deactivateIdentityProvider(id: string): Promise<void>;
  /** Passes when it is gone already. [`DELETE /api/v1/idps/{id}`] */
  deleteIdentityProvider(id: string): Promise<void>;
  /** Logins of the accounts linked to it, the first two hundred. [`GET /api/v1/idps/{id}/users`] */
  listLinkedLogins(idpId: string): Promise<readonly string[]>;
  /** The SP metadata document, XML. [`GET /api/v1/idps/{id}/metadata.xml`] */
  getServiceProviderMetadata(idpId: string): Promise<string>;
  /** Mappings whose source is the identity provider. [`GET /api/v1/mappings`] */
  listMappings(idpId: string): Promise<readonly OktaMapping[]>;
  /** Partial update. [`POST /api/v1/mappings/{id}`] */
  updateMapping(mappingId: string, expressions: Readonly<Record<string, string>>): Promise<void>;
  /** [`GET /api/v1/policies?type=IDP_DISCOVERY`] */
  getDiscoveryPolicy(): Promise<OktaDiscoveryPolicy>;
  /** In order of priority. [`GET /api/v1/policies/{id}/rules`] */
  listRules(policyId: string): Promise<readonly OktaRule[]>;
  /** Always INACTIVE. [`POST /api/v1/policies/{id}/rules?activate=false`] */
  createInactiveRule(policyId: string, body: RoutingRuleBody): Promise<OktaRule>;
  /** A rule as it is, to be put back. [`GET …/rules/{id}`] */
  readRawRule(policyId: string, ruleId: string): Promise<RawRule>;
  /** Settings and place; its state stays. [`PUT …/rules/{id}`] */
  replaceRule(policyId: string, ruleId: string, body: RoutingRuleBody): Promise<OktaRule>;
  /** Puts settings back that were read before, at this place. [`PUT …/rules/{id}`] */
  restoreRule(policyId: string, ruleId: string, raw: RawRule, priority: number): Promise<void>;
  /** [`POST …/rules/{id}/lifecycle/activate`] */
  activateRule(policyId: string, ruleId: string): Promise<void>;
  /** Passes when it is gone already. [`POST …/rules/{id}/lifecycle/deactivate`] */
  deactivateRule(policyId: string, ruleId: string): Promise<void>;
  /** Passes when it is gone already. [`DELETE …/rules/{id}`] */
  deleteRule(policyId: string, ruleId: string): Promise<void>;
  /** Revokes the very token in use. [`DELETE /api/v1/api-tokens/current`] */
  revokeToken(): Promise<void>;
  /** True only when Okta answers 401 E0000011 to the token. [`GET /api/v1/users/me`] */
  isTokenDead(): Promise<boolean>;
}

/** The way to organisations: the tokenless calls, and the door to the ones with a token. */
export interface OktaGateway {
  /**
   * Turns what an admin typed into an organisation, by asking it without a token.
   * @throws AppError `okta.domain_invalid`, `okta.not_an_organisation`, `okta.unreachable`, `net.*`
   */
  probe(typedDomain: string): Promise<OktaOrganisationView>;
  /** Where a login is sent, by public WebFinger. */
  findRoute(orgUrl: string, login: string): Promise<OktaRoute>;
  /** The Management API with a token. Checks the host again; never contacts anything yet. */
  connect(orgUrl: string, token: string): OktaAdmin;
}
