/** People and their administrator roles. */
import { addUser, findUserByLogin } from '../org/org-state';
import { actorOf, addEvent, targetOf } from '../org/system-log';
import type { OrgState, UserRecord } from '../org/types';
import { z } from 'zod';
import { invalid, notFound, OktaRefusal, param, type ApiAnswer, type ApiCall } from './api-call';
import { pageOf } from './page-links';
import { parseSearch } from './user-search';

export function viewUser(state: OrgState, user: UserRecord): Record<string, unknown> {
  return {
    id: user.id,
    status: user.status,
    created: user.created,
    activated: user.created,
    statusChanged: user.created,
    lastLogin: user.lastLogin,
    lastUpdated: user.lastUpdated,
    passwordChanged: user.password === null ? null : user.created,
    type: { id: state.userTypeId },
    profile: { ...user.profile, mobilePhone: null, secondEmail: null },
    credentials: { provider: { type: user.provider, name: user.provider } },
    _links: { self: { href: `${state.origin}/api/v1/users/${user.id}` } },
  };
}

function getRecord(call: ApiCall): UserRecord {
  const id = param(call, 'userId');
  const user = call.state.users.get(id) ?? findUserByLogin(call.state, id);
  if (!user) throw notFound(id, 'User');
  return user;
}

/** The owner of the token. */
export function getMe({ state, owner }: ApiCall): ApiAnswer {
  return { status: 200, body: viewUser(state, owner) };
}

export function getUser(call: ApiCall): ApiAnswer {
  return { status: 200, body: viewUser(call.state, getRecord(call)) };
}

export function listRoles(call: ApiCall): ApiAnswer {
  const user = getRecord(call);
  const assignee = { href: `${call.state.origin}/api/v1/users/${user.id}` };
  const body = user.roles.map((role) => ({
    id: role.id,
    label: role.label,
    type: role.type,
    status: 'ACTIVE',
    created: role.created,
    lastUpdated: role.created,
    assignmentType: 'USER',
    _links: { assignee },
  }));
  return { status: 200, body };
}

/** `fields=id,status,profile:(login,email)`: the named fields only, also within a field. */
function pickFields(view: Record<string, unknown>, fields: string | null): unknown {
  if (fields === null) return view;
  const picked: Record<string, unknown> = {};
  for (const [, name = '', inner] of fields.matchAll(/([a-zA-Z]+)(?::\(([^)]*)\))?/g)) {
    if (!(name in view)) continue;
    const value = view[name] as Record<string, unknown>;
    picked[name] =
      inner === undefined
        ? value
        : Object.fromEntries(inner.split(',').map((key) => [key.trim(), value[key.trim()]]));
  }
  return picked;
}

export function listUsers(call: ApiCall): ApiAnswer {
  const { state, query } = call;
  const search = query.get('search') ?? query.get('filter');
  const startsWith = query.get('q')?.toLowerCase();
  let users = [...state.users.values()];
  if (search === null) users = users.filter((user) => user.status !== 'DEPROVISIONED');
  else users = users.filter(parseSearch(search));
  if (startsWith !== undefined) {
    users = users.filter(({ profile }) =>
      [profile.firstName, profile.lastName, profile.email, profile.login].some((value) =>
        value.toLowerCase().startsWith(startsWith),
      ),
    );
  }
  return pageOf(call, users, {
    path: '/api/v1/users',
    idOf: (user) => user.id,
    view: (user) => pickFields(viewUser(state, user), query.get('fields')),
    ...(startsWith !== undefined && { defaultLimit: 10 }),
  });
}

const newUserSchema = z.object({
  profile: z.looseObject({
    login: z.string().min(5).max(100),
    email: z.email(),
    firstName: z.string().min(1).max(50),
    lastName: z.string().min(1).max(50),
  }),
});

export function createUser(call: ApiCall): ApiAnswer {
  const parsed = newUserSchema.safeParse(call.body);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.at(-1);
    throw invalid(String(field ?? 'profile'), `${String(field)}: The field is not valid`);
  }
  const { profile } = parsed.data;
  if (findUserByLogin(call.state, profile.login)) {
    throw invalid(
      'login',
      'login: An object with this field already exists in the current organization',
    );
  }
  const user = addUser(call.state, profile);
  addEvent(call.state, {
    eventType: 'user.lifecycle.create',
    displayMessage: 'Create Okta user',
    actor: actorOf(call.owner),
    targets: [targetOf('User', user.id, user.profile.login)],
  });
  return { status: 200, body: viewUser(call.state, user) };
}

/** Deletion in Okta takes two calls: the first deactivates the person, the second removes them. */
export function deleteUser(call: ApiCall): ApiAnswer {
  const user = getRecord(call);
  if (user.id === call.owner.id) {
    throw new OktaRefusal(403, 'E0000006', 'You cannot delete yourself');
  }
  if (user.status === 'DEPROVISIONED') call.state.users.delete(user.id);
  else user.status = 'DEPROVISIONED';
  return { status: 204 };
}
