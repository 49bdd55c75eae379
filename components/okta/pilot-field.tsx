'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Select, TextField } from '@/components/ui/field';
import { pilotSearchPath } from './paths';

/** Someone who may try it first. */
export interface PilotCandidate {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  /** Without a passkey nobody can sign in; said in the list. */
  readonly hasPasskey: boolean;
}

export interface PilotFieldProps {
  readonly runId: string;
  readonly candidates: readonly PilotCandidate[];
  /** Not everybody fits: people are searched by name or login. */
  readonly isSearchable: boolean;
  readonly search: string;
  readonly chosenId: string;
  readonly error: string | undefined;
  readonly field: UseFormRegisterReturn;
}

const typingPauseMs = 300;

/** The one test person; in a large organisation with a search that never loses the choice made. */
export function PilotField(props: PilotFieldProps) {
  const { runId, candidates, isSearchable, search, chosenId, error, field } = props;
  const [seen, setSeen] = useState<PilotCandidate>();
  const chosen = candidates.find(({ id }) => id === chosenId);
  if (chosen !== undefined && chosen !== seen) setSeen(chosen);
  const kept = chosen === undefined && seen?.id === chosenId ? [seen] : [];
  return (
    <>
      {isSearchable && <PilotSearch runId={runId} search={search} />}
      <Select
        label="Who tries it first"
        help="This set-up sends this one person to AdminX when signing in to Okta. Where anybody else signs in stays as it is."
        options={[
          { value: '', label: candidates.length === 0 ? 'Nobody found' : 'Choose a person' },
          ...[...kept, ...candidates].map(toOption),
        ]}
        error={error}
        {...field}
      />
    </>
  );
}

function PilotSearch({ runId, search }: Pick<PilotFieldProps, 'runId' | 'search'>) {
  const router = useRouter();
  const pause = useRef<number>(undefined);
  return (
    <TextField
      type="search"
      label="Find a person"
      help="By name or login. The list below shows the first people found."
      optional
      defaultValue={search}
      onChange={({ target }) => {
        window.clearTimeout(pause.current);
        pause.current = window.setTimeout(() => {
          router.replace(pilotSearchPath(runId, target.value), { scroll: false });
        }, typingPauseMs);
      }}
      onKeyDown={(event) => {
        // The search is no part of the form: Enter must not send that.
        if (event.key === 'Enter') event.preventDefault();
      }}
    />
  );
}

function toOption(person: PilotCandidate) {
  const hint = person.hasPasskey ? '' : ', no passkey yet';
  return { value: person.id, label: `${person.name} (${person.login}${hint})` };
}
