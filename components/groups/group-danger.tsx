'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { GroupApplication } from '@/lib/schemas/application-access';
import type { GroupSummary } from '@/lib/schemas/groups';
import type { Action } from '@/lib/shared/action-result';

export interface GroupDangerProps {
  readonly group: GroupSummary;
  /** What its people may open through it. */
  readonly applications: readonly GroupApplication[];
  readonly remove: Action<{ groupId: string }>;
}

/** Deletes a group after a confirmation by name. */
export function GroupDanger({ group, applications, remove }: GroupDangerProps) {
  const router = useRouter();
  const { busy, error, run } = useActionRun();
  const [isOpen, setOpen] = useState(false);
  const confirm = async () => {
    if (await run('delete', () => remove({ groupId: group.id }))) router.push('/groups');
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-sm">
        Deleting a group takes its people out of it. The people themselves stay as they are.
      </p>
      <Button
        variant="danger"
        onClick={() => {
          setOpen(true);
        }}
      >
        Delete group
      </Button>
      <ConfirmDialog
        open={isOpen}
        onClose={() => {
          setOpen(false);
        }}
        title={`Delete ${group.name}`}
        confirmLabel="Delete group"
        nameToType={group.name}
        loading={busy !== undefined}
        error={error}
        onConfirm={() => void confirm()}
      >
        <p>
          {group.memberCount === 1 ? '1 person is' : `${group.memberCount} people are`} in this
          group. It cannot be brought back; the event log keeps its name and how many people it had.
        </p>
        {applications.length > 0 && (
          <p className="[overflow-wrap:anywhere]">
            Whoever has access through this group alone loses it to{' '}
            {applications.map(({ name }) => name).join(', ')}.
          </p>
        )}
      </ConfirmDialog>
    </div>
  );
}
