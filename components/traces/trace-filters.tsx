import clsx from 'clsx';
import { X } from 'lucide-react';
import type { Route } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { Select, TextField } from '@/components/ui/field';
import { FilterFields, filterGrid } from '@/components/ui/filter-fields';
import { traceSearch, type TraceFilter, type TracePage } from '@/lib/schemas/saml-traces';

export interface TraceFiltersProps {
  readonly filter: TraceFilter;
  readonly page: TracePage;
}

const outcomes = [
  { value: '', label: 'Any' },
  { value: 'refused', label: 'Refused' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'open', label: 'Not finished' },
];
const ranges = [
  { value: '', label: 'Any time' },
  { value: 'hour', label: 'Last hour' },
  { value: 'day', label: 'Last 24 hours' },
  { value: 'week', label: 'Last 7 days' },
];

/** Search and filters of the traces; they live in the address. */
export function TraceFilters({ filter, page }: TraceFiltersProps) {
  const applications = [
    { value: '', label: 'All applications' },
    ...page.applications.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className="flex flex-col gap-3 pb-4">
      <form
        method="get"
        action="/reports/traces"
        role="search"
        className={clsx(filterGrid, 'sm:grid-cols-[minmax(0,1fr)_11rem_9rem_9rem_auto]')}
      >
        {filter.person !== null && <input type="hidden" name="person" value={filter.person} />}
        <TextField
          label="Search traces"
          name="q"
          type="search"
          defaultValue={filter.q}
          placeholder="Trace id, login, application"
        />
        <FilterFields>
          <Select
            label="Application"
            name="application"
            defaultValue={filter.application ?? ''}
            options={applications}
          />
          <Select
            label="Outcome"
            name="outcome"
            defaultValue={filter.outcome ?? ''}
            options={outcomes}
          />
          <Select label="Time" name="range" defaultValue={filter.range ?? ''} options={ranges} />
        </FilterFields>
      </form>
      <Chips filter={filter} page={page} />
    </div>
  );
}

function Chips({ filter, page }: TraceFiltersProps) {
  const chips = chipsOf(filter, page);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters that are set" className="flex flex-wrap gap-2">
      {chips.map(([name, label]) => (
        <li key={name} className="min-w-0">
          <ButtonLink
            size="small"
            icon={<X aria-hidden />}
            href={
              `/reports/traces${traceSearch({ ...filter, [name]: name === 'q' ? '' : null })}` as Route
            }
            className="max-w-full [overflow-wrap:anywhere] whitespace-normal!"
          >
            <span className="sr-only">Remove filter: </span>
            {label}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}

/** The filters that are set, in words. */
function chipsOf(filter: TraceFilter, page: TracePage): readonly (readonly [string, string])[] {
  const { q, person, application, outcome, range } = filter;
  const found = page.applications.find(({ id }) => id === application)?.name ?? application;
  const chips = [
    ['q', q === '' ? null : `Search: ${q}`],
    ['person', person && `Person: ${page.personLabel ?? person}`],
    ['application', application && `Application: ${found ?? application}`],
    ['outcome', outcome && labelOf(outcomes, outcome)],
    ['range', range && labelOf(ranges, range)],
  ] as const;
  return chips.flatMap(([name, label]) => (label ? [[name, label] as const] : []));
}

function labelOf(options: readonly { value: string; label: string }[], wanted: string): string {
  return options.find(({ value }) => value === wanted)?.label ?? wanted;
}
