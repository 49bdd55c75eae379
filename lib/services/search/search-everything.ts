import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Permission } from '@/lib/auth/permissions';
import { getDatabase } from '@/lib/db/database';
import { searchApplications, searchGroups, searchPeople } from '@/lib/db/search';
import { toPrefixQuery } from '@/lib/db/word-search';
import type { SearchResults } from '@/lib/schemas/search';

const take = 6;

/** People, groups and applications by name, a few of each kind this person may see. */
export async function searchEverything(actor: Actor, text: string): Promise<SearchResults> {
  actor.requirePerson('account.manage');
  const [people, groups, applications] = await Promise.all([
    findPeople(actor, text),
    findGroups(actor, text),
    findApplications(actor, text),
  ]);
  return { people, groups, applications };
}

async function findPeople(actor: Actor, text: string): Promise<SearchResults['people']> {
  const prefixQuery = toPrefixQuery(text);
  if (!may(actor, 'users.read') || prefixQuery === null) return [];
  const rows = await searchPeople(getDatabase(), actor.tenantId, { prefixQuery, take });
  return rows.map(({ id, login, firstName, lastName }) => ({
    id,
    title: `${firstName} ${lastName}`.trim(),
    detail: login,
  }));
}

async function findGroups(actor: Actor, text: string): Promise<SearchResults['groups']> {
  if (!may(actor, 'groups.read')) return [];
  const rows = await searchGroups(getDatabase(), actor.tenantId, { text, take });
  return rows.map(({ id, name, description }) => ({ id, title: name, detail: description }));
}

async function findApplications(
  actor: Actor,
  text: string,
): Promise<SearchResults['applications']> {
  if (!may(actor, 'applications.read')) return [];
  const rows = await searchApplications(getDatabase(), actor.tenantId, { text, take });
  return rows.map(({ id, name, enabled }) => ({ id, title: name, detail: enabled ? '' : 'Off' }));
}

function may(actor: Actor, permission: Permission): boolean {
  try {
    actor.requirePerson(permission);
    return true;
  } catch {
    return false;
  }
}
