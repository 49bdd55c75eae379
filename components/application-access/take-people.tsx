'use client';

import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { AccessSummary, GrantedPerson } from '@/lib/schemas/application-access';
import { TakeDialog, type TakeActions } from './take-dialog';

export interface TakePeopleProps extends TakeActions {
  readonly summary: AccessSummary;
  /** Who is ticked. */
  readonly people: readonly GrantedPerson[];
  readonly onTaken: () => void;
}

/** Takes the ticked people out of the choice, all at once. */
export function TakePeople({ summary, people, onTaken, ...actions }: TakePeopleProps) {
  const [isOpen, setOpen] = useState(false);
  const count = people.length === 1 ? '1 person' : `${String(people.length)} people`;
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
        {people.length === 0 ? 'Remove people' : `Remove ${count}`}
      </Button>
      <span className="text-ink-muted text-xs">
        {people.length === 0 ? 'Choose people to remove them.' : `${String(people.length)} chosen`}
      </span>
      <TakeDialog
        {...actions}
        summary={summary}
        taken={{ groupIds: [], userIds: people.map(({ id }) => id) }}
        what={people.length === 1 ? (people[0]?.displayName ?? count) : count}
        confirmLabel={`Remove ${count}`}
        isOpen={isOpen}
        onClose={() => {
          setOpen(false);
        }}
        onTaken={onTaken}
      >
        {people.length > 1 && (
          <ul className="max-h-48 list-disc overflow-auto pl-5">
            {people.map(({ id, displayName, login }) => (
              <li key={id}>
                {displayName} <span className="text-ink-muted">{login}</span>
              </li>
            ))}
          </ul>
        )}
      </TakeDialog>
    </div>
  );
}
