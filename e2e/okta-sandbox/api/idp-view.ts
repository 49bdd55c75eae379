/** An identity provider as the Management API shows it. */
import type { IdpRecord, OrgState } from '../org/types';

/** Where the assertion consumer service of this identity provider is. */
export function acsUrl(state: OrgState, idp: IdpRecord): string {
  const { type } = idp.protocol.endpoints.acs;
  return type === 'ORG' ? `${state.origin}/sso/saml2` : `${state.origin}/sso/saml2/${idp.id}`;
}

export function viewIdp(state: OrgState, idp: IdpRecord): Record<string, unknown> {
  const base = `${state.origin}/api/v1/idps/${idp.id}`;
  const change = idp.status === 'ACTIVE' ? 'deactivate' : 'activate';
  return {
    id: idp.id,
    name: idp.name,
    status: idp.status,
    created: idp.created,
    lastUpdated: idp.lastUpdated,
    type: 'SAML2',
    protocol: idp.protocol,
    policy: idp.policy,
    _links: {
      metadata: {
        href: `${base}/metadata.xml`,
        type: 'application/xml',
        hints: { allow: ['GET'] },
      },
      acs: { href: acsUrl(state, idp), type: 'application/xml', hints: { allow: ['POST'] } },
      users: { href: `${base}/users`, hints: { allow: ['GET'] } },
      [change]: { href: `${base}/lifecycle/${change}`, hints: { allow: ['POST'] } },
    },
  };
}
