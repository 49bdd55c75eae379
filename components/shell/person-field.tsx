'use client';

import clsx from 'clsx';
import { useId, useState, type KeyboardEvent } from 'react';
import { TextField } from '@/components/ui/field';
import { useSearch, type Search, type SearchHit } from './use-search';

export interface PersonFieldProps {
  readonly label: string;
  /** Login of the person who is chosen. */
  readonly login: string;
  readonly error: string | undefined;
  readonly onChoose: (login: string) => void;
}

/**
 * One person, found by typing: the beginning of a name, login or e-mail address offers people, and a whole
 * login can be typed as well. Nobody else is chosen before Enter, a click, or leaving the field.
 */
export function PersonField({ label, login, error, onChoose }: PersonFieldProps) {
  const listId = useId();
  const { typed, at, search, people, type, choose, press } = useChoosing(onChoose);
  return (
    <div
      className="relative"
      onBlur={() => {
        if (typed !== null) choose(typed.trim());
      }}
    >
      <TextField
        label={label}
        help="The beginning of a name, login or e-mail address."
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={people.length > 0}
        aria-controls={listId}
        aria-activedescendant={people[at] ? `${listId}-${String(at)}` : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed ?? login}
        error={typed === null ? error : undefined}
        onFocus={(event) => event.target.select()}
        onChange={({ target }) => type(target.value)}
        onKeyDown={press}
      />
      <People id={listId} people={people} at={at} onChoose={choose} />
      <p role="status" className="text-ink-muted mt-1.5 text-xs empty:hidden">
        {typed === null ? '' : hintFor(search)}
      </p>
    </div>
  );
}

function useChoosing(onChoose: PersonFieldProps['onChoose']) {
  /** Null while the chosen person is shown. */
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const search = useSearch(typed ?? '');
  const people = typed === null ? [] : search.results.people;
  const type = (text: string | null) => {
    setTyped(text);
    setAt(0);
  };
  const choose = (login: string) => {
    type(null);
    if (login !== '') onChoose(login);
  };
  const press = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined && people.length > 0) setAt((at + step + people.length) % people.length);
    else if (event.key === 'Enter') choose(people[at]?.detail ?? typed?.trim() ?? '');
    else if (event.key === 'Escape' && typed !== null) type(null);
    else return;
    event.preventDefault();
  };
  return { typed, at, search, people, type, choose, press };
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function hintFor({ state, results }: Search): string {
  if (state === 'searching') return 'Searching…';
  if (state === 'failed') return 'The search did not answer. A whole login can be typed.';
  if (state === 'idle') return '';
  return results.people.length === 0 ? 'Nobody matches.' : '';
}

interface PeopleProps {
  readonly id: string;
  readonly people: readonly SearchHit[];
  /** Place of the one that Enter takes. */
  readonly at: number;
  readonly onChoose: (login: string) => void;
}

function People({ id, people, at, onChoose }: PeopleProps) {
  return (
    <ul
      id={id}
      role="listbox"
      aria-label="People"
      className={clsx(
        'rounded-control border-line bg-canvas absolute inset-x-0 z-10 mt-1 max-h-72 overflow-auto border shadow-sm',
        people.length === 0 && 'hidden',
      )}
    >
      {people.map((person, place) => (
        <li
          key={person.id}
          id={`${id}-${String(place)}`}
          role="option"
          aria-selected={place === at}
          // The field keeps the focus, so that leaving it is not taken for the end of typing.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person.detail)}
          className="hover:bg-sunken aria-selected:bg-sunken cursor-default px-3 py-2 text-sm [overflow-wrap:anywhere] pointer-coarse:min-h-11"
        >
          <span className="font-medium">{person.title}</span>{' '}
          <span className="text-ink-muted text-xs">{person.detail}</span>
        </li>
      ))}
    </ul>
  );
}
