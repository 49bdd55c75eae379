'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { FormError, Notice } from '@/components/ui/notice';
import { Table } from '@/components/ui/table';
import {
  metadataDangers,
  type MetadataChange,
  type MetadataDanger,
} from '@/lib/schemas/application-metadata';

export interface MetadataChangesProps {
  readonly name: string;
  readonly changes: readonly MetadataChange[];
  readonly dangers: readonly MetadataDanger[];
  readonly isBusy: boolean;
  readonly error: string | undefined;
  readonly onAgree: (confirmedName: string) => void;
}

/** The differences, and the button that takes them over; the dangerous ones ask for the name. */
export function MetadataChanges(props: MetadataChangesProps) {
  const { name, changes, dangers, isBusy, error, onAgree } = props;
  const [typed, setTyped] = useState('');
  const isConfirmed = dangers.length === 0 || typed.trim() === name;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isConfirmed) onAgree(typed);
      }}
    >
      {changes.length === 0 ? (
        <p className="text-sm">Nothing: the metadata says what is stored already.</p>
      ) : (
        <ChangeTable changes={changes} />
      )}
      {dangers.length > 0 && (
        <Notice tone="danger" title="Make sure that this is what you want">
          <ul className="ml-4 list-disc">
            {dangers.map((danger) => (
              <li key={danger}>{metadataDangers[danger]}</li>
            ))}
          </ul>
        </Notice>
      )}
      {dangers.length > 0 && (
        <div className="max-w-form">
          <TextField
            label={`Type ${name} to confirm`}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
      )}
      <FormError message={error} />
      <Button
        type="submit"
        variant={dangers.length > 0 ? 'danger' : 'primary'}
        loading={isBusy}
        disabled={!isConfirmed}
        className="self-start"
      >
        {changes.length === 0 ? 'Note that it was read' : 'Save these changes'}
      </Button>
    </form>
  );
}

function ChangeTable({ changes }: { readonly changes: readonly MetadataChange[] }) {
  return (
    <Table
      caption="What would change"
      rows={changes}
      rowKey={({ field }) => field}
      columns={[
        {
          id: 'field',
          header: 'Setting',
          phone: 'title',
          cell: ({ field }) => <span className="font-medium">{field}</span>,
        },
        { id: 'before', header: 'Now', cell: ({ before }) => <Values values={before} /> },
        { id: 'after', header: 'Then', cell: ({ after }) => <Values values={after} /> },
      ]}
    />
  );
}

function Values({ values }: { readonly values: readonly string[] }) {
  if (values.length === 0) return <span className="text-ink-muted">None</span>;
  return (
    <ul>
      {values.map((value) => (
        <li key={value} className="font-mono break-all">
          {value}
        </li>
      ))}
    </ul>
  );
}
