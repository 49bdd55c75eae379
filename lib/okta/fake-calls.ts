import { createHash } from 'node:crypto';
import { createId, fakeRefusal, type Around } from './fake-around';
import type { FakeOrganisation } from './fake-organisation';
import { createFakeRuleCalls } from './fake-rules';
import type { OktaAdmin, OktaIdentityProvider } from './port';

/** The calls of one token against the organisation in memory. */
export function createFakeAdmin(org: FakeOrganisation, token: string, around: Around): OktaAdmin {
  const guard: Around = (call, work) =>
    around(call, (...args) => {
      if (!org.liveTokens.has(token)) throw fakeRefusal('okta.token_invalid', 'E0000011');
      return work(...args);
    });
  return {
    ...createPeopleCalls(org, token, guard, around),
    ...createKeyCalls(org, guard),
    ...createIdpCalls(org, guard),
    ...createMappingCalls(org, guard),
    ...createFakeRuleCalls(org, guard),
  };
}

function createPeopleCalls(org: FakeOrganisation, token: string, guard: Around, around: Around) {
  const { view } = org;
  return {
    getTokenOwner: guard('getTokenOwner', () => org.owner),
    listRoles: guard('listRoles', (userId: string) =>
      userId === org.owner.id ? org.roles : (org.rolesByUser.get(userId) ?? []),
    ),
    getCompany: guard('getCompany', () => ({
      id: view.id,
      companyName: 'Acme Ltd',
      subdomain: view.name,
    })),
    getServerTime: guard('getServerTime', () => org.serverTime),
    listTokens: guard('listTokens', () => [...org.tokens]),
    listFeatures: guard('listFeatures', () => [...org.features]),
    findUserByLogin: guard(
      'findUserByLogin',
      (login: string) => org.users.find((user) => user.login === login) ?? null,
    ),
    revokeToken: guard('revokeToken', () => {
      org.liveTokens.delete(token);
    }),
    isTokenDead: around('isTokenDead', () => !org.liveTokens.has(token)),
  };
}

function createKeyCalls(org: FakeOrganisation, guard: Around) {
  return {
    listKeys: guard('listKeys', () => [...org.keys]),
    createKey: guard('createKey', (certificateBase64: string) => {
      const digest = createHash('sha256').update(Buffer.from(certificateBase64, 'base64'));
      const x5tS256 = digest.digest('base64url');
      const existing = org.keys.find((key) => key.x5tS256 === x5tS256);
      if (existing) return { kid: existing.kid, existed: true };
      const kid = createId('key');
      org.keys.push({ kid, x5tS256, expiresAt: null });
      return { kid, existed: false };
    }),
    deleteKey: guard('deleteKey', (kid: string) => {
      if (org.identityProviders.some((idp) => idp.kid === kid)) throw fakeRefusal('okta.conflict');
      org.keys = org.keys.filter((key) => key.kid !== kid);
    }),
  };
}

function createIdpCalls(org: FakeOrganisation, guard: Around) {
  return {
    listIdentityProviders: guard('listIdentityProviders', () => [...org.identityProviders]),
    findIdentityProvider: guard(
      'findIdentityProvider',
      (id: string) => org.identityProviders.find((idp) => idp.id === id) ?? null,
    ),
    createIdentityProvider: guard('createIdentityProvider', (body: IdpBody) =>
      createIdp(org, body),
    ),
    ...createReplaceCalls(org, guard),
    deactivateIdentityProvider: guard('deactivateIdentityProvider', (id: string) => {
      org.identityProviders = org.identityProviders.map((idp) =>
        idp.id === id ? { ...idp, status: 'INACTIVE' } : idp,
      );
    }),
    listLinkedLogins: guard('listLinkedLogins', (_id: string) => [...org.linkedLogins]),
    deleteIdentityProvider: guard('deleteIdentityProvider', (id: string) => {
      org.identityProviders = org.identityProviders.filter((idp) => idp.id !== id);
    }),
  };
}

function createReplaceCalls(org: FakeOrganisation, guard: Around) {
  const change = (id: string, to: Partial<OktaIdentityProvider>): OktaIdentityProvider => {
    const found = org.identityProviders.find((idp) => idp.id === id);
    if (!found) throw fakeRefusal('okta.not_found');
    const changed = { ...found, ...to };
    org.identityProviders = org.identityProviders.map((idp) => (idp.id === id ? changed : idp));
    return changed;
  };
  return {
    readRawIdentityProvider: guard('readRawIdentityProvider', (id: string) => ({
      ...change(id, {}),
    })),
    replaceIdentityProvider: guard(
      'replaceIdentityProvider',
      (id: string, body: ReplaceBody, raw: Parameters<OktaAdmin['replaceIdentityProvider']>[2]) =>
        change(id, { ...(raw as Partial<OktaIdentityProvider>), ...toSettings(body) }),
    ),
    restoreIdentityProvider: guard(
      'restoreIdentityProvider',
      (id: string, raw: Parameters<OktaAdmin['restoreIdentityProvider']>[1]) => {
        // Lifecycle is no setting: putting settings back switches nothing on or off.
        const { status } = change(id, {});
        change(id, { ...(raw as Partial<OktaIdentityProvider>), status });
      },
    ),
    activateIdentityProvider: guard('activateIdentityProvider', (id: string) => {
      change(id, { status: 'ACTIVE' });
    }),
  };
}

function toSettings({ name, protocol, policy }: IdpBody | ReplaceBody) {
  return {
    name,
    issuer: protocol.credentials.trust.issuer,
    kid: protocol.credentials.trust.kid,
    ssoUrl: protocol.endpoints.sso.url,
    matchType: policy.subject.matchType,
    userNameTemplate: policy.subject.userNameTemplate.template,
    provisioningAction: policy.provisioning.action,
    excludesAdmins: policy.accountLink.filter.users.excludeAdmins,
    trustsClaims: policy.trustClaims,
  };
}

type IdpBody = Parameters<OktaAdmin['createIdentityProvider']>[0];
type ReplaceBody = Parameters<OktaAdmin['replaceIdentityProvider']>[1];

function createIdp(org: FakeOrganisation, body: IdpBody): OktaIdentityProvider {
  if (org.identityProviders.some(({ name }) => name === body.name)) {
    throw fakeRefusal('okta.request_refused', 'E0000001');
  }
  const id = createId('0oa');
  const created: OktaIdentityProvider = {
    ...toSettings(body),
    id,
    status: 'ACTIVE',
    lastUpdated: null,
    audience: `https://www.okta.com/saml2/service-provider/sp${id}`,
    acsUrl: `${org.view.url}/sso/saml2/${id}`,
  };
  org.identityProviders.push(created);
  return created;
}

function createMappingCalls(org: FakeOrganisation, guard: Around) {
  return {
    getServiceProviderMetadata: guard('getServiceProviderMetadata', (id: string) => {
      const idp = org.identityProviders.find((candidate) => candidate.id === id);
      if (!idp) throw fakeRefusal('okta.not_found');
      return org.metadataXml
        .replaceAll('{{acs}}', idp.acsUrl ?? '')
        .replaceAll('{{audience}}', idp.audience);
    }),
    listMappings: guard('listMappings', (_idpId: string) => [
      { id: 'prm1', targetType: 'user', expressions: new Map(org.mappingExpressions) },
    ]),
    updateMapping: guard(
      'updateMapping',
      (_id: string, changes: Readonly<Record<string, string>>) => {
        for (const [name, value] of Object.entries(changes))
          org.mappingExpressions.set(name, value);
      },
    ),
  };
}
