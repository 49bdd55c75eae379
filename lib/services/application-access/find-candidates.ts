import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { findGroupsToGrant, findPeopleByWords } from '@/lib/db/application-grants';
import { getDatabase } from '@/lib/db/database';
import type { AccessSearchInput, GrantCandidate } from '@/lib/schemas/application-access';
import { toGroupKey } from '@/lib/shared/group-key';
import { getApplication } from './get-application';

const groupCount = 10;
const personCount = 20;

/** Groups and people who match a search, are not chosen yet, and may be chosen by the actor. */
export async function findCandidates(
  actor: Actor,
  input: AccessSearchInput,
): Promise<readonly GrantCandidate[]> {
  const db = getDatabase();
  const { applicationId, search } = input;
  await getApplication(db, actor, { permission: 'applications.grant', applicationId });
  const groups = await findGroupsToGrant(db, actor.tenantId, {
    applicationId,
    searchKey: toGroupKey(search),
    take: groupCount,
  });
  const people = await findPeopleByWords(db, actor.tenantId, {
    search,
    notChosenFor: applicationId,
    take: personCount,
  });
  return [
    ...groups.map(({ id, name }) => ({ kind: 'group' as const, id, name, login: null })),
    ...people
      .filter((person) => actor.mayActOn('applications.grant', person))
      .map(({ id, firstName, lastName, login }) => ({
        kind: 'person' as const,
        ...{ id, login, name: `${firstName} ${lastName}`.trim() },
      })),
  ];
}
