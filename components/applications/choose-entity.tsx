'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { TextField, Select } from '@/components/ui/field';

export interface ChooseEntityProps {
  readonly entityIds: readonly string[];
  /** How many there are; more than are listed in a very large federation. */
  readonly count: number;
  readonly isBusy: boolean;
  readonly onChoose: (entityId: string) => void;
}

/** Which of many applications in one metadata document is meant. */
export function ChooseEntity({ entityIds, count, isBusy, onChoose }: ChooseEntityProps) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState('');
  const found = entityIds.filter((id) => id.toLowerCase().includes(search.trim().toLowerCase()));
  const value = found.includes(chosen) ? chosen : (found[0] ?? '');
  return (
    <form
      className="max-w-form flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== '') onChoose(value);
      }}
    >
      <p className="text-sm">
        This metadata describes {count} applications. Choose the one that is meant; the others are
        left alone.
      </p>
      {entityIds.length > 10 && (
        <TextField
          type="search"
          label="Find an entity ID"
          optional
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      <Select
        label="Entity ID"
        value={value}
        options={
          found.length === 0
            ? [{ value: '', label: 'None found' }]
            : found.map((id) => ({ value: id, label: id }))
        }
        onChange={({ target }) => setChosen(target.value)}
      />
      <Button type="submit" variant="primary" loading={isBusy} className="self-start">
        Read this one
      </Button>
    </form>
  );
}
