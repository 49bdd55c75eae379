'use client';

import { AddChosen } from '@/components/shell/add-chosen';
import type { GroupMembersInput, GroupSummary, PersonToAdd } from '@/lib/schemas/groups';
import type { Action } from '@/lib/shared/action-result';

export interface AddPeopleProps {
  readonly group: GroupSummary;
  readonly find: Action<{ groupId: string; search: string }, readonly PersonToAdd[]>;
  readonly add: Action<GroupMembersInput, { count: number }>;
}

/** Finds people and puts as many as are chosen into the group at once. */
export function AddPeople({ group, find, add }: AddPeopleProps) {
  const { id: groupId, name } = group;
  return (
    <AddChosen
      opener="Add people"
      title={`Add people to ${name}`}
      label="Search people"
      help="By the beginning of a name, login or e-mail address."
      legend="People to add"
      hints={{ all: 'Everybody is in this group.', none: 'Nobody else matches.' }}
      find={async (search) => {
        const { data, ...refusal } = await find({ groupId, search });
        return { ...refusal, data: data?.map(toPickable) };
      }}
      confirm={(chosen) => (chosen.length === 0 ? 'Add people' : `Add ${countOf(chosen)}`)}
      done={(chosen) => `Added ${countOf(chosen)} to ${name}`}
      add={(chosen) => add({ groupId, userIds: chosen.map(({ id }) => id) })}
    />
  );
}

function toPickable({ id, displayName, login }: PersonToAdd) {
  return { id, name: displayName, detail: login };
}

function countOf({ length }: readonly unknown[]): string {
  return length === 1 ? '1 person' : `${String(length)} people`;
}
