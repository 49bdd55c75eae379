'use client';

import { UsersRound, X } from 'lucide-react';
import type { Route } from 'next';
import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { TextLink } from '@/components/ui/text-link';
import type { GroupName } from '@/lib/schemas/groups';
import type { Action } from '@/lib/shared/action-result';

export interface UserGroupsProps {
  readonly userId: string;
  readonly groups: readonly GroupName[];
  /** Every group there is to choose from; none when the reader may not change groups. */
  readonly choices: readonly GroupName[];
  readonly canChange: boolean;
  readonly add: Action<{ userId: string; groupId: string }>;
  readonly remove: Action<{ userId: string; groupId: string }>;
}

/** The groups of a person; they can be left and joined one at a time. */
export function UserGroups({ userId, groups, choices, canChange, add, remove }: UserGroupsProps) {
  const { busy, error, run } = useActionRun();
  const ids = new Set(groups.map(({ id }) => id));
  const others = choices.filter(({ id }) => !ids.has(id));
  const leave = async ({ id, name }: GroupName) => {
    if (await run(id, () => remove({ userId, groupId: id }))) announce(`Removed from ${name}`);
  };
  const join = async ({ id, name }: GroupName) => {
    if (await run('join', () => add({ userId, groupId: id }))) announce(`Added to ${name}`);
  };
  return (
    <div className="flex flex-col gap-4">
      {groups.length === 0 ? (
        <p className="text-ink-muted text-sm">In no group.</p>
      ) : (
        <ul className="divide-line border-line divide-y border-y text-sm">
          {groups.map((group) => (
            <GroupRow
              key={group.id}
              group={group}
              isBusy={busy === group.id}
              onLeave={
                canChange
                  ? () => {
                      void leave(group);
                    }
                  : undefined
              }
            />
          ))}
        </ul>
      )}
      <FormError message={error} />
      {canChange && others.length > 0 && (
        <JoinForm
          groups={others}
          isBusy={busy === 'join'}
          onJoin={(group) => {
            void join(group);
          }}
        />
      )}
    </div>
  );
}

function GroupRow(props: {
  readonly group: GroupName;
  readonly isBusy: boolean;
  readonly onLeave: (() => void) | undefined;
}) {
  const { group, isBusy, onLeave } = props;
  return (
    <li className="flex items-center justify-between gap-3 py-2">
      <span className="flex min-w-0 items-center gap-2 [overflow-wrap:anywhere]">
        <UsersRound aria-hidden className="text-ink-muted size-4 shrink-0" />
        <TextLink href={`/groups/${group.id}` as Route}>{group.name}</TextLink>
      </span>
      {onLeave && (
        <Button
          size="small"
          variant="quiet"
          icon={<X aria-hidden />}
          loading={isBusy}
          aria-label={`Remove from ${group.name}`}
          onClick={onLeave}
        >
          Remove
        </Button>
      )}
    </li>
  );
}

function JoinForm(props: {
  readonly groups: readonly GroupName[];
  readonly isBusy: boolean;
  readonly onJoin: (group: GroupName) => void;
}) {
  const { groups, isBusy, onJoin } = props;
  const [chosen, setChosen] = useState('');
  const group = groups.find(({ id }) => id === chosen);
  return (
    <form
      className="flex max-w-md items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (group) onJoin(group);
      }}
    >
      <div className="min-w-0 flex-1">
        <Select
          label="Add to a group"
          value={group ? chosen : ''}
          options={[
            { value: '', label: 'Choose a group' },
            ...groups.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => {
            setChosen(event.target.value);
          }}
        />
      </div>
      <Button type="submit" loading={isBusy} disabled={group === undefined}>
        Add
      </Button>
    </form>
  );
}
