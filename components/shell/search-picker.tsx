'use client';

import { useState, type ReactNode } from 'react';
import { TextField } from '@/components/ui/field';
import type { Action } from '@/lib/shared/action-result';
import { useAnswer, type Answer } from './use-answer';

/** Something that can be ticked. */
export interface Pickable {
  readonly id: string;
  readonly name: string;
  /** What tells it from others of the same name. */
  readonly detail: string;
  readonly icon?: ReactNode;
}

export interface SearchPickerProps<Item extends Pickable> {
  readonly label: string;
  readonly help: string;
  /** What is ticked, for screen readers. */
  readonly legend: string;
  /** Said when nothing is typed and nothing is left, and when nothing else matches. */
  readonly hints: { readonly all: string; readonly none: string };
  readonly chosen: readonly Item[];
  readonly onChange: (chosen: readonly Item[]) => void;
  readonly find: (search: string) => ReturnType<Action<string, readonly Item[]>>;
}

/** A search whose results are ticked; what is ticked stays while the search changes. */
export function SearchPicker<Item extends Pickable>(props: SearchPickerProps<Item>) {
  const { chosen, onChange } = props;
  const [search, setSearch] = useState('');
  const found = useAnswer(search, props.find);
  const ids = new Set(chosen.map(({ id }) => id));
  const others = found.state === 'there' ? found.data.filter(({ id }) => !ids.has(id)) : [];
  const toggle = (item: Item) => {
    const rest = chosen.filter(({ id }) => id !== item.id);
    onChange(rest.length < chosen.length ? rest : [...chosen, item]);
  };
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <TextField
        label={props.label}
        help={props.help}
        type="search"
        autoComplete="off"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
        }}
      />
      <fieldset className="min-w-0">
        <legend className="sr-only">{props.legend}</legend>
        <div className="rounded-control border-line divide-line max-h-72 divide-y overflow-auto border">
          {[...chosen, ...others].map((item) => (
            <Choice
              key={item.id}
              item={item}
              isChosen={ids.has(item.id)}
              onToggle={() => {
                toggle(item);
              }}
            />
          ))}
          <p role="status" className="text-ink-muted px-3 py-2 text-xs empty:hidden">
            {hintFor(
              found,
              others.length,
              search.trim() === '' ? props.hints.all : props.hints.none,
            )}
          </p>
        </div>
      </fieldset>
    </div>
  );
}

function Choice(props: {
  readonly item: Pickable;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}) {
  const { item, isChosen, onToggle } = props;
  return (
    <label className="hover:bg-sunken flex items-center gap-3 px-3 py-2 text-sm pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={onToggle}
        className="accent-accent-solid size-4 shrink-0"
      />
      {item.icon}
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{item.name}</span>{' '}
        <span className="text-ink-muted text-xs">{item.detail}</span>
      </span>
    </label>
  );
}

function hintFor(found: Answer<unknown>, count: number, nothing: string): string {
  if (found.state === 'loading') return 'Searching…';
  if (found.state === 'failed') return found.message;
  return count > 0 ? '' : nothing;
}
