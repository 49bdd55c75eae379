'use client';

import { useEffect, useState } from 'react';
import { TextField } from '@/components/ui/field';
import type { PersonToAdd } from '@/lib/schemas/groups';
import type { Action } from '@/lib/shared/action-result';

export interface PeoplePickerProps {
  readonly chosen: readonly PersonToAdd[];
  readonly onChange: (chosen: readonly PersonToAdd[]) => void;
  readonly find: (
    search: string,
  ) => ReturnType<Action<{ groupId: string; search: string }, readonly PersonToAdd[]>>;
}

type Found =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'found'; readonly people: readonly PersonToAdd[] };

const pauseMs = 250;
const noAnswer = 'The server did not answer. Check the connection and type again.';

/** A search whose results are ticked; what is ticked stays while the search changes. */
export function PeoplePicker({ chosen, onChange, find }: PeoplePickerProps) {
  const [search, setSearch] = useState('');
  const found = useSearch(search, find);
  const ids = new Set(chosen.map(({ id }) => id));
  const others = found.state === 'found' ? found.people.filter(({ id }) => !ids.has(id)) : [];
  const toggle = (person: PersonToAdd) => {
    const isChosen = ids.has(person.id);
    onChange(isChosen ? chosen.filter(({ id }) => id !== person.id) : [...chosen, person]);
  };
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <TextField
        label="Search people"
        help="By the beginning of a name, login or e-mail address."
        type="search"
        autoComplete="off"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
        }}
      />
      <fieldset className="min-w-0">
        <legend className="sr-only">People to add</legend>
        <div className="rounded-control border-line divide-line max-h-64 divide-y overflow-auto border">
          {[...chosen, ...others].map((person) => (
            <PersonChoice
              key={person.id}
              person={person}
              isChosen={ids.has(person.id)}
              onToggle={() => {
                toggle(person);
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

function PersonChoice(props: {
  readonly person: PersonToAdd;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}) {
  const { person, isChosen, onToggle } = props;
  return (
    <label className="hover:bg-sunken flex items-center gap-3 px-3 py-2 pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={onToggle}
        className="accent-accent-solid size-4 shrink-0"
      />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{person.displayName}</span>{' '}
        <span className="text-ink-muted text-xs">{person.login}</span>
      </span>
    </label>
  );
}

function hintFor(found: Found, count: number, search: string): string {
  if (found.state === 'loading') return 'Searching…';
  if (found.state === 'failed') return found.message;
  if (count > 0) return '';
  return search.trim() === '' ? 'Everybody is in this group.' : 'Nobody else matches.';
}

/** Asks the server a moment after the last key; an answer that was overtaken is dropped. */
function useSearch(search: string, find: PeoplePickerProps['find']): Found {
  const [answer, setAnswer] = useState<{ search: string; found: Found } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      const result = await find(search).catch(() => null);
      if (!isCurrent) return;
      const people = result?.data;
      const message = result?.serverError?.message ?? noAnswer;
      setAnswer({
        search,
        found: people ? { state: 'found', people } : { state: 'failed', message },
      });
    };
    const timer = window.setTimeout(() => void ask(), search === '' ? 0 : pauseMs);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
    // `find` is a new function at every render; only the text asks again.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [search]);
  return answer?.search === search ? answer.found : { state: 'loading' };
}
