import type { PilotCandidate } from '@/components/okta/pilot-field';
import type { Actor } from '@/lib/auth/actor';
import { userListQuerySchema } from '@/lib/schemas/user-lists';
import { getUser } from '@/lib/services/users/get-user';
import { listUsers } from '@/lib/services/users/list-users';

/** The people offered on the Choose step. */
export interface PilotOffer {
  readonly candidates: readonly PilotCandidate[];
  /** More people match than are offered: the form has a search. */
  readonly isCut: boolean;
}

/**
 * Who may try it first: the first page of people found by the search, by login, who are not disabled;
 * always with the one chosen before.
 */
export async function listPilotCandidates(
  actor: Actor,
  query: { readonly search: string; readonly chosenId: string | null },
): Promise<PilotOffer> {
  const page = await listUsers(actor, userListQuerySchema.parse({ q: query.search }));
  const candidates = page.users
    .filter((user) => user.state !== 'disabled')
    .map(({ id, displayName, login, state }) => ({
      id,
      name: displayName,
      login,
      hasPasskey: state === 'enrolled',
    }));
  const { chosenId } = query;
  if (chosenId !== null && candidates.every(({ id }) => id !== chosenId)) {
    candidates.unshift(await readCandidate(actor, chosenId));
  }
  return { candidates, isCut: page.after !== null };
}

async function readCandidate(actor: Actor, id: string): Promise<PilotCandidate> {
  const { user } = await getUser(actor, id);
  const { displayName, login, authenticators } = user;
  return { id, name: displayName, login, hasPasskey: authenticators.length > 0 };
}
