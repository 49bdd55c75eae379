import { FileSearch, Minus, Plus, TriangleAlert } from 'lucide-react';
import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, type Column } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type {
  ImportFieldChange,
  ImportLinePage,
  ImportLinesFilter,
  ImportLineSummary,
  NewGroupSummary,
} from '@/lib/schemas/user-imports';
import { fieldLabels, LineBadge } from './import-labels';

export interface ImportLinesProps {
  readonly importId: string;
  readonly newGroups: readonly NewGroupSummary[];
  readonly filter: ImportLinesFilter;
  readonly page: ImportLinePage;
}

const columnsFor = (comingGroups: ReadonlySet<string>): readonly Column<ImportLineSummary>[] => [
  {
    id: 'line',
    header: 'Line',
    align: 'end',
    phone: 'hidden',
    cell: (line) => <span className="text-ink-muted tabular-nums">{line.line}</span>,
  },
  { id: 'login', header: 'Login', phone: 'title', cell: loginOf },
  {
    id: 'outcome',
    header: 'What happens',
    phone: 'aside',
    cell: (line) => <LineBadge line={line} />,
  },
  {
    id: 'details',
    header: 'Details',
    cell: (line) => <LineDetails line={line} comingGroups={comingGroups} />,
  },
];

/** The lines of a file: what each does, field by field, or why it does not. */
export function ImportLines({ importId, newGroups, filter, page }: ImportLinesProps) {
  const coming = newGroups.filter(({ state }) => state === 'planned').map(({ name }) => name);
  const address = (after: number | null): Route => {
    const query = new URLSearchParams();
    if (filter.view !== null) query.set('view', filter.view);
    if (after !== null) query.set('after', String(after));
    const text = query.toString();
    return `/users/import/${importId}${text === '' ? '' : `?${text}`}` as Route;
  };
  if (page.lines.length === 0) {
    return (
      <EmptyState icon={<FileSearch />} title="No such lines">
        The file has no lines of this kind.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Table
        caption="Lines of the file"
        columns={columnsFor(new Set(coming))}
        rows={page.lines}
        rowKey={(line) => String(line.line)}
      />
      <nav aria-label="Pages" className="flex justify-end gap-2">
        {filter.after !== null && <ButtonLink href={address(null)}>First page</ButtonLink>}
        {page.next !== null && <ButtonLink href={address(page.next)}>Next page</ButtonLink>}
      </nav>
    </div>
  );
}

function loginOf(line: ImportLineSummary) {
  const isThere = line.userId !== null && line.progress !== 'UNDONE';
  const login = line.login === '' ? 'No login' : line.login;
  if (!isThere) return <span className="font-medium">{login}</span>;
  return <TextLink href={`/users/${line.userId}` as Route}>{login}</TextLink>;
}

function LineDetails(props: {
  readonly line: ImportLineSummary;
  readonly comingGroups: ReadonlySet<string>;
}) {
  const { line, comingGroups } = props;
  const sentences = line.passedOver === null ? line.problems : [line.passedOver, ...line.problems];
  return (
    <div className="flex flex-col gap-1.5">
      <p className="sm:hidden">Line {line.line}</p>
      {sentences.map((sentence) => (
        <p key={sentence} className="text-ink flex gap-1.5">
          <TriangleAlert aria-hidden className="text-warning mt-0.5 size-3.5 shrink-0" />
          {sentence}
        </p>
      ))}
      {line.changes.length > 0 && (
        <dl className="flex flex-col gap-1">
          {line.changes.map((change) => (
            <div key={change.field} className="flex flex-wrap gap-x-2">
              <dt className="text-ink-muted sm:w-20">{fieldLabels[change.field]}</dt>
              <dd className="flex min-w-0 flex-wrap gap-x-3">
                <Values
                  change={change}
                  isNew={(value) =>
                    change.field === 'groups' &&
                    line.progress === 'WAITING' &&
                    comingGroups.has(value)
                  }
                />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** What goes and what comes, marked by sign and colour; what stays of a list is left out. */
function Values(props: {
  readonly change: ImportFieldChange;
  readonly isNew: (value: string) => boolean;
}) {
  const { change, isNew } = props;
  const gone = change.before.filter((value) => !change.after.includes(value) && value !== '');
  const come = change.after.filter((value) => !change.before.includes(value) && value !== '');
  return (
    <>
      {gone.map((value) => (
        <del key={`-${value}`} className="text-danger inline-flex gap-1 no-underline">
          <Minus aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="sr-only">before: </span>
          {value}
        </del>
      ))}
      {come.map((value) => (
        <ins key={`+${value}`} className="text-good inline-flex gap-1 no-underline">
          <Plus aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="sr-only">after: </span>
          {value}
          {isNew(value) && <Badge tone="neutral">New group</Badge>}
        </ins>
      ))}
    </>
  );
}
