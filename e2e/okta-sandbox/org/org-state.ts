/** Makes, resets and looks things up in the organisation's state. */
import { createHash } from 'node:crypto';
import { newApiToken, newId } from './ids';
import { applySeed, toUserRecord, type Seed, type SeedUser } from './seed';
import { createSigningKey, type SigningKey } from './signing-key';
import { addEvent, actorOf, targetOf } from './system-log';
import type { OrgFeatures } from './org-facts';
import type {
  GroupRecord,
  OrgState,
  RuleRecord,
  TokenNetwork,
  TokenRecord,
  UserRecord,
} from './types';

const THIRTY_DAYS_MS = 30 * 24 * 60 * 60 * 1000;

export interface OrgOptions extends OrgFeatures {
  companyName: string;
  subdomain: string;
  rateLimitPerMinute: number;
  seed: Seed;
}

export function nowIso(): string {
  return new Date(Date.now()).toISOString();
}

export async function createOrgState(options: OrgOptions): Promise<OrgState> {
  return freshState(options, await createSigningKey(options.subdomain), '');
}

/** Forgets everything but the address, the organisation's id and its signing key. */
export function resetOrgState(state: OrgState, options: OrgOptions): void {
  const { org } = state;
  Object.assign(state, freshState(options, state.signingKey, state.origin), { org });
}

function freshState(options: OrgOptions, signingKey: SigningKey, origin: string): OrgState {
  const created = nowIso();
  const state: OrgState = {
    origin,
    org: {
      id: newId('00o'),
      companyName: options.companyName,
      subdomain: options.subdomain,
      created,
      pipeline: options.pipeline,
      fallback: options.fallback,
    },
    userTypeId: newId('oty'),
    signingKey,
    rateLimitPerMinute: options.rateLimitPerMinute,
    users: new Map(),
    groups: new Map(),
    zones: new Map(),
    apps: new Map(),
    tokens: new Map(),
    keys: new Map(),
    idps: new Map(),
    mappings: new Map(),
    customAttributes: new Map(),
    policy: { id: newId('00p'), created },
    rules: [defaultRule(created)],
    systemLog: [],
    sessions: new Map(),
    pending: new Map(),
    usedAssertions: new Map(),
    rateWindows: new Map(),
    failures: [],
    calls: [],
  };
  applySeed(state, options.seed, created);
  return state;
}

function defaultRule(created: string): RuleRecord {
  return {
    id: newId('0pr'),
    name: 'Default Rule',
    status: 'ACTIVE',
    system: true,
    created,
    lastUpdated: created,
    conditions: {
      network: { connection: 'ANYWHERE' },
      platform: { include: [{ type: 'ANY', os: { type: 'ANY' } }], exclude: [] },
      app: { include: [], exclude: [] },
      userIdentifier: null,
    },
    idp: { idpSelectionType: 'SPECIFIC', providers: [{ type: 'OKTA' }] },
  };
}

export function findUserByLogin(state: OrgState, login: string): UserRecord | null {
  const wanted = login.trim().toLowerCase();
  for (const user of state.users.values()) {
    if (user.profile.login.toLowerCase() === wanted) return user;
  }
  return null;
}

/** As typed into the sign-in page: the login, or by short match its part before the sign. */
export function findUserByTyped(state: OrgState, typed: string): UserRecord | null {
  const wanted = typed.trim().toLowerCase();
  const exact = findUserByLogin(state, wanted);
  if (exact || wanted.includes('@')) return exact;
  const [found, ...others] = [...state.users.values()].filter(
    (user) => user.profile.login.toLowerCase().split('@')[0] === wanted,
  );
  return found && others.length === 0 ? found : null;
}

function findEveryoneGroup(state: OrgState): GroupRecord | null {
  return [...state.groups.values()].find((group) => group.builtIn) ?? null;
}

export function addUser(state: OrgState, seed: SeedUser): UserRecord {
  const user = toUserRecord(seed, nowIso());
  state.users.set(user.id, user);
  findEveryoneGroup(state)?.members.add(user.id);
  return user;
}

function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Makes an API token. The secret is returned once and only its hash is kept. */
export function createToken(
  state: OrgState,
  input: { ownerLogin: string; name: string; network?: TokenNetwork },
): { secret: string; record: TokenRecord } {
  const owner = findUserByLogin(state, input.ownerLogin);
  if (!owner) throw new Error(`Nobody here has the login ${input.ownerLogin}`);
  const secret = newApiToken();
  const created = nowIso();
  const record: TokenRecord = {
    id: newId('00T'),
    network: input.network ?? 'ANYWHERE',
    name: input.name,
    userId: owner.id,
    secretSha256: hashSecret(secret),
    created,
    lastUpdated: created,
    expiresAt: new Date(Date.now() + THIRTY_DAYS_MS).toISOString(),
  };
  state.tokens.set(record.id, record);
  addEvent(state, {
    eventType: 'system.api_token.create',
    displayMessage: 'Create API token',
    actor: actorOf(owner),
    targets: [targetOf('Token', record.id, record.name)],
  });
  return { secret, record };
}

/** The live token with this secret, or null when it is unknown, expired or its owner is not active. */
export function findLiveToken(
  state: OrgState,
  secret: string,
): { token: TokenRecord; owner: UserRecord } | null {
  const wanted = hashSecret(secret);
  for (const token of state.tokens.values()) {
    if (token.secretSha256 !== wanted) continue;
    const owner = state.users.get(token.userId);
    if (owner?.status !== 'ACTIVE' || Date.parse(token.expiresAt) < Date.now()) return null;
    if (token.network === 'ZONE_ELSEWHERE') return null;
    return { token, owner };
  }
  return null;
}

/** Okta gives a token thirty more days at every use. */
export function renewToken(token: TokenRecord): void {
  token.expiresAt = new Date(Date.now() + THIRTY_DAYS_MS).toISOString();
}

export function revokeToken(state: OrgState, token: TokenRecord, by: UserRecord): void {
  state.tokens.delete(token.id);
  addEvent(state, {
    eventType: 'system.api_token.revoke',
    displayMessage: 'Revoke API token',
    actor: actorOf(by),
    targets: [targetOf('Token', token.id, token.name)],
  });
}
