import { FileSearch } from 'lucide-react';
import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { TextField } from '@/components/ui/field';
import { Table, type Column } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import {
  alignmentTexts,
  type AlignmentFilter,
  type AlignmentKind,
  type AlignmentPage,
  type AlignmentRowView,
  type SpellingView,
} from '@/lib/schemas/alignment';

export interface AlignmentRowsProps {
  readonly runId: string;
  readonly filter: AlignmentFilter;
  readonly page: AlignmentPage;
}

const tones: Record<AlignmentKind, 'danger' | 'warning' | 'neutral' | 'good'> = {
  EMAIL_ONLY: 'danger',
  SPELLING: 'warning',
  INACTIVE: 'warning',
  ELSEWHERE: 'warning',
  MISSING: 'neutral',
  ONLY_IN_OKTA: 'neutral',
  EXACT: 'good',
};

const columns: readonly Column<AlignmentRowView>[] = [
  { id: 'here', header: 'Here', phone: 'title', cell: Here },
  { id: 'okta', header: 'In Okta', cell: InOkta },
  {
    id: 'kind',
    header: 'Finding',
    phone: 'aside',
    cell: ({ kind, spelling }) =>
      spelling?.state === 'TAKEN_OVER' ? (
        <Badge tone="good">Taken over from Okta</Badge>
      ) : (
        <Badge tone={tones[kind]}>{alignmentTexts[kind].label}</Badge>
      ),
  },
];

/** One page of the report: who is who on both sides. */
export function AlignmentRows({ runId, filter, page }: AlignmentRowsProps) {
  return (
    <div className="flex flex-col gap-4">
      <Search filter={filter} />
      {page.rows.length === 0 ? (
        <EmptyState icon={<FileSearch />} title="Nobody">
          The report names nobody of this kind{filter.q === '' ? '' : ' whose login begins so'}.
        </EmptyState>
      ) : (
        <Table
          caption="People of the report"
          columns={columns}
          rows={page.rows}
          rowKey={({ position }) => String(position)}
        />
      )}
      <nav aria-label="Pages" className="flex justify-end gap-2">
        {filter.after !== null && (
          <ButtonLink href={addressOf(runId, filter, null)}>First page</ButtonLink>
        )}
        {page.next !== null && (
          <ButtonLink href={addressOf(runId, filter, page.next)}>Next page</ButtonLink>
        )}
      </nav>
    </div>
  );
}

/** Works without script: the address says what is searched for. */
function Search({ filter }: { readonly filter: AlignmentFilter }) {
  return (
    <form className="flex flex-wrap items-end gap-2" role="search">
      {filter.kind !== null && <input type="hidden" name="kind" value={filter.kind} />}
      <div className="w-full max-w-[20rem]">
        <TextField
          label="Login begins with"
          name="q"
          type="search"
          defaultValue={filter.q}
          required={false}
        />
      </div>
      <Button type="submit">Search</Button>
    </form>
  );
}

function addressOf(runId: string, { kind, q }: AlignmentFilter, after: number | null): Route {
  const query = new URLSearchParams();
  if (kind !== null) query.set('kind', kind);
  if (q !== '') query.set('q', q);
  if (after !== null) query.set('after', String(after));
  const text = query.toString();
  return `/directory/alignment/${runId}${text === '' ? '' : `?${text}`}` as Route;
}

function Here({ userId, ourLogin, ourEmail, spelling }: AlignmentRowView) {
  if (ourLogin === '') return <span className="text-ink-muted">Nobody</span>;
  return (
    <>
      {userId === null ? (
        ourLogin
      ) : (
        <TextLink href={`/users/${userId}` as Route}>{ourLogin}</TextLink>
      )}
      {ourEmail !== '' && ourEmail !== ourLogin && <Email email={ourEmail} />}
      {spelling && <Spelling spelling={spelling} />}
    </>
  );
}

/** What taking over Okta's spelling did or would do to this line. */
function Spelling({ spelling }: { readonly spelling: SpellingView }) {
  const words = describeSpelling(spelling);
  return words === null ? null : <p className="text-ink-muted text-xs">{words}</p>;
}

function describeSpelling(spelling: SpellingView): string | null {
  if (spelling.state === 'READY') return 'Gets Okta’s spelling when it is taken over.';
  if (spelling.state === 'LEFT') return `Stays as it is. ${spelling.problem}`;
  return spelling.problem === null
    ? 'This was the login at the comparison.'
    : `Was not put back. ${spelling.problem}`;
}

function InOkta({ oktaLogin, oktaEmail, oktaStatus, oktaProvider }: AlignmentRowView) {
  if (oktaLogin === '') return <span className="text-ink-muted">Nobody</span>;
  const rest = [
    oktaStatus === 'ACTIVE' ? '' : oktaStatus,
    oktaProvider === 'OKTA' ? '' : oktaProvider,
  ]
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase().replaceAll('_', ' '))
    .join(', ');
  return (
    <>
      <p>{oktaLogin}</p>
      {oktaEmail !== '' && oktaEmail !== oktaLogin && <Email email={oktaEmail} />}
      {rest !== '' && <p className="text-ink-muted text-xs">{rest}</p>}
    </>
  );
}

function Email({ email }: { readonly email: string }) {
  return <p className="text-ink-muted text-xs">E-mail: {email}</p>;
}
