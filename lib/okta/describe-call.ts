import type { OktaAdmin } from './port';

type Name = keyof OktaAdmin;

/** The request behind each call of the port; ids are filled in, secrets are never arguments. */
const calls: { readonly [K in Name]: (...args: Parameters<OktaAdmin[K]>) => string } = {
  getTokenOwner: () => 'GET /api/v1/users/me',
  listRoles: (userId) => `GET /api/v1/users/${userId}/roles`,
  getCompany: () => 'GET /api/v1/org',
  findUserByLogin: (login) => `GET /api/v1/users?search=profile.login eq "${login}"`,
  listUsersByAttribute: (attribute, value) =>
    `GET /api/v1/users?search=profile.${attribute} eq "${value}"`,
  listZones: () => 'GET /api/v1/zones',
  listApps: () => 'GET /api/v1/apps',
  listKeys: () => 'GET /api/v1/idps/credentials/keys',
  createKey: () => 'POST /api/v1/idps/credentials/keys',
  deleteKey: (kid) => `DELETE /api/v1/idps/credentials/keys/${kid}`,
  listIdentityProviders: () => 'GET /api/v1/idps?type=SAML2',
  findIdentityProvider: (id) => `GET /api/v1/idps/${id}`,
  readRawIdentityProvider: (id) => `GET /api/v1/idps/${id}`,
  replaceIdentityProvider: (id) => `PUT /api/v1/idps/${id}`,
  restoreIdentityProvider: (id) => `PUT /api/v1/idps/${id} (as it was)`,
  activateIdentityProvider: (id) => `POST /api/v1/idps/${id}/lifecycle/activate`,
  getServerTime: () => 'GET /api/v1/users/me',
  listTokens: () => 'GET /api/v1/api-tokens',
  listFeatures: () => 'GET /api/v1/features',
  createIdentityProvider: ({ name }) => `POST /api/v1/idps (${name})`,
  deactivateIdentityProvider: (id) => `POST /api/v1/idps/${id}/lifecycle/deactivate`,
  deleteIdentityProvider: (id) => `DELETE /api/v1/idps/${id}`,
  listLinkedLogins: (id) => `GET /api/v1/idps/${id}/users`,
  getServiceProviderMetadata: (idpId) => `GET /api/v1/idps/${idpId}/metadata.xml`,
  listMappings: (idpId) => `GET /api/v1/mappings?sourceId=${idpId}`,
  updateMapping: (id) => `POST /api/v1/mappings/${id}`,
  getDiscoveryPolicy: () => 'GET /api/v1/policies?type=IDP_DISCOVERY',
  listRules: (policyId) => `GET /api/v1/policies/${policyId}/rules`,
  createInactiveRule: (policyId) => `POST /api/v1/policies/${policyId}/rules?activate=false`,
  readRawRule: (policyId, id) => `GET /api/v1/policies/${policyId}/rules/${id}`,
  replaceRule: (policyId, id) => `PUT /api/v1/policies/${policyId}/rules/${id}`,
  restoreRule: (policyId, id) => `PUT /api/v1/policies/${policyId}/rules/${id} (as it was)`,
  activateRule: (policyId, id) =>
    `POST /api/v1/policies/${policyId}/rules/${id}/lifecycle/activate`,
  deactivateRule: (policyId, id) =>
    `POST /api/v1/policies/${policyId}/rules/${id}/lifecycle/deactivate`,
  deleteRule: (policyId, id) => `DELETE /api/v1/policies/${policyId}/rules/${id}`,
  revokeToken: () => 'DELETE /api/v1/api-tokens/current',
  isTokenDead: () => 'GET /api/v1/users/me (must answer 401)',
};

/**
 * The same calls, each told to `record` before it is sent. When recording fails the call is not sent
 * and the failure is the call's: nothing happens in Okta that is not written down first.
 */
export function recordCalls(admin: OktaAdmin, record: (call: string) => Promise<void>): OktaAdmin {
  const wrap = <K extends Name>(name: K) => {
    const call = admin[name] as (...args: Parameters<OktaAdmin[K]>) => Promise<unknown>;
    return async (...args: Parameters<OktaAdmin[K]>) => {
      await record(calls[name](...args));
      return call(...args);
    };
  };
  const names = Object.keys(calls) as Name[];
  // Each member has the type of the one it wraps; entries lose that.
  return Object.fromEntries(names.map((name) => [name, wrap(name)])) as unknown as OktaAdmin;
}
