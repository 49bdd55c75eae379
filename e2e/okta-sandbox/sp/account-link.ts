/** Who the assertion is about here: user name, match, account link, or a new person. */
import { addUser, findUserByLogin, nowIso } from '../org/org-state';
import { actorOf, addEvent, targetOf } from '../org/system-log';
import type { AccountLinkFilter, IdpRecord, OrgState, UserRecord } from '../org/types';
import { SamlRefusal, type AcceptedResponse } from './accept-response';

const NO_MATCH = 'Unable to match the transformed username';
const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

export interface LinkResult {
  user: UserRecord;
  username: string;
  outcome: 'created' | 'linked' | 'already linked';
}

type Attributes = Map<string, string[]>;

/** Finds or makes the person, or throws a SamlRefusal with the System Log's reason. */
export function linkAccount(
  state: OrgState,
  idp: IdpRecord,
  { assertion }: AcceptedResponse,
): LinkResult {
  const attributes: Attributes = new Map(assertion.attributes);
  const username = transformUsername(idp, assertion.nameId, attributes);
  checkTrustedClaims(idp, attributes);
  const honorsPersistent =
    idp.protocol.settings.honorPersistentNameId && assertion.nameIdFormat === PERSISTENT;
  const linked = honorsPersistent ? findLinked(state, idp, assertion.nameId) : null;
  const user = linked ?? findMatch(state, idp, username, attributes);
  if (user === null) {
    const created = createPerson(state, idp, username, attributes);
    addLink(idp, created, assertion.nameId);
    return { user: created, username, outcome: 'created' };
  }
  const isLinked = idp.links.some((link) => link.userId === user.id);
  checkAccountLink(state, idp, user, isLinked);
  if (!isLinked) addLink(idp, user, assertion.nameId);
  if (idp.policy.provisioning.profileMaster) updateProfile(state, idp, user, username, attributes);
  return { user, username, outcome: isLinked ? 'already linked' : 'linked' };
}

function transformUsername(idp: IdpRecord, nameId: string, attributes: Attributes): string {
  const { userNameTemplate, filter } = idp.policy.subject;
  const field = /^(?:\$\{)?(?:idpuser|saml|source)\.(\w+)\}?$/.exec(userNameTemplate.template)?.[1];
  const username =
    field === 'subjectNameId' ? nameId : (attributes.get(field ?? '')?.[0] ?? '').trim();
  if (username === '') {
    const message = `The template ${userNameTemplate.template} gave no user name`;
    throw new SamlRefusal('Unable to transform email to username', message);
  }
  if (filter !== null && !new RegExp(`^(?:${filter})$`).test(username)) {
    const reason = 'transformed username was rejected by the username filter';
    throw new SamlRefusal(reason, `${username} does not fit ${filter}`);
  }
  return username;
}

/** With trusted claims on, an assertion that names no methods breaks the sign-in. */
function checkTrustedClaims(idp: IdpRecord, attributes: Attributes): void {
  const methods = attributes.get('session.amr')?.flatMap((value) => value.split(',')) ?? [];
  if (!idp.policy.trustClaims || methods.some((method) => method.trim() !== '')) return;
  const message = 'Claims are trusted, but the assertion has no session.amr';
  throw new SamlRefusal('Unable to validate incoming SAML Assertion', message);
}

function findLinked(state: OrgState, idp: IdpRecord, externalId: string): UserRecord | null {
  const link = idp.links.find((entry) => entry.externalId === externalId);
  return state.users.get(link?.userId ?? '') ?? null;
}

function findByField(state: OrgState, field: string, value: string): UserRecord | null {
  const wanted = value.toLowerCase();
  const found = [...state.users.values()].find(({ profile }) => {
    const held = profile[field];
    return typeof held === 'string' && held.toLowerCase() === wanted;
  });
  return found ?? null;
}

function findMatch(
  state: OrgState,
  idp: IdpRecord,
  username: string,
  attributes: Attributes,
): UserRecord | null {
  const { matchType, matchAttribute } = idp.policy.subject;
  switch (matchType) {
    case 'USERNAME':
      return findUserByLogin(state, username);
    case 'EMAIL':
      return findByField(state, 'email', username);
    case 'USERNAME_OR_EMAIL':
      return findUserByLogin(state, username) ?? findByField(state, 'email', username);
    case 'CUSTOM_ATTRIBUTE': {
      const field = matchAttribute ?? '';
      return findByField(state, field, attributes.get(field)?.[0] ?? username);
    }
  }
}

function checkAccountLink(
  state: OrgState,
  idp: IdpRecord,
  user: UserRecord,
  isLinked: boolean,
): void {
  const { login } = user.profile;
  if (user.status !== 'ACTIVE') {
    throw new SamlRefusal('User is not active', `${login} is ${user.status}`);
  }
  const { action, filter } = idp.policy.accountLink;
  const objection = filter === null ? null : objectionOf(state, filter, user);
  if (objection !== null) throw new SamlRefusal(NO_MATCH, objection);
  if (action === 'DISABLED' && !isLinked) {
    throw new SamlRefusal(NO_MATCH, `Account link is off and ${login} is not linked yet`);
  }
}

/** Why the filter of the account link keeps this person out, or null. */
function objectionOf(
  state: OrgState,
  { users = {}, groups = {} }: AccountLinkFilter,
  user: UserRecord,
): string | null {
  const { login } = user.profile;
  if (users.excludeAdmins === true && user.roles.length > 0) {
    return `${login} is an administrator; administrators are excluded`;
  }
  if (users.exclude?.includes(user.id) === true) return `${login} is excluded from account link`;
  const { include = [] } = groups;
  const isMember = include.some((id) => state.groups.get(id)?.members.has(user.id));
  const isLeftOut = include.length > 0 && !isMember;
  return isLeftOut ? `${login} is in none of the groups of the account link` : null;
}

/** The values that the profile mapping of this identity provider gives a person. */
function mapProfile(
  state: OrgState,
  idp: IdpRecord,
  username: string,
  attributes: Attributes,
): Record<string, string> {
  const mapping = [...state.mappings.values()].find(({ idpId }) => idpId === idp.id);
  const profile: Record<string, string> = {};
  for (const [target, { expression }] of Object.entries(mapping?.properties ?? {})) {
    const source = /^(?:source|appuser)\.(\w+)$/.exec(expression)?.[1] ?? '';
    const value = source === 'userName' ? username : attributes.get(source)?.[0];
    if (value !== undefined && value !== '') profile[target] = value;
  }
  return profile;
}

function createPerson(
  state: OrgState,
  idp: IdpRecord,
  username: string,
  attributes: Attributes,
): UserRecord {
  if (idp.policy.provisioning.action !== 'AUTO') {
    throw new SamlRefusal(NO_MATCH, `Nobody here is ${username}, and people are not created`);
  }
  const { login = username, ...profile } = mapProfile(state, idp, username, attributes);
  const missing = ['firstName', 'lastName', 'email'].filter((name) => !(name in profile));
  if (missing.length > 0) {
    const message = `The assertion lacks ${missing.join(', ')}; ${username} cannot be created`;
    throw new SamlRefusal('Unable to JIT user', message);
  }
  if (findUserByLogin(state, login)) {
    throw new SamlRefusal('Unable to JIT user', `The login ${login} is taken`);
  }
  const { firstName = '', lastName = '', email = '', ...attributesLeft } = profile;
  const user = addUser(state, { login, firstName, lastName, email, attributes: attributesLeft });
  Object.assign(user, { password: null, provider: 'FEDERATION' });
  for (const [eventType, displayMessage] of [
    ['user.lifecycle.create', 'Create Okta user'],
    ['user.lifecycle.activate', 'Activate Okta user'],
  ] as const) {
    const targets = [targetOf('User', user.id, login)];
    addEvent(state, { eventType, displayMessage, actor: actorOf(user), targets });
  }
  return user;
}

function updateProfile(
  state: OrgState,
  idp: IdpRecord,
  user: UserRecord,
  username: string,
  attributes: Attributes,
): void {
  Object.assign(user.profile, mapProfile(state, idp, username, attributes));
  user.lastUpdated = nowIso();
}

function addLink(idp: IdpRecord, user: UserRecord, externalId: string): void {
  idp.links.push({ userId: user.id, externalId, created: nowIso() });
}
