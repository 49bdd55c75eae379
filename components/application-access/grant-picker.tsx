'use client';

import { UserRound, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { TextField } from '@/components/ui/field';
import type { AccessSearchInput, GrantCandidate } from '@/lib/schemas/application-access';
import type { Action } from '@/lib/shared/action-result';
import { useAnswer, type Answer } from './use-answer';

export interface GrantPickerProps {
  readonly applicationId: string;
  readonly chosen: readonly GrantCandidate[];
  readonly onChange: (chosen: readonly GrantCandidate[]) => void;
  readonly find: Action<AccessSearchInput, readonly GrantCandidate[]>;
}

/** A search over groups and people; what is ticked stays while the search changes. */
export function GrantPicker({ applicationId, chosen, onChange, find }: GrantPickerProps) {
  const [search, setSearch] = useState('');
  const found = useAnswer(search, (text) => find({ applicationId, search: text }));
  const ids = new Set(chosen.map(({ id }) => id));
  const others = found.state === 'there' ? found.data.filter(({ id }) => !ids.has(id)) : [];
  const toggle = (candidate: GrantCandidate) => {
    const rest = chosen.filter(({ id }) => id !== candidate.id);
    onChange(rest.length < chosen.length ? rest : [...chosen, candidate]);
  };
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <TextField
        label="Search groups and people"
        help="A part of a group’s name, or the beginning of a name, login or e-mail address."
        type="search"
        autoComplete="off"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
        }}
      />
      <fieldset className="min-w-0">
        <legend className="sr-only">Groups and people to add</legend>
        <div className="rounded-control border-line divide-line max-h-72 divide-y overflow-auto border">
          {[...chosen, ...others].map((candidate) => (
            <Choice
              key={candidate.id}
              candidate={candidate}
              isChosen={ids.has(candidate.id)}
              onToggle={() => {
                toggle(candidate);
              }}
            />
          ))}
          <p role="status" className="text-ink-muted px-3 py-2 text-xs empty:hidden">
            {hintFor(found, others.length, search)}
          </p>
        </div>
      </fieldset>
    </div>
  );
}

function Choice(props: {
  readonly candidate: GrantCandidate;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}) {
  const { candidate, isChosen, onToggle } = props;
  const Icon = candidate.kind === 'group' ? UsersRound : UserRound;
  return (
    <label className="hover:bg-sunken flex items-center gap-3 px-3 py-2 text-sm pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={onToggle}
        className="accent-accent-solid size-4 shrink-0"
      />
      <Icon aria-hidden className="text-ink-muted size-4 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{candidate.name}</span>{' '}
        <span className="text-ink-muted text-xs">{candidate.login ?? 'Group'}</span>
      </span>
    </label>
  );
}

function hintFor(found: Answer<unknown>, count: number, search: string): string {
  if (found.state === 'loading') return 'Searching…';
  if (found.state === 'failed') return found.message;
  if (count > 0) return '';
  return search.trim() === ''
    ? 'Everybody is chosen already.'
    : 'No other group or person matches.';
}
