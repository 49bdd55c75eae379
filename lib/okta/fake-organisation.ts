import type { OktaOrganisationView } from '@/lib/schemas/okta';
import type {
  OktaFeature,
  OktaIdentityProvider,
  OktaKey,
  OktaRole,
  OktaApp,
  OktaRule,
  OktaRuleScope,
  OktaTokenFacts,
  OktaUser,
  OktaZone,
} from './port';

/** An organisation in memory, for tests. Tests read and change it freely. */
export interface FakeOrganisation {
  readonly view: OktaOrganisationView;
  readonly owner: OktaUser;
  roles: OktaRole[];
  users: OktaUser[];
  keys: OktaKey[];
  identityProviders: OktaIdentityProvider[];
  rules: OktaRule[];
  zones: OktaZone[];
  apps: OktaApp[];
  /** Profile attributes by login: what a rule over an attribute looks at. */
  attributes: Map<string, Readonly<Record<string, string>>>;
  /** Further administrators and their roles, by id. */
  rolesByUser: Map<string, OktaRole[]>;
  /** What becomes of the wish to fall back to Okta. */
  fallback: 'kept' | 'dropped' | 'refused';
  serverTime: Date | null;
  tokens: OktaTokenFacts[];
  features: OktaFeature[];
  /** Accounts linked to whichever identity provider is asked about. */
  linkedLogins: string[];
  mappingExpressions: Map<string, string>;
  /** SP metadata served for every identity provider; `{{acs}}` and `{{audience}}` are filled in. */
  metadataXml: string;
  readonly liveTokens: Set<string>;
}

/** The scope of a rule that is limited by nothing but its patterns. */
export const unlimitedScope: OktaRuleScope = {
  attribute: null,
  zones: { include: [], exclude: [] },
  platforms: [],
  apps: { include: [], exclude: [] },
  leadsToOkta: false,
  fallsBack: false,
};

/** Always the last one; everybody it catches stays with Okta. */
const defaultRule: OktaRule = {
  id: '0prDefault',
  name: 'Default Rule',
  status: 'ACTIVE',
  priority: 1,
  isSystem: true,
  lastUpdated: null,
  providerIds: [],
  patterns: null,
  scope: { ...unlimitedScope, leadsToOkta: true },
  fingerprint: 'default',
};

/** An organisation as Okta makes them, with one live token. */
export function createFakeOrganisation(token: string): FakeOrganisation {
  const host = 'acme.okta.com';
  const owner: OktaUser = {
    id: '00uOwner',
    status: 'ACTIVE',
    login: 'admin@acme.example',
    email: 'admin@acme.example',
    firstName: 'Ada',
    lastName: 'Admin',
  };
  return {
    view: {
      url: `https://${host}`,
      adminUrl: 'https://acme-admin.okta.com',
      host,
      name: 'acme',
      id: '00otivnuq1X5554yc1d7',
      pipeline: 'idx',
      customUrl: null,
      isSandbox: false,
    },
    owner,
    roles: [{ type: 'SUPER_ADMIN', label: 'Super Administrator', status: 'ACTIVE' }],
    users: [owner],
    keys: [],
    identityProviders: [],
    zones: [{ id: 'nzoOffice', name: 'Office' }],
    apps: [{ id: '0oaLedger', label: 'Ledger' }],
    attributes: new Map(),
    rolesByUser: new Map(),
    fallback: 'kept',
    serverTime: null,
    tokens: [],
    features: [],
    linkedLogins: [],
    rules: [defaultRule],
    mappingExpressions: new Map([
      ['firstName', 'source.firstName'],
      ['lastName', 'source.lastName'],
      ['email', 'source.email'],
      ['login', 'source.userName'],
    ]),
    metadataXml: '',
    liveTokens: new Set([token]),
  };
}

/** Where the organisation sends a login, asked from anywhere by any browser. */
export function findFakeRoute(org: FakeOrganisation, login: string) {
  const rule = org.rules.find((candidate) => catches(org, candidate, login));
  const idp = org.identityProviders.find(({ id }) => id === rule?.providerIds[0]);
  return idp?.status === 'ACTIVE'
    ? { login, type: 'SAML2', idpId: idp.id, idpName: idp.name }
    : { login, type: 'OKTA', idpId: null, idpName: null };
}

function catches(org: FakeOrganisation, rule: OktaRule, login: string): boolean {
  const { zones, platforms, apps, attribute } = rule.scope;
  const limits = [zones.include, platforms, apps.include];
  if (rule.status !== 'ACTIVE' || limits.some(({ length }) => length > 0)) return false;
  if (rule.patterns === null) return true;
  const typed = attribute === null ? login : org.attributes.get(login.toLowerCase())?.[attribute];
  if (typed === undefined) return false;
  return rule.patterns.some(({ matchType, value }) => {
    const [given, wanted] = [typed.toLowerCase(), value.toLowerCase()];
    return matchType === 'SUFFIX' ? given.endsWith(wanted) : given === wanted;
  });
}
