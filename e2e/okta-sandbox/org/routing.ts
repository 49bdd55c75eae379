/** Which identity provider a person is sent to: the routing rules, first match by priority. */
import { findUserByTyped } from './org-state';
import type { IdpRecord, OrgState, RuleConditions, RulePattern, RuleRecord } from './types';

export interface RoutingRequest {
  identifier: string;
  userAgent: string;
}

export interface RoutingResult {
  /** The identity provider, or null when the person stays with Okta. */
  idp: IdpRecord | null;
  rule: RuleRecord | null;
}

export function evaluateRouting(state: OrgState, request: RoutingRequest): RoutingResult {
  for (const rule of state.rules) {
    if (rule.status !== 'ACTIVE' || !matchesRule(state, rule, request)) continue;
    if (rule.idp.providers.some((provider) => provider.type === 'OKTA')) return { idp: null, rule };
    const idp = findProvider(state, rule, request.identifier);
    if (idp) return { idp, rule };
  }
  return { idp: null, rule: null };
}

function findProvider(state: OrgState, rule: RuleRecord, identifier: string): IdpRecord | null {
  const active = (idp: IdpRecord | undefined): idp is IdpRecord => idp?.status === 'ACTIVE';
  if (rule.idp.idpSelectionType === 'DYNAMIC') {
    const domain = identifier.split('@')[1]?.toLowerCase() ?? '';
    const named = [...state.idps.values()].find((idp) => idp.name.toLowerCase() === domain);
    return active(named) ? named : null;
  }
  for (const provider of rule.idp.providers) {
    const idp = state.idps.get(provider.id ?? '');
    if (active(idp)) return idp;
  }
  return null;
}

function matchesRule(state: OrgState, rule: RuleRecord, request: RoutingRequest): boolean {
  const { conditions } = rule;
  return (
    matchesNetwork(state, conditions) &&
    matchesPlatform(conditions, request.userAgent) &&
    conditions.app.include.length === 0 &&
    matchesIdentifier(state, conditions, request.identifier)
  );
}

function matchesNetwork(state: OrgState, { network }: RuleConditions): boolean {
  if (network.connection === 'ANYWHERE') return true;
  const holdsUs = (id: string): boolean =>
    id === 'ALL_ZONES' || state.zones.get(id)?.containsLoopback === true;
  if (network.exclude?.some(holdsUs)) return false;
  return network.include === undefined || network.include.some(holdsUs);
}

function detectPlatform(userAgent: string): { type: string; os: string } {
  const known: [RegExp, string, string][] = [
    [/iPhone|iPad/, 'MOBILE', 'IOS'],
    [/Android/, 'MOBILE', 'ANDROID'],
    [/CrOS/, 'DESKTOP', 'CHROMEOS'],
    [/Windows/, 'DESKTOP', 'WINDOWS'],
    [/Macintosh/, 'DESKTOP', 'OSX'],
    [/Linux/, 'DESKTOP', 'LINUX'],
  ];
  const found = known.find(([pattern]) => pattern.test(userAgent));
  return found ? { type: found[1], os: found[2] } : { type: 'OTHER', os: 'OTHER' };
}

function matchesPlatform({ platform }: RuleConditions, userAgent: string): boolean {
  if (platform === null || platform.include.length === 0) return true;
  const seen = detectPlatform(userAgent);
  return platform.include.some(
    (entry) =>
      (entry.type === 'ANY' || entry.type === seen.type) &&
      (entry.os === undefined || entry.os.type === 'ANY' || entry.os.type === seen.os),
  );
}

function matchesIdentifier(
  state: OrgState,
  { userIdentifier }: RuleConditions,
  identifier: string,
): boolean {
  if (userIdentifier === null) return true;
  let value = identifier;
  if (userIdentifier.type === 'ATTRIBUTE') {
    const held = findUserByTyped(state, identifier)?.profile[userIdentifier.attribute ?? ''];
    if (typeof held !== 'string' && typeof held !== 'boolean') return false;
    value = String(held);
  }
  return userIdentifier.patterns.some((pattern) => matchesPattern(pattern, value));
}

function matchesPattern(pattern: RulePattern, value: string): boolean {
  const typed = value.trim().toLowerCase();
  const wanted = pattern.value.trim().toLowerCase();
  switch (pattern.matchType) {
    case 'EQUALS':
      return typed === wanted;
    case 'SUFFIX':
      return typed.endsWith(wanted);
    case 'STARTS_WITH':
      return typed.startsWith(wanted);
    case 'CONTAINS':
      return typed.includes(wanted);
    case 'EXPRESSION':
      return new RegExp(`^(?:${pattern.value})$`, 'i').test(value.trim());
  }
}
