import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { SpellingRow } from '@/lib/db/alignment-fixes';
import type { Transaction } from '@/lib/db/database';
import {
  findPeopleByIds,
  findPeopleByLoginKeys,
  type PersonToCompare,
} from '@/lib/db/imported-people';
import { findLookAlikes } from '@/lib/db/users';
import { loginSchema } from '@/lib/schemas/users';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { toLoginKey } from '@/lib/shared/login-key';
import { toLoginSkeleton } from '@/lib/shared/login-skeleton';
import { findMixedScripts } from '@/lib/shared/mixed-scripts';

/** What a new login of a line is judged by, read for many lines at once. */
export interface SpellingScene {
  readonly people: ReadonlyMap<string, PersonToCompare>;
  /** Who has a login already, by its compared form. */
  readonly holders: ReadonlyMap<string, string>;
  readonly lookAlikes: Awaited<ReturnType<typeof findLookAlikes>>;
}

/** From which login to which; the other way round when it is put back. */
export interface SpellingChange {
  readonly userId: string | null;
  readonly from: string;
  readonly to: string;
}

/** What taking a line over changes. */
export function toChange({ userId, ourLogin, oktaLogin }: SpellingRow): SpellingChange {
  return { userId, from: ourLogin, to: oktaLogin };
}

/** Reads what is there now about the people of some changes. */
export async function readSpellingScene(
  db: Transaction,
  actor: Actor,
  changes: readonly SpellingChange[],
): Promise<SpellingScene> {
  const { tenantId } = actor;
  const ids = changes.flatMap(({ userId }) => (userId === null ? [] : [userId]));
  const people = await findPeopleByIds(db, tenantId, ids);
  const keys = changes.map(({ to }) => toLoginKey(to));
  const holders = await findPeopleByLoginKeys(db, tenantId, keys);
  const skeletons = changes.map(({ to }) => toLoginSkeleton(to));
  return {
    people: new Map(people.map((person) => [person.id, person])),
    holders: new Map(holders.map(({ loginKey, id }) => [loginKey, id])),
    lookAlikes: await findLookAlikes(db, tenantId, skeletons),
  };
}

/**
 * Why a login is left as it is; null when it may be changed. A spelling that looks like somebody
 * else's login, or mixes alphabets, is left for a person to look at.
 */
export function judgeSpelling(
  actor: Actor,
  change: SpellingChange,
  scene: SpellingScene,
): ErrorCode | null {
  const person = scene.people.get(change.userId ?? '');
  if (!person) return 'alignment.person_deleted';
  if (!actor.mayActOn('users.change_login', person)) return 'users.higher_role';
  if (person.login !== change.from) return 'alignment.login_changed_since';
  if (loginSchema.safeParse(change.to).data !== change.to) return 'alignment.login_unusable';
  const key = toLoginKey(change.to);
  const holder = scene.holders.get(key);
  if (holder !== undefined && holder !== person.id) return 'users.login_taken';
  return isSuspicious(change, person.id, scene) ? 'alignment.login_suspicious' : null;
}

function isSuspicious(
  { from, to }: SpellingChange,
  personId: string,
  { lookAlikes }: SpellingScene,
): boolean {
  // Only case differs: it looks like whatever it looked like before.
  if (toLoginKey(from) === toLoginKey(to)) return false;
  const skeleton = toLoginSkeleton(to);
  const others = lookAlikes.filter(({ id, loginSkeleton }) => {
    return id !== personId && loginSkeleton === skeleton;
  });
  return others.length > 0 || findMixedScripts(to).length > 0;
}
