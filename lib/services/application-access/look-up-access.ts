import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listGrantsOfPeople } from '@/lib/db/application-access';
import { findPeopleByWords } from '@/lib/db/application-grants';
import { getDatabase } from '@/lib/db/database';
import {
  explainAccess,
  type AccessSearchInput,
  type PersonAccess,
} from '@/lib/schemas/application-access';
import { getApplication } from './get-application';

const personCount = 10;

/** Whether the people who match a search may open an application, and why. */
export async function lookUpAccess(
  actor: Actor,
  input: AccessSearchInput,
): Promise<readonly PersonAccess[]> {
  actor.requirePerson('users.read');
  const db = getDatabase();
  const { applicationId, search } = input;
  const target = { permission: 'applications.read', applicationId } as const;
  const { access } = await getApplication(db, actor, target);
  if (search === '') return [];
  const query = { search, notChosenFor: null, take: personCount };
  const people = await findPeopleByWords(db, actor.tenantId, query);
  const userIds = people.map(({ id }) => id);
  const grants = await listGrantsOfPeople(db, actor.tenantId, { applicationId, userIds });
  return people.map((person) => {
    const found = grants.find(({ userId }) => userId === person.id);
    return {
      id: person.id,
      displayName: `${person.firstName} ${person.lastName}`.trim(),
      login: person.login,
      isDisabled: person.disabledAt !== null,
      ...explainAccess(access, found ?? { isChosen: false, groups: [] }),
    };
  });
}
