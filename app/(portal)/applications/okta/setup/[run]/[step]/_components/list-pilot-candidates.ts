import type { PilotCandidate } from '@/components/okta/choose-form';
import type { Actor } from '@/lib/auth/actor';
import { userListQuerySchema, type UserPage } from '@/lib/schemas/users';
import { listUsers } from '@/lib/services/users/list-users';

/** More people than this do not fit into one list. */
const maxCandidates = 1000;

/** Everybody who may try it first: the people who are not disabled, by login. */
export async function listPilotCandidates(actor: Actor): Promise<readonly PilotCandidate[]> {
  const candidates: PilotCandidate[] = [];
  let page: UserPage;
  let after: string | null = null;
  do {
    page = await listUsers(actor, { ...userListQuerySchema.parse({}), after });
    candidates.push(
      ...page.users
        .filter((user) => user.state !== 'disabled')
        .map(({ id, displayName, login, state }) => ({
          id,
          name: displayName,
          login,
          hasPasskey: state === 'enrolled',
        })),
    );
    after = page.next;
  } while (after !== null && candidates.length < maxCandidates);
  return candidates;
}
