import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import {
  countChosenPeople,
  countPeopleLosing,
  listGrantsOfPeople,
} from '@/lib/db/application-access';
import { getDatabase } from '@/lib/db/database';
import { findGroupsByIds } from '@/lib/db/application-grants';
import type { ApplicationRow } from '@/lib/db/applications';
import { findMemberCandidates } from '@/lib/db/group-members';
import { findOktaApplication } from '@/lib/db/okta-connections';
import { countPeopleByState } from '@/lib/db/people-counts';
import { findUserByLoginKey } from '@/lib/db/users';
import { explainAccess, type AccessLoss, type GrantsInput } from '@/lib/schemas/application-access';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { getApplication } from './get-application';

/** How many people of a choice are looked at; beyond that the count is a bound. */
const lookLimit = 5000;

/** Who would lose access if the application were open to the chosen only. */
export async function previewChosenOnly(actor: Actor, applicationId: string): Promise<AccessLoss> {
  const db = getDatabase();
  const target = { permission: 'applications.grant', applicationId } as const;
  const application = await getApplication(db, actor, target);
  if (application.access === 'CHOSEN') return nobody;
  const { enrolled, invited, notEnrolled } = await countPeopleByState(
    db,
    actor.tenantId,
    new Date(),
  );
  const everybody = enrolled + invited + notEnrolled;
  const kept = await countChosenPeople(db, actor.tenantId, { applicationId, limit: lookLimit });
  const loginRouted = await findRoutedLoser(actor, application, { groups: [], userIds: [] });
  return {
    count: Math.max(0, everybody - kept.count),
    precision: kept.isCut ? 'at_most' : 'exact',
    kept: kept.count,
    loginRouted,
  };
}

/** Who would lose access if these groups and people were not chosen any more. */
export async function previewTaking(actor: Actor, input: GrantsInput): Promise<AccessLoss> {
  const db = getDatabase();
  const { applicationId, groupIds, userIds } = input;
  const target = { permission: 'applications.grant', applicationId } as const;
  const application = await getApplication(db, actor, target);
  const groups = await findGroupsByIds(db, actor.tenantId, groupIds);
  const people = await findMemberCandidates(db, actor.tenantId, userIds);
  if (groups.length < new Set(groupIds).size) throw new AppError('groups.not_found');
  if (people.length < new Set(userIds).size) throw new AppError('users.not_found');
  if (application.access === 'EVERYONE') return nobody;
  const query = { applicationId, groupIds, userIds, limit: lookLimit };
  const { count, isCut } = await countPeopleLosing(db, actor.tenantId, query);
  const taken = { groups: groups.map(({ name }) => name), userIds };
  return {
    count,
    precision: isCut ? 'at_least' : 'exact',
    kept: null,
    loginRouted: await findRoutedLoser(actor, application, taken),
  };
}

const nobody: AccessLoss = { count: 0, precision: 'exact', kept: null, loginRouted: null };

interface Taken {
  readonly groups: readonly string[];
  readonly userIds: readonly string[];
}

/** The person Okta is known to route here, if nothing but what is taken gives access. */
async function findRoutedLoser(
  actor: Actor,
  { id, kind, access }: ApplicationRow,
  taken: Taken,
): Promise<string | null> {
  const db = getDatabase();
  const person = kind === 'OKTA_SAML' ? await findRouted(actor, id) : null;
  if (!person) return null;
  const target = { applicationId: id, userIds: [person.id] };
  const [grants = noGrants] = await listGrantsOfPeople(db, actor.tenantId, target);
  const has = explainAccess(access, grants).mayOpen;
  const keeps = explainAccess('CHOSEN', {
    isChosen: grants.isChosen && !taken.userIds.includes(person.id),
    groups: grants.groups.filter((name) => !taken.groups.includes(name)),
  }).mayOpen;
  return has && !keeps ? person.login : null;
}

async function findRouted(actor: Actor, applicationId: string) {
  const db = getDatabase();
  const row = await findOktaApplication(db, actor.tenantId, applicationId);
  const login = row?.oktaConnection?.pilotLogin ?? null;
  return login === null ? null : findUserByLoginKey(db, actor.tenantId, toLoginKey(login));
}

const noGrants = { isChosen: false, groups: [] } as const;
