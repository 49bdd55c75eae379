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
import { countPeopleByState } from '@/lib/db/people-counts';
import { countRoutedLosing } from '@/lib/db/roll-out-people';
import { findUserByLoginKey } from '@/lib/db/users';
import { explainAccess, type AccessLoss, type GrantsInput } from '@/lib/schemas/application-access';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { findRouted } from './find-routed';
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
  const taken = { groups: [], groupIds: [], userIds: [] };
  return {
    count: Math.max(0, everybody - kept.count),
    precision: kept.isCut ? 'at_most' : 'exact',
    kept: kept.count,
    ...(await findRoutedLosers(actor, application, taken)),
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
  const taken = { groups: groups.map(({ name }) => name), groupIds, userIds };
  return {
    count,
    precision: isCut ? 'at_least' : 'exact',
    kept: null,
    ...(await findRoutedLosers(actor, application, taken)),
  };
}

const nobodyRouted = { loginRouted: null, routedCount: 0 } as const;
const nobody: AccessLoss = { count: 0, precision: 'exact', kept: null, ...nobodyRouted };

interface Taken {
  readonly groups: readonly string[];
  readonly groupIds: readonly string[];
  readonly userIds: readonly string[];
}

/** Whom Okta is known to route here, if nothing but what is taken gives access. */
async function findRoutedLosers(
  actor: Actor,
  application: ApplicationRow,
  taken: Taken,
): Promise<Pick<AccessLoss, 'loginRouted' | 'routedCount'>> {
  const { id: applicationId, kind, access } = application;
  if (kind !== 'OKTA_SAML') return nobodyRouted;
  const { pilotLogin, query, stages } = await findRouted(actor, applicationId);
  const target = { query, applicationId, taken, isLimiting: access === 'EVERYONE' };
  return {
    loginRouted:
      pilotLogin === null ? null : await findRoutedLoser(actor, application, taken, pilotLogin),
    routedCount:
      stages.length === 0 ? 0 : await countRoutedLosing(getDatabase(), actor.tenantId, target),
  };
}

async function findRoutedLoser(
  actor: Actor,
  { id, access }: ApplicationRow,
  taken: Taken,
  login: string,
): Promise<string | null> {
  const db = getDatabase();
  const person = await findUserByLoginKey(db, actor.tenantId, toLoginKey(login));
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

const noGrants = { isChosen: false, groups: [] } as const;
