'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { FormError } from '@/components/ui/notice';
import type { GroupMembersInput, GroupSummary, PersonToAdd } from '@/lib/schemas/groups';
import type { Action } from '@/lib/shared/action-result';
import { PeoplePicker } from './people-picker';

export interface AddPeopleProps {
  readonly group: GroupSummary;
  readonly find: Action<{ groupId: string; search: string }, readonly PersonToAdd[]>;
  readonly add: Action<GroupMembersInput, { count: number }>;
}

const maxAtOnce = 100;

/** Finds people and puts as many as are chosen into the group at once. */
export function AddPeople({ group, find, add }: AddPeopleProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  return (
    <>
      <Button
        variant="primary"
        icon={<UserPlus aria-hidden />}
        onClick={() => {
          setOpen(true);
        }}
      >
        Add people
      </Button>
      <Dialog open={isOpen} onClose={close} title={`Add people to ${group.name}`}>
        <AddForm group={group} find={find} add={add} onDone={close} />
      </Dialog>
    </>
  );
}

function AddForm({ group, find, add, onDone }: AddPeopleProps & { readonly onDone: () => void }) {
  const [chosen, setChosen] = useState<readonly PersonToAdd[]>([]);
  const { busy, error, run } = useActionRun();
  const what = chosen.length === 1 ? '1 person' : `${chosen.length} people`;
  const isTooMany = chosen.length > maxAtOnce;
  const save = async () => {
    const userIds = chosen.map(({ id }) => id);
    if (!(await run('add', () => add({ groupId: group.id, userIds })))) return;
    announce(`Added ${what} to ${group.name}`);
    onDone();
  };
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PeoplePicker
        chosen={chosen}
        onChange={setChosen}
        find={(search) => find({ groupId: group.id, search })}
      />
      <FormError message={isTooMany ? `Add at most ${maxAtOnce} people at once.` : error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button
          variant="primary"
          loading={busy !== undefined}
          disabled={chosen.length === 0 || isTooMany}
          onClick={() => void save()}
        >
          {chosen.length === 0 ? 'Add people' : `Add ${what}`}
        </Button>
      </div>
    </div>
  );
}
