/** Groups, network zones and apps: what the pickers of a set-up read, and groups for a pilot. */
import { z } from 'zod';
import { newId } from '../org/ids';
import { nowIso } from '../org/org-state';
import type { AppRecord, GroupRecord, OrgState, ZoneRecord } from '../org/types';
import { forbidden, invalid, notFound, param, type ApiAnswer, type ApiCall } from './api-call';
import { pageOf } from './page-links';

function viewGroup(state: OrgState, group: GroupRecord): unknown {
  const base = `${state.origin}/api/v1/groups/${group.id}`;
  return {
    id: group.id,
    created: group.created,
    lastUpdated: group.created,
    lastMembershipUpdated: group.created,
    objectClass: ['okta:user_group'],
    type: group.builtIn ? 'BUILT_IN' : 'OKTA_GROUP',
    profile: { name: group.name, description: '' },
    _links: { users: { href: `${base}/users` }, apps: { href: `${base}/apps` } },
  };
}

export function listGroups(call: ApiCall): ApiAnswer {
  const startsWith = call.query.get('q')?.toLowerCase() ?? '';
  const found = [...call.state.groups.values()].filter((group) =>
    group.name.toLowerCase().startsWith(startsWith),
  );
  return pageOf(call, found, {
    path: '/api/v1/groups',
    idOf: (group) => group.id,
    view: (group) => viewGroup(call.state, group),
  });
}

function getGroupRecord(call: ApiCall): GroupRecord {
  const id = param(call, 'groupId');
  const group = call.state.groups.get(id);
  if (!group) throw notFound(id, 'UserGroup');
  return group;
}

export function getGroup(call: ApiCall): ApiAnswer {
  return { status: 200, body: viewGroup(call.state, getGroupRecord(call)) };
}

const newGroupSchema = z.object({ profile: z.object({ name: z.string().min(1).max(255) }) });

export function createGroup(call: ApiCall): ApiAnswer {
  const parsed = newGroupSchema.safeParse(call.body);
  if (!parsed.success) throw invalid('name', 'name: The field cannot be left blank');
  const { name } = parsed.data.profile;
  if ([...call.state.groups.values()].some((group) => group.name === name)) {
    throw invalid(
      'name',
      'name: An object with this field already exists in the current organization',
    );
  }
  const id = newId('00g');
  const group = { id, name, builtIn: false, created: nowIso(), members: new Set<string>() };
  call.state.groups.set(id, group);
  return { status: 200, body: viewGroup(call.state, group) };
}

export function deleteGroup(call: ApiCall): ApiAnswer {
  const group = getGroupRecord(call);
  if (group.builtIn) throw forbidden();
  call.state.groups.delete(group.id);
  return { status: 204 };
}

function requireMember(call: ApiCall): string {
  const userId = param(call, 'userId');
  if (!call.state.users.has(userId)) throw notFound(userId, 'User');
  return userId;
}

export function addGroupMember(call: ApiCall): ApiAnswer {
  getGroupRecord(call).members.add(requireMember(call));
  return { status: 204 };
}

export function removeGroupMember(call: ApiCall): ApiAnswer {
  getGroupRecord(call).members.delete(requireMember(call));
  return { status: 204 };
}

function viewZone(state: OrgState, zone: ZoneRecord): unknown {
  return {
    type: 'IP',
    id: zone.id,
    name: zone.name,
    status: 'ACTIVE',
    usage: zone.name === 'BlockedIpZone' ? 'BLOCKLIST' : 'POLICY',
    system: zone.system,
    created: zone.created,
    lastUpdated: zone.created,
    gateways: zone.containsLoopback ? [{ type: 'CIDR', value: '127.0.0.0/8' }] : null,
    proxies: null,
    _links: {
      self: {
        href: `${state.origin}/api/v1/zones/${zone.id}`,
        hints: { allow: ['GET', 'PUT', 'DELETE'] },
      },
    },
  };
}

export function listZones(call: ApiCall): ApiAnswer {
  return pageOf(call, [...call.state.zones.values()], {
    path: '/api/v1/zones',
    idOf: (zone) => zone.id,
    view: (zone) => viewZone(call.state, zone),
  });
}

function viewApp(state: OrgState, app: AppRecord): unknown {
  const base = `${state.origin}/api/v1/apps/${app.id}`;
  const change = app.status === 'ACTIVE' ? 'deactivate' : 'activate';
  return {
    id: app.id,
    name: app.name,
    label: app.label,
    status: app.status,
    created: app.created,
    lastUpdated: app.created,
    signOnMode: app.signOnMode,
    _links: {
      users: { href: `${base}/users` },
      [change]: { href: `${base}/lifecycle/${change}` },
    },
  };
}

export function listApps(call: ApiCall): ApiAnswer {
  const startsWith = call.query.get('q')?.toLowerCase() ?? '';
  const found = [...call.state.apps.values()].filter((app) =>
    [app.name, app.label].some((name) => name.toLowerCase().startsWith(startsWith)),
  );
  return pageOf(call, found, {
    path: '/api/v1/apps',
    idOf: (app) => app.id,
    view: (app) => viewApp(call.state, app),
  });
}

export function getApp(call: ApiCall): ApiAnswer {
  const id = param(call, 'appId');
  const app = call.state.apps.get(id);
  if (!app) throw notFound(id, 'AppInstance');
  return { status: 200, body: viewApp(call.state, app) };
}
