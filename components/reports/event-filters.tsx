import clsx from 'clsx';
import { X } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { Select, TextField } from '@/components/ui/field';
import { FilterFields, filterGrid } from '@/components/ui/filter-fields';
import { labelOfAction } from '@/lib/schemas/audit-events';
import type { AuditLogFilter, AuditLogPage } from '@/lib/schemas/audit-log';
import { auditActions } from '@/lib/shared/audit-actions';
import { chipsOf, kindLabels, rangeLabels, resultLabels } from './filter-labels';
import { logAddress } from './log-address';

export interface EventFiltersProps {
  readonly filter: AuditLogFilter;
  readonly page: AuditLogPage;
}

const actionOptions = auditActions
  .map((value) => ({ value, label: labelOfAction(value) }))
  .sort((one, other) => one.label.localeCompare(other.label, 'en'));

/** Search and filters of the event log; they live in the address. */
export function EventFilters({ filter, page }: EventFiltersProps) {
  const chips = chipsOf(filter, page);
  return (
    <div className="flex flex-col gap-3 pb-4">
      <form
        method="get"
        action="/reports"
        role="search"
        className={clsx(filterGrid, 'sm:grid-cols-[minmax(0,1fr)_9rem_11rem_10rem_auto]')}
      >
        <TextField
          label="Search events"
          name="q"
          type="search"
          defaultValue={filter.q}
          placeholder="Login, application, action"
        />
        <FilterFields more={<MoreFilters filter={filter} applications={page.applications} />}>
          <Select label="Show" name="kind" {...choices(filter.kind, kindLabels, 'Everything')} />
          <Select label="Result" name="result" {...choices(filter.result, resultLabels, 'Any')} />
          <Select label="Time" name="range" {...choices(filter.range, rangeLabels, 'Any time')} />
        </FilterFields>
      </form>
      {chips.length > 0 && (
        <ul aria-label="Filters that are set" className="flex flex-wrap gap-2">
          {chips.map(({ label, without }) => (
            <li key={label} className="min-w-0">
              <ButtonLink
                size="small"
                icon={<X aria-hidden />}
                href={logAddress(without)}
                className="max-w-full [overflow-wrap:anywhere] whitespace-normal!"
              >
                <span className="sr-only">Remove filter: </span>
                {label}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface MoreFiltersProps {
  readonly filter: AuditLogFilter;
  readonly applications: AuditLogPage['applications'];
}

function MoreFilters({ filter, applications }: MoreFiltersProps) {
  const { action, person, application, ip, from, to } = filter;
  const isUsed = [action, person, application, ip, from, to].some(Boolean);
  return (
    <details open={isUsed} className="col-span-full text-sm">
      <summary className="rounded-control text-ink-muted hover:text-ink w-fit cursor-pointer py-1">
        More filters
      </summary>
      <div className="grid gap-3 pt-2 sm:grid-cols-3">
        <Select
          label="Action"
          name="action"
          defaultValue={action ?? ''}
          options={[{ value: '', label: 'Any' }, ...actionOptions]}
        />
        <TextField
          label="Person"
          name="person"
          defaultValue={person}
          placeholder="ada@example.com"
          autoComplete="off"
          spellCheck={false}
        />
        <Select
          label="Application"
          name="application"
          defaultValue={application ?? ''}
          options={[
            { value: '', label: 'Any' },
            ...applications.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextField
          label="Address"
          name="ip"
          defaultValue={ip}
          placeholder="192.0.2.7"
          mono
          autoComplete="off"
        />
        <Days from={from} to={to} />
      </div>
    </details>
  );
}

function Days({ from, to }: Pick<AuditLogFilter, 'from' | 'to'>) {
  return (
    <>
      <TextField label="From day (UTC)" name="from" type="date" defaultValue={from ?? ''} />
      <TextField label="Until day (UTC)" name="to" type="date" defaultValue={to ?? ''} />
    </>
  );
}

function choices(value: string | null, labels: Readonly<Record<string, string>>, any: string) {
  return {
    defaultValue: value ?? '',
    options: [
      { value: '', label: any },
      ...Object.entries(labels).map(([key, label]) => ({ value: key, label })),
    ],
  };
}
