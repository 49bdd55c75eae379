'use client';

import type { Route } from 'next';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { TextLink } from '@/components/ui/text-link';
import type { AccessSearchInput, PersonAccess } from '@/lib/schemas/application-access';
import type { Action } from '@/lib/shared/action-result';
import { useAnswer, type Answer } from '@/components/shell/use-answer';

export interface LookUpPersonProps {
  readonly applicationId: string;
  readonly lookUp: Action<AccessSearchInput, readonly PersonAccess[]>;
}

/** Says of anybody whether the application may be opened, and why. */
export function LookUpPerson({ applicationId, lookUp }: LookUpPersonProps) {
  const [typed, setTyped] = useState('');
  const search = typed.trim();
  const found = useAnswer(search === '' ? null : search, (text) =>
    lookUp({ applicationId, search: text }),
  );
  return (
    <div className="flex flex-col gap-3">
      <div className="max-w-form">
        <TextField
          label="Person"
          help="By the beginning of a name, login or e-mail address."
          type="search"
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      </div>
      {search !== '' && <Results found={found} />}
    </div>
  );
}

function Results({ found }: { readonly found: Answer<readonly PersonAccess[]> }) {
  if (found.state === 'failed') return <FormError message={found.message} />;
  const people = found.state === 'there' ? found.data : [];
  const hint = found.state === 'loading' ? 'Searching…' : 'Nobody matches.';
  return (
    <>
      <p role="status" className="text-ink-muted text-sm empty:hidden">
        {people.length === 0 ? hint : ''}
      </p>
      {people.length > 0 && (
        <ul className="divide-line border-line divide-y border-y text-sm">
          {people.map((person) => (
            <li key={person.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
              <span className="min-w-0 flex-1 basis-64 [overflow-wrap:anywhere]">
                <TextLink href={`/users/${person.id}` as Route}>{person.displayName}</TextLink>{' '}
                <span className="text-ink-muted text-xs">{person.login}</span>
              </span>
              <span className="text-ink-muted min-w-0 text-xs [overflow-wrap:anywhere]">
                {person.isDisabled ? `${person.reason}, but disabled` : person.reason}
              </span>
              <Verdict person={person} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Verdict({ person }: { readonly person: PersonAccess }) {
  if (person.mayOpen && !person.isDisabled) return <Badge tone="good">Has access</Badge>;
  return <Badge tone="warning">No access</Badge>;
}
