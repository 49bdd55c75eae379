/** What the organisation tells anybody: who it is, and where a person would be sent. */
import { evaluateRouting } from '../org/routing';
import type { OrgState } from '../org/types';
import { invalid, type ApiAnswer } from './api-call';

export function getOrganization(state: OrgState): ApiAnswer {
  return {
    status: 200,
    body: {
      id: state.org.id,
      cell: 'op3',
      _links: { organization: { href: state.origin } },
      pipeline: state.org.pipeline,
      settings: {
        analyticsCollectionEnabled: false,
        bugReportingEnabled: true,
        omEnabled: false,
        pssoEnabled: true,
        desktopMFAEnabled: true,
        itpEnabled: true,
      },
    },
  };
}

export function getWebfinger(
  state: OrgState,
  query: URLSearchParams,
  userAgent: string,
): ApiAnswer {
  const resource = query.get('resource') ?? '';
  const identifier = /^okta:acct:(.+)$/.exec(resource)?.[1];
  if (identifier === undefined) throw invalid('resource', 'resource: The field is not valid');
  const { idp } = evaluateRouting(state, { identifier, userAgent });
  const link = idp
    ? {
        rel: 'okta:idp',
        href: `${state.origin}/sso/idps/${idp.id}`,
        titles: { und: idp.name },
        properties: {
          'okta:idp:metadata': `${state.origin}/api/v1/idps/${idp.id}/metadata.xml`,
          'okta:idp:type': 'SAML2',
          'okta:idp:id': idp.id,
        },
      }
    : {
        rel: 'okta:idp',
        href: `${state.origin}/sso/idps/OKTA`,
        titles: { und: state.org.subdomain },
        properties: { 'okta:idp:type': 'OKTA' },
      };
  return {
    status: 200,
    body: { subject: resource, links: [link] },
    contentType: 'application/jrd+json',
  };
}
