'use client';

import { UsersRound, X } from 'lucide-react';
import type { Route } from 'next';
import { startTransition, useOptimistic, useRef, useState } from 'react';
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

/** A group as it is shown: already joined, or so the server is being asked. */
type ShownGroup = GroupName & { readonly isAsked?: boolean };

/**
 * The groups of a person; they can be left and joined one at a time. A change shows at once and is
 * marked until the server agreed; when it does not, the list is as before and says why.
 */
export function UserGroups({ userId, groups, choices, canChange, add, remove }: UserGroupsProps) {
  const { error, run } = useActionRun();
  const [shown, show] = useOptimistic<readonly ShownGroup[], Change>(groups, applyChange);
  const ids = new Set(shown.map(({ id }) => id));
  const others = choices.filter(({ id }) => !ids.has(id));
  const place = useRef<HTMLDivElement>(null);
  const leave = ({ id, name }: GroupName) => {
    // The row goes with the button that was pressed: whoever uses the keyboard stays at the list.
    place.current?.focus();
    startTransition(async () => {
      show({ leaves: id });
      if (await run(id, () => remove({ userId, groupId: id }))) announce(`Removed from ${name}`);
    });
  };
  const join = (group: GroupName) => {
    startTransition(async () => {
      show({ joins: group });
      const isDone = await run(group.id, () => add({ userId, groupId: group.id }));
      if (isDone) announce(`Added to ${group.name}`);
    });
  };
  return (
    <div
      ref={place}
      tabIndex={-1}
      role="group"
      aria-label="Groups"
      className="flex flex-col gap-4 outline-none"
    >
      {shown.length === 0 ? (
        <p className="text-ink-muted text-sm">In no group.</p>
      ) : (
        <ul className="divide-line border-line divide-y border-y text-sm">
          {shown.map((group) => (
            <GroupRow key={group.id} group={group} onLeave={canChange ? leave : undefined} />
          ))}
        </ul>
      )}
      <FormError message={error} />
      {canChange && others.length > 0 && <JoinForm groups={others} onJoin={join} />}
    </div>
  );
}

type Change = { readonly joins: GroupName } | { readonly leaves: string };

function applyChange(groups: readonly ShownGroup[], change: Change): readonly ShownGroup[] {
  if ('leaves' in change) return groups.filter(({ id }) => id !== change.leaves);
  return [...groups, { ...change.joins, isAsked: true }];
}

function GroupRow(props: {
  readonly group: ShownGroup;
  readonly onLeave: ((group: GroupName) => void) | undefined;
}) {
  const { group, onLeave } = props;
  return (
    <li className="flex items-center justify-between gap-3 py-2">
      <span className="flex min-w-0 items-center gap-2 [overflow-wrap:anywhere]">
        <UsersRound aria-hidden className="text-ink-muted size-4 shrink-0" />
        <TextLink href={`/groups/${group.id}` as Route}>{group.name}</TextLink>
      </span>
      {group.isAsked === true && <span className="text-ink-muted text-xs">Adding</span>}
      {onLeave && group.isAsked !== true && (
        <Button
          size="small"
          variant="quiet"
          icon={<X aria-hidden />}
          aria-label={`Remove from ${group.name}`}
          onClick={() => {
            onLeave(group);
          }}
        >
          Remove
        </Button>
      )}
    </li>
  );
}

function JoinForm(props: {
  readonly groups: readonly GroupName[];
  readonly onJoin: (group: GroupName) => void;
}) {
  const { groups, onJoin } = props;
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
      <Button type="submit" disabled={group === undefined}>
        Add
      </Button>
    </form>
  );
}
