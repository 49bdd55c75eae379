/** Every call of the Management API that the stand-in knows, with the roles that may make it. */
import type { ApiAnswer, ApiCall } from './api-call';
import * as directory from './directory';
import * as idps from './idps';
import * as keys from './keys';
import { listLogs } from './logs';
import * as mappings from './mappings';
import * as policies from './policies';
import {
  ANY_TOKEN,
  APP_MANAGERS,
  LOG_READERS,
  ORG_MANAGERS,
  READERS,
  SUPER_ONLY,
  USER_READERS,
} from './roles';
import * as tokens from './tokens';
import * as users from './users';

interface Route {
  method: string;
  pattern: string;
  /** Any of these roles; null when every live token will do. */
  roles: string[] | null;
  handle: (call: ApiCall) => ApiAnswer;
}

const V1 = '/api/v1';

function route(
  method: string,
  path: string,
  roles: string[] | null,
  handle: (call: ApiCall) => ApiAnswer,
): Route {
  return { method, pattern: V1 + path, roles, handle };
}

const IDP = '/idps/:idpId';
const KEY = '/idps/credentials/keys';
const RULES = '/policies/:policyId/rules';
const RULE = `${RULES}/:ruleId`;
const SCHEMA = '/meta/schemas/apps/:idpId/default';
const MEMBER = '/groups/:groupId/users/:userId';

/** The first route that fits wins, so fixed paths stand before those with a parameter. */
const ROUTES: Route[] = [
  route('GET', '/org', READERS, tokens.getOrg),
  route('GET', '/users/me', ANY_TOKEN, users.getMe),
  route('GET', '/users', USER_READERS, users.listUsers),
  route('POST', '/users', ORG_MANAGERS, users.createUser),
  route('GET', '/users/:userId', USER_READERS, users.getUser),
  route('DELETE', '/users/:userId', ORG_MANAGERS, users.deleteUser),
  route('GET', '/users/:userId/roles', USER_READERS, users.listRoles),
  route('GET', '/features', ORG_MANAGERS, tokens.listFeatures),
  route('GET', '/api-tokens', READERS, tokens.listTokens),
  route('DELETE', '/api-tokens/current', ANY_TOKEN, tokens.deleteCurrentToken),
  route('GET', '/api-tokens/:tokenId', READERS, tokens.getToken),
  route('DELETE', '/api-tokens/:tokenId', SUPER_ONLY, tokens.deleteToken),
  route('GET', KEY, READERS, keys.listKeys),
  route('POST', KEY, ORG_MANAGERS, keys.createKey),
  route('GET', `${KEY}/:kid`, READERS, keys.getKey),
  route('PUT', `${KEY}/:kid`, ORG_MANAGERS, keys.replaceKey),
  route('DELETE', `${KEY}/:kid`, ORG_MANAGERS, keys.deleteKey),
  route('GET', '/idps', READERS, idps.listIdps),
  route('POST', '/idps', ORG_MANAGERS, idps.createIdp),
  route('GET', IDP, READERS, idps.getIdp),
  route('PUT', IDP, ORG_MANAGERS, idps.replaceIdp),
  route('DELETE', IDP, ORG_MANAGERS, idps.deleteIdp),
  route('POST', `${IDP}/lifecycle/activate`, ORG_MANAGERS, idps.activateIdp),
  route('POST', `${IDP}/lifecycle/deactivate`, ORG_MANAGERS, idps.deactivateIdp),
  route('GET', `${IDP}/metadata.xml`, READERS, idps.getIdpMetadata),
  route('GET', `${IDP}/users`, READERS, idps.listIdpUsers),
  route('DELETE', `${IDP}/users/:userId`, ORG_MANAGERS, idps.unlinkIdpUser),
  route('GET', '/mappings', READERS, mappings.listMappings),
  route('GET', '/mappings/:mappingId', READERS, mappings.getMapping),
  route('POST', '/mappings/:mappingId', APP_MANAGERS, mappings.updateMapping),
  route('GET', SCHEMA, READERS, mappings.getAppUserSchema),
  route('POST', SCHEMA, APP_MANAGERS, mappings.updateAppUserSchema),
  route('GET', '/policies', READERS, policies.listPolicies),
  route('GET', '/policies/:policyId', READERS, policies.getPolicy),
  route('GET', RULES, READERS, policies.listRules),
  route('POST', RULES, ORG_MANAGERS, policies.createRule),
  route('GET', RULE, READERS, policies.getRule),
  route('PUT', RULE, ORG_MANAGERS, policies.replaceRule),
  route('DELETE', RULE, ORG_MANAGERS, policies.deleteRule),
  route('POST', `${RULE}/lifecycle/activate`, ORG_MANAGERS, policies.activateRule),
  route('POST', `${RULE}/lifecycle/deactivate`, ORG_MANAGERS, policies.deactivateRule),
  route('GET', '/groups', USER_READERS, directory.listGroups),
  route('POST', '/groups', ORG_MANAGERS, directory.createGroup),
  route('GET', '/groups/:groupId', USER_READERS, directory.getGroup),
  route('DELETE', '/groups/:groupId', ORG_MANAGERS, directory.deleteGroup),
  route('PUT', MEMBER, ORG_MANAGERS, directory.addGroupMember),
  route('DELETE', MEMBER, ORG_MANAGERS, directory.removeGroupMember),
  route('GET', '/zones', READERS, directory.listZones),
  route('GET', '/apps', READERS, directory.listApps),
  route('GET', '/apps/:appId', READERS, directory.getApp),
  route('GET', '/logs', LOG_READERS, listLogs),
];

export interface FoundRoute {
  route: Route;
  params: Record<string, string>;
}

function decodePart(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function matchPattern(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? '';
    const decoded = decodePart(value);
    if (decoded === null) return null;
    if (part.startsWith(':') && decoded !== '') params[part.slice(1)] = decoded;
    else if (part !== value) return null;
  }
  return params;
}

/** The route of a call; `wrong-method` when only the path is known. */
export function findRoute(method: string, path: string): FoundRoute | 'wrong-method' | null {
  let isPathKnown = false;
  for (const entry of ROUTES) {
    const params = matchPattern(entry.pattern, path);
    if (params === null) continue;
    if (entry.method === method) return { route: entry, params };
    isPathKnown = true;
  }
  return isPathKnown ? 'wrong-method' : null;
}
