'use client';

import clsx from 'clsx';
import { Search } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition, type RefObject, type SyntheticEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Select, TextField } from '@/components/ui/field';
import { FilterToggle, toggledClass } from '@/components/ui/filter-fields';
import type { GroupName } from '@/lib/schemas/groups';
import {
  toUserListQuery,
  userListQuerySchema,
  type UserListFilter,
} from '@/lib/schemas/user-lists';
import { roleLabels, signedInLabels, sortLabels, stateLabels } from './user-labels';

const toOptions = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const all = { value: '', label: 'All' };

/** Search and filters of the list; the address holds them, so that a list can be linked to. */
export function UserFilters(props: {
  readonly filter: UserListFilter;
  readonly groups: readonly GroupName[];
}) {
  const { filter, groups } = props;
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [isPending, startTransition] = useTransition();
  useAddressInForm(form, filter);
  const go = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!form.current) return;
    const chosen = userListQuerySchema.parse(Object.fromEntries(new FormData(form.current)));
    startTransition(() => {
      router.push(`/users${toUserListQuery(chosen)}` as Route);
    });
  };
  return (
    <form
      ref={form}
      method="get"
      role="search"
      aria-label="People"
      // A browser that fills in old choices would be taken for a person who chose them.
      autoComplete="off"
      onSubmit={go}
      className="flex flex-col gap-3"
    >
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label="Search people"
            name="q"
            type="search"
            autoComplete="off"
            placeholder="Login, e-mail address or name"
            defaultValue={filter.q}
          />
        </div>
        <Button type="submit" loading={isPending} icon={<Search aria-hidden />}>
          Search
        </Button>
      </div>
      <Choices filter={filter} groups={groups} submit={() => form.current?.requestSubmit()} />
    </form>
  );
}

/** Keeps the form as the address says, except for what was chosen before anybody listened. */
function useAddressInForm(form: RefObject<HTMLFormElement | null>, filter: UserListFilter): void {
  const isAtStart = useRef(true);
  useEffect(() => {
    if (!form.current) return;
    if (isAtStart.current) {
      isAtStart.current = false;
      if (isChosenBeside(form.current, filter)) form.current.requestSubmit();
      return;
    }
    // A removed chip or the back button changes the address beside the form; it keeps its focus.
    fill(form.current, filter);
  }, [form, filter]);
}

function Choices(props: {
  readonly filter: UserListFilter;
  readonly groups: readonly GroupName[];
  readonly submit: () => void;
}) {
  const { filter, groups, submit } = props;
  const groupOptions = groups.map(({ id, name }) => ({ value: id, label: name }));
  const choices = [
    { label: 'State', name: 'state', options: [all, ...toOptions(stateLabels)] },
    { label: 'Role', name: 'role', options: [all, ...toOptions(roleLabels)] },
    { label: 'Last sign-in', name: 'signedIn', options: [all, ...toOptions(signedInLabels)] },
    ...(groups.length > 0
      ? [{ label: 'Group', name: 'group', options: [all, ...groupOptions] } as const]
      : []),
    { label: 'Sort by', name: 'sort', options: toOptions(sortLabels) },
  ] as const;
  return (
    <>
      <FilterToggle label="Filters and order" />
      <div
        className={clsx(
          'grid-cols-2 items-end gap-3 sm:grid sm:grid-cols-4 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none',
          toggledClass,
        )}
      >
        {choices.map(({ label, name, options }) => (
          <Select
            key={name}
            label={label}
            name={name}
            defaultValue={filter[name] ?? ''}
            options={options}
            onChange={submit}
          />
        ))}
      </div>
    </>
  );
}

const names = ['q', 'state', 'role', 'signedIn', 'group', 'sort'] as const;

function isChosenBeside(form: HTMLFormElement, filter: UserListFilter): boolean {
  return names.some((name) => {
    const control = form.elements.namedItem(name);
    if (!(control instanceof HTMLSelectElement)) return false;
    const shown = filter[name] ?? '';
    // An address may name a group that is gone; that is nobody's choice.
    const isOffered = [...control.options].some(({ value }) => value === shown);
    return isOffered && control.value !== shown;
  });
}

function fill(form: HTMLFormElement, filter: UserListFilter): void {
  for (const name of names) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) {
      control.value = filter[name] ?? '';
    }
  }
}
