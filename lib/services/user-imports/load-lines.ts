import 'server-only';
import type { Transaction } from '@/lib/db/database';
import {
  findPeopleByIds,
  findPeopleByLoginKeys,
  lockGroups,
  lockPeople,
  type PersonToCompare,
} from '@/lib/db/imported-people';
import { toLoginKey } from '@/lib/shared/login-key';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { StoredLine } from './judge-line';

/** The people and groups some lines are about, as they are now. */
export interface LinePresence {
  personOf: (line: StoredLine) => PersonToCompare | undefined;
  readonly groupIds: ReadonlySet<string>;
}

/** Loads and locks what some lines are about. Call it in a transaction. */
export async function loadPresence(
  tx: Transaction,
  tenantId: TenantId,
  lines: readonly StoredLine[],
): Promise<LinePresence> {
  const userIds = lines.map(({ userId }) => userId).filter((id) => id !== null);
  const newKeys = lines
    .filter(({ userId }) => userId === null)
    .map(({ login }) => toLoginKey(login));
  const groups = lines.flatMap(({ before, after }) => [...(before?.groups ?? []), ...after.groups]);
  await lockPeople(tx, tenantId, userIds);
  const groupIds = await lockGroups(tx, tenantId, [...new Set(groups.map(({ id }) => id))]);
  const byId = new Map((await findPeopleByIds(tx, tenantId, userIds)).map((row) => [row.id, row]));
  const found = await findPeopleByLoginKeys(tx, tenantId, newKeys);
  const byKey = new Map(found.map((row) => [row.loginKey, row]));
  return {
    personOf: ({ userId, login }) =>
      userId === null ? byKey.get(toLoginKey(login)) : byId.get(userId),
    groupIds,
  };
}
