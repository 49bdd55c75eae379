import type { OktaOrganisationView } from '@/lib/schemas/okta';
import type {
  OktaIdentityProvider,
  OktaKey,
  OktaRole,
  OktaRule,
  OktaTokenFacts,
  OktaUser,
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
  serverTime: Date | null;
  tokens: OktaTokenFacts[];
  /** Accounts linked to whichever identity provider is asked about. */
  linkedLogins: string[];
  mappingExpressions: Map<string, string>;
  /** SP metadata served for every identity provider; `{{acs}}` and `{{audience}}` are filled in. */
  metadataXml: string;
  readonly liveTokens: Set<string>;
}

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
    serverTime: null,
    tokens: [],
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

/** Where the organisation sends a login. */
export function findFakeRoute(org: FakeOrganisation, login: string) {
  const rule = org.rules.find(
    ({ status, patterns }) =>
      status === 'ACTIVE' && (patterns === null || patterns.some(({ value }) => value === login)),
  );
  const idp = org.identityProviders.find(({ id }) => id === rule?.providerIds[0]);
  return idp?.status === 'ACTIVE'
    ? { login, type: 'SAML2', idpId: idp.id, idpName: idp.name }
    : { login, type: 'OKTA', idpId: null, idpName: null };
}
