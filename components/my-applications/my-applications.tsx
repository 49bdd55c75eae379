'use client';

import { useState } from 'react';
import { ExternalLink, Search } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { RelativeTime } from '@/components/ui/relative-time';
import type { MyApplication } from '@/lib/schemas/my-applications';
import { ApplicationMark } from './application-mark';

export interface MyApplicationsProps {
  readonly applications: readonly MyApplication[];
}

/** With fewer, looking is quicker than typing. */
const searchFrom = 9;

/** The applications of a person as tiles that open them; a search when there are many. */
export function MyApplications({ applications }: MyApplicationsProps) {
  const [search, setSearch] = useState('');
  const found = applications.filter(({ name }) => fold(name).includes(fold(search.trim())));
  return (
    <div className="flex flex-col gap-6">
      {applications.length >= searchFrom && (
        <SearchField search={search} first={found[0]} onChange={setSearch} />
      )}
      <p role="status" className="sr-only">
        {search.trim() === '' ? '' : `${String(found.length)} found`}
      </p>
      {found.length === 0 ? (
        <EmptyState
          icon={<Search />}
          title="No application matches"
          action={<Button onClick={() => setSearch('')}>Show all</Button>}
        >
          None of your applications is called anything like “{search.trim()}”.
        </EmptyState>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {found.map((application) => (
            <li key={application.id}>
              <Tile application={application} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface SearchFieldProps {
  readonly search: string;
  /** What Enter opens. */
  readonly first: MyApplication | undefined;
  readonly onChange: (search: string) => void;
}

function SearchField({ search, first, onChange }: SearchFieldProps) {
  return (
    <form
      role="search"
      className="max-w-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (search.trim() !== '' && first?.canOpenHere) window.location.assign(addressOf(first));
      }}
    >
      <TextField
        label="Search your applications"
        help="Enter opens the first one."
        type="search"
        autoComplete="off"
        value={search}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </form>
  );
}

function Tile({ application }: { readonly application: MyApplication }) {
  const { name, canOpenHere, lastOpenedAt } = application;
  return (
    <article className="rounded-control border-line hover:border-line-strong relative flex h-full min-h-18 items-center gap-3 border p-3.5">
      <ApplicationMark name={name} />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <h2 className="text-sm font-semibold [overflow-wrap:anywhere]">
          {canOpenHere ? (
            <a
              href={addressOf(application)}
              className="after:rounded-control focus-visible:after:outline-accent after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2"
            >
              {name}
            </a>
          ) : (
            name
          )}
        </h2>
        <p className="text-ink-muted text-xs">
          {canOpenHere ? <LastOpened at={lastOpenedAt} /> : 'Opens from its own page only'}
        </p>
      </div>
      {canOpenHere && <ExternalLink aria-hidden className="text-ink-muted size-4 shrink-0" />}
    </article>
  );
}

function LastOpened({ at }: { readonly at: string | null }) {
  if (at === null) return 'Not opened yet';
  return (
    <>
      Opened <RelativeTime value={at} />
    </>
  );
}

/** A sign-in that begins here; RelayState is what the application is set up with. */
function addressOf({ id }: MyApplication): string {
  return `/saml/sso/start?application=${id}`;
}

/** Without regard to capitals and accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
