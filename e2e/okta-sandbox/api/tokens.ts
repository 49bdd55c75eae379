/** The organisation itself, its API tokens, and revoking the one in use. */
import { revokeToken } from '../org/org-state';
import type { OrgState, TokenRecord } from '../org/types';
import { notFound, param, type ApiAnswer, type ApiCall } from './api-call';

export function getOrg({ state }: ApiCall): ApiAnswer {
  const { org } = state;
  return {
    status: 200,
    body: {
      id: org.id,
      companyName: org.companyName,
      subdomain: org.subdomain,
      status: 'ACTIVE',
      website: `https://${org.subdomain}.example`,
      created: org.created,
      lastUpdated: org.created,
      _links: { contacts: { href: `${state.origin}/api/v1/org/contacts` } },
    },
  };
}

function viewNetwork({ network }: TokenRecord, zoneIds: string[]): unknown {
  if (network === 'ANYWHERE') return { connection: 'ANYWHERE' };
  return { connection: 'ZONE', include: zoneIds };
}

function viewToken(token: TokenRecord, { origin, zones }: OrgState): unknown {
  const href = `${origin}/api/v1/api-tokens/${token.id}`;
  const zoneIds = [...zones.values()].flatMap((zone) => (zone.containsLoopback ? [zone.id] : []));
  return {
    id: token.id,
    name: token.name,
    userId: token.userId,
    clientName: 'Okta API',
    tokenWindow: 'P30D',
    network: viewNetwork(token, zoneIds),
    expiresAt: token.expiresAt,
    created: token.created,
    lastUpdated: token.lastUpdated,
    _links: { self: { href, hints: { allow: ['GET', 'DELETE'] } } },
  };
}

export function listTokens({ state }: ApiCall): ApiAnswer {
  const body = [...state.tokens.values()].map((token) => viewToken(token, state));
  return { status: 200, body };
}

function getRecord(call: ApiCall): TokenRecord {
  const id = param(call, 'tokenId');
  const token = call.state.tokens.get(id);
  if (!token) throw notFound(id, 'ApiToken');
  return token;
}

export function getToken(call: ApiCall): ApiAnswer {
  return { status: 200, body: viewToken(getRecord(call), call.state) };
}

export function deleteToken(call: ApiCall): ApiAnswer {
  revokeToken(call.state, getRecord(call), call.owner);
  return { status: 204 };
}

export function deleteCurrentToken({ state, token, owner }: ApiCall): ApiAnswer {
  revokeToken(state, token, owner);
  return { status: 204 };
}

/** What administrators switch by themselves; one of each, with names as Okta has them. */
const FEATURES = [
  { id: 'ftrA1b2C3d4E5f6G7h8', name: 'SAML IdP Single Logout', stage: 'EA', status: 'DISABLED' },
  {
    id: 'ftrB1b2C3d4E5f6G7h8',
    name: 'Dark theme of the console',
    stage: 'BETA',
    status: 'ENABLED',
  },
];

export function listFeatures({ state }: ApiCall): ApiAnswer {
  const body = FEATURES.map(({ id, name, stage, status }) => ({
    id,
    name,
    description: name,
    type: 'self-service',
    status,
    stage: { value: stage, state: stage === 'BETA' ? 'OPEN' : null },
    _links: { self: { href: `${state.origin}/api/v1/features/${id}` } },
  }));
  return { status: 200, body };
}
