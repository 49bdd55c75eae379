import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { mayOpenApplication } from '@/lib/db/application-access';
import { countGrants, listGrantedGroups, listGrantedPeople } from '@/lib/db/application-grants';
import type { ApplicationRow } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import { countRoutedWithoutAccess } from '@/lib/db/roll-out-people';
import { findUserByLoginKey } from '@/lib/db/users';
import type {
  AccessDetails,
  AccessFilter,
  AccessSummary,
  RoutedAccess,
} from '@/lib/schemas/application-access';
import { toLoginKey } from '@/lib/shared/login-key';
import { findRouted } from './find-routed';
import { getApplication } from './get-application';

const pageSize = 50;
const maxGroups = 500;
const firstGroupCount = 5;
const countLimit = 1000;

/** Who may open an application, in short. */
export async function getAccessSummary(
  actor: Actor,
  applicationId: string,
): Promise<AccessSummary> {
  const db = getDatabase();
  const target = { permission: 'applications.read', applicationId } as const;
  const application = await getApplication(db, actor, target);
  const groups = await listGrantedGroups(db, actor.tenantId, {
    applicationId,
    take: firstGroupCount,
  });
  return { ...(await summarise(actor, application)), firstGroups: groups.map(({ name }) => name) };
}

/** Who may open an application: the chosen groups, and one page of the chosen people by login. */
export async function getAccess(
  actor: Actor,
  applicationId: string,
  filter: AccessFilter,
): Promise<AccessDetails> {
  const db = getDatabase();
  const target = { permission: 'applications.read', applicationId } as const;
  const application = await getApplication(db, actor, target);
  const groups = await listGrantedGroups(db, actor.tenantId, { applicationId, take: maxGroups });
  const rows = await listGrantedPeople(db, actor.tenantId, {
    applicationId,
    search: filter.q,
    after: filter.after,
    take: pageSize,
  });
  const page = rows.slice(0, pageSize);
  return {
    ...(await summarise(actor, application)),
    firstGroups: groups.slice(0, firstGroupCount).map(({ name }) => name),
    grantedGroups: groups.map(({ addedAt, ...group }) => ({
      ...group,
      addedAt: addedAt.toISOString(),
    })),
    grantedPeople: page.map((row) => ({
      id: row.id,
      displayName: `${row.firstName} ${row.lastName}`.trim(),
      login: row.login,
      canRemove: actor.mayActOn('applications.grant', row),
      addedAt: row.addedAt.toISOString(),
    })),
    next: rows.length > pageSize ? (page.at(-1)?.loginKey ?? null) : null,
  };
}

async function summarise(
  actor: Actor,
  application: ApplicationRow,
): Promise<Omit<AccessSummary, 'firstGroups'>> {
  const { id: applicationId, name: applicationName, access } = application;
  const query = { applicationId, limit: countLimit + 1 };
  const { groups, people } = await countGrants(getDatabase(), actor.tenantId, query);
  return {
    ...{ applicationId, applicationName, access },
    groups: toCount(groups),
    people: toCount(people),
    routing: await describeRouting(actor, application),
    canManage: actor.mayActOn('applications.grant', { role: 'NONE' }),
  };
}

function toCount(count: number) {
  return { count: Math.min(count, countLimit), isMore: count > countLimit };
}

/** Okta keeps sending the people of its rules here, whether or not they have access. */
async function describeRouting(
  actor: Actor,
  { id, kind, access }: ApplicationRow,
): Promise<RoutedAccess | null> {
  if (kind !== 'OKTA_SAML') return null;
  const { pilotLogin: login, query, stages, isPartlyUnknown } = await findRouted(actor, id);
  const target = { query, applicationId: id };
  const isForAll = access === 'EVERYONE' || stages.length === 0;
  return {
    ...{ login, stages, isPartlyUnknown },
    hasAccess: login === null ? null : await mayLoginOpen(actor, id, login),
    withoutAccess: isForAll
      ? 0
      : await countRoutedWithoutAccess(getDatabase(), actor.tenantId, target),
  };
}

async function mayLoginOpen(
  actor: Actor,
  applicationId: string,
  login: string,
): Promise<boolean | null> {
  const db = getDatabase();
  const person = await findUserByLoginKey(db, actor.tenantId, toLoginKey(login));
  if (!person) return null;
  return mayOpenApplication(db, actor.tenantId, { applicationId, userId: person.id });
}
