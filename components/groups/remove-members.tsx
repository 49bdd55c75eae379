'use client';

import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { GroupMembersInput, GroupMemberSummary, GroupSummary } from '@/lib/schemas/groups';
import type { Action } from '@/lib/shared/action-result';

export interface RemoveMembersProps {
  readonly group: GroupSummary;
  /** Who was chosen. */
  readonly people: readonly GroupMemberSummary[];
  readonly remove: Action<GroupMembersInput, { count: number }>;
}

/** Takes the chosen people out of the group, after asking. */
export function RemoveMembers({ group, people, remove }: RemoveMembersProps) {
  const { busy, error, run } = useActionRun();
  const [isOpen, setOpen] = useState(false);
  const what = people.length === 1 ? '1 person' : `${people.length} people`;
  const confirm = async () => {
    const userIds = people.map(({ id }) => id);
    if (!(await run('remove', () => remove({ groupId: group.id, userIds })))) return;
    setOpen(false);
    announce(`Removed ${what} from ${group.name}`);
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        size="small"
        icon={<UserMinus aria-hidden />}
        disabled={people.length === 0}
        onClick={() => {
          setOpen(true);
        }}
      >
        {people.length === 0 ? 'Remove from group' : `Remove ${what}`}
      </Button>
      <span className="text-ink-muted text-xs">
        {people.length === 0 ? 'Choose people to remove them.' : `${people.length} chosen`}
      </span>
      <ConfirmDialog
        open={isOpen}
        onClose={() => {
          setOpen(false);
        }}
        title={`Remove ${what} from ${group.name}`}
        confirmLabel={`Remove ${what}`}
        loading={busy !== undefined}
        error={error}
        onConfirm={() => void confirm()}
      >
        <PeopleLeaving people={people} />
      </ConfirmDialog>
    </div>
  );
}

function PeopleLeaving({ people }: Pick<RemoveMembersProps, 'people'>) {
  return (
    <>
      <ul className="max-h-48 list-disc overflow-auto pl-5">
        {people.map((person) => (
          <li key={person.id}>
            {person.displayName} <span className="text-ink-muted">{person.login}</span>
          </li>
        ))}
      </ul>
      <p>Their accounts stay as they are, and they can be added again.</p>
    </>
  );
}
