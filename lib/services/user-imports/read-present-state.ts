import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import { findGroupsByKeys } from '@/lib/db/groups';
import {
  findLoginsBySkeletons,
  findPeopleByLoginKeys,
  type PersonToCompare,
} from '@/lib/db/imported-people';
import { toLoginKey } from '@/lib/shared/login-key';
import { toLoginSkeleton } from '@/lib/shared/login-skeleton';
import type { PresentState } from './plan-line';
import { readCells, type WantedPerson } from './read-cells';
import type { CsvLine } from './read-csv';

const keysAtOnce = 1000;

/** Loads what the lines of a file touch: people by login, groups by name, look-alikes. */
export async function readPresentState(
  db: Transaction,
  actor: Actor,
  lines: readonly CsvLine[],
): Promise<PresentState> {
  const { tenantId } = actor;
  const wanted = lines.map(({ cells }) => readCells(cells)).filter(isReadable);
  const people = new Map<string, PersonToCompare>();
  for (const keys of inParts(wanted.map(({ login }) => toLoginKey(login)))) {
    for (const person of await findPeopleByLoginKeys(db, tenantId, keys)) {
      people.set(person.loginKey, person);
    }
  }
  const newLogins = wanted
    .map(({ login }) => login)
    .filter((login) => !people.has(toLoginKey(login)));
  const lookAlikes = new Map<string, Set<string>>();
  for (const skeletons of inParts(newLogins.map(toLoginSkeleton))) {
    for (const row of await findLoginsBySkeletons(db, tenantId, skeletons)) {
      const shape = row.loginSkeleton ?? '';
      lookAlikes.set(shape, (lookAlikes.get(shape) ?? new Set()).add(row.loginKey));
    }
  }
  const groups = new Map<string, { readonly id: string; readonly name: string }>();
  for (const keys of inParts(wanted.flatMap(keysOf))) {
    for (const { nameKey, ...group } of await findGroupsByKeys(db, tenantId, keys)) {
      groups.set(nameKey, group);
    }
  }
  return {
    people,
    groups,
    lookAlikes,
    mayEdit: (role) => actor.mayActOn('users.import', { role }),
  };
}

function keysOf({ groups }: WantedPerson): readonly string[] {
  return (groups ?? []).map(({ key }) => key);
}

function isReadable(read: ReturnType<typeof readCells>): read is WantedPerson {
  return !('problem' in read);
}

function* inParts(keys: readonly string[]): Generator<readonly string[]> {
  const unique = [...new Set(keys)];
  for (let start = 0; start < unique.length; start += keysAtOnce) {
    yield unique.slice(start, start + keysAtOnce);
  }
}
