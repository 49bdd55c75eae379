/** What the stand-in organisation remembers. All of it lives in memory. */
import type { CallRecord, FailureRecord } from './failure-types';
import type { OrgFacts } from './org-facts';
import type { SigningKey } from './signing-key';

export type UserStatus = 'ACTIVE' | 'SUSPENDED' | 'LOCKED_OUT' | 'DEPROVISIONED' | 'STAGED';

interface UserProfile {
  login: string;
  email: string;
  firstName: string;
  lastName: string;
  [attribute: string]: unknown;
}

export interface RoleRecord {
  id: string;
  type: string;
  label: string;
  created: string;
}

export interface UserRecord {
  id: string;
  status: UserStatus;
  created: string;
  lastUpdated: string;
  lastLogin: string | null;
  profile: UserProfile;
  password: string | null;
  provider: 'OKTA' | 'FEDERATION';
  roles: RoleRecord[];
}

/** From where a token works: anywhere, a zone this computer is in, or one it is not in. */
export type TokenNetwork = 'ANYWHERE' | 'ZONE' | 'ZONE_ELSEWHERE';

export interface TokenRecord {
  network: TokenNetwork;
  id: string;
  name: string;
  userId: string;
  secretSha256: string;
  created: string;
  lastUpdated: string;
  expiresAt: string;
}

export interface KeyRecord {
  kid: string;
  x5c: string;
  x5tS256: string;
  n: string;
  e: string;
  expiresAt: string;
  created: string;
  lastUpdated: string;
}

type Json = Record<string, unknown>;

interface SamlEndpoint {
  url: string;
  binding: 'HTTP-POST' | 'HTTP-REDIRECT';
  destination?: string | undefined;
}

export interface SamlProtocol {
  type: 'SAML2';
  endpoints: { sso: SamlEndpoint; acs: { binding: 'HTTP-POST'; type: 'INSTANCE' | 'ORG' } };
  algorithms: {
    request: {
      signature: { algorithm: 'SHA-1' | 'SHA-256'; scope: 'REQUEST' | 'NONE' };
      digest: 'SHA-1' | 'SHA-256';
    };
    response: {
      signature: { algorithm: 'SHA-1' | 'SHA-256'; scope: 'ANY' | 'RESPONSE' | 'TOKEN' };
    };
  };
  settings: Json & { nameFormat: string; honorPersistentNameId: boolean };
  credentials: {
    trust: {
      issuer: string;
      audience: string;
      kid: string;
      additionalKids?: string[] | undefined;
      revocation: null;
      revocationCacheLifetime: number;
    };
    signing: { kid: string };
  };
}

type MatchType = 'USERNAME' | 'EMAIL' | 'USERNAME_OR_EMAIL' | 'CUSTOM_ATTRIBUTE';

export interface IdpPolicy {
  provisioning: Json & { action: 'AUTO' | 'DISABLED'; profileMaster: boolean };
  accountLink: { action: 'AUTO' | 'DISABLED'; filter: AccountLinkFilter | null };
  subject: {
    userNameTemplate: { template: string };
    filter: string | null;
    matchType: MatchType;
    matchAttribute: string | null;
  };
  maxClockSkew: number;
  trustClaims: boolean;
  transformedUsernameMatchingEnabled: boolean;
}

export interface AccountLinkFilter {
  groups?: { include?: string[] | undefined } | undefined;
  users?: { exclude?: string[] | undefined; excludeAdmins?: boolean | undefined } | undefined;
}

interface LinkedUser {
  userId: string;
  externalId: string;
  created: string;
}

export interface IdpRecord {
  id: string;
  name: string;
  status: 'ACTIVE' | 'INACTIVE';
  created: string;
  lastUpdated: string;
  protocol: SamlProtocol;
  policy: IdpPolicy;
  links: LinkedUser[];
}

export interface MappingProperty {
  expression: string;
  pushStatus: 'PUSH' | 'DONT_PUSH';
}

export interface MappingRecord {
  id: string;
  idpId: string;
  properties: Record<string, MappingProperty>;
}

export interface RulePattern {
  matchType: 'SUFFIX' | 'EQUALS' | 'STARTS_WITH' | 'CONTAINS' | 'EXPRESSION';
  value: string;
}

interface RuleTarget {
  type: string;
  id?: string | undefined;
  name?: string | undefined;
}

export interface RuleConditions {
  network: {
    connection: 'ANYWHERE' | 'ZONE';
    include?: string[] | undefined;
    exclude?: string[] | undefined;
  };
  platform: {
    include: { type: string; os?: { type: string } | undefined }[];
    exclude: unknown[];
  } | null;
  app: { include: RuleTarget[]; exclude: RuleTarget[] };
  userIdentifier: {
    type: 'IDENTIFIER' | 'ATTRIBUTE';
    attribute?: string | undefined;
    patterns: RulePattern[];
  } | null;
}

export interface IdpSelection {
  idpSelectionType: 'SPECIFIC' | 'DYNAMIC';
  providers: RuleTarget[];
  matchCriteria?: { providerExpression: string; propertyName: string }[] | undefined;
  shouldFallBackToOkta?: boolean | undefined;
}

export interface RuleRecord {
  id: string;
  name: string;
  status: 'ACTIVE' | 'INACTIVE';
  system: boolean;
  created: string;
  lastUpdated: string;
  conditions: RuleConditions;
  idp: IdpSelection;
}

export interface GroupRecord {
  id: string;
  name: string;
  builtIn: boolean;
  created: string;
  members: Set<string>;
}

export interface ZoneRecord {
  id: string;
  name: string;
  system: boolean;
  created: string;
  containsLoopback: boolean;
}

export interface AppRecord {
  id: string;
  name: string;
  label: string;
  status: 'ACTIVE' | 'INACTIVE';
  signOnMode: string;
  created: string;
  settings: Json;
}

export interface SystemLogEvent {
  uuid: string;
  published: string;
  eventType: string;
  displayMessage: string;
  result: 'SUCCESS' | 'FAILURE';
  reason: string | null;
  actor: { id: string; type: string; alternateId: string; displayName: string };
  targets: { id: string; type: string; alternateId: string; displayName: string }[];
}

/** What an identity provider sent us for one sign-in, as shown on the signed-in page. */
export interface Arrival {
  idpId: string;
  idpName: string;
  nameId: string;
  nameIdFormat: string;
  attributes: [name: string, values: string[]][];
  assertionId: string;
  inResponseTo: string | null;
  signedParts: string;
  authnContext: string;
  relayState: string;
  username: string;
  outcome: string;
}

export interface SessionRecord {
  id: string;
  userId: string;
  created: string;
  arrival: Arrival | null;
}

interface PendingRequest {
  id: string;
  idpId: string;
  relayState: string;
  createdAt: number;
}

export interface OrgState {
  origin: string;
  org: OrgFacts;
  userTypeId: string;
  signingKey: SigningKey;
  rateLimitPerMinute: number;
  users: Map<string, UserRecord>;
  groups: Map<string, GroupRecord>;
  zones: Map<string, ZoneRecord>;
  apps: Map<string, AppRecord>;
  tokens: Map<string, TokenRecord>;
  keys: Map<string, KeyRecord>;
  idps: Map<string, IdpRecord>;
  mappings: Map<string, MappingRecord>;
  customAttributes: Map<string, Json>;
  policy: { id: string; created: string };
  rules: RuleRecord[];
  systemLog: SystemLogEvent[];
  sessions: Map<string, SessionRecord>;
  pending: Map<string, PendingRequest>;
  usedAssertions: Map<string, number>;
  rateWindows: Map<string, { resetAt: number; used: number }>;
  failures: FailureRecord[];
  calls: CallRecord[];
}
