import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, type Column } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { roleLabels, type RoleHolder, type SetRoleInput } from '@/lib/schemas/roles';
import type { Action } from '@/lib/shared/action-result';
import { RoleButton } from './role-button';

export interface RoleListProps {
  readonly caption: string;
  readonly people: readonly RoleHolder[];
  /** Nobody changes the own role. */
  readonly readerId: string;
  /** Null for who may only look. */
  readonly setRole: Action<SetRoleInput> | null;
}

/** People with their roles, and the button that changes one. */
export function RoleList({ caption, people, readerId, setRole }: RoleListProps) {
  const columns: readonly Column<RoleHolder>[] = [
    {
      id: 'name',
      header: 'Name',
      phone: 'title',
      cell: (person) => (
        <TextLink href={`/users/${person.id}` as Route}>{person.displayName}</TextLink>
      ),
    },
    { id: 'login', header: 'Login', cell: (person) => person.login },
    {
      id: 'role',
      header: 'Role',
      cell: (person) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {roleLabels[person.role]}
          <Limits person={person} />
        </span>
      ),
    },
    {
      id: 'last',
      header: 'Last sign-in',
      phone: 'hidden',
      cell: ({ lastSignInAt }) => (lastSignInAt ? <RelativeTime value={lastSignInAt} /> : 'Never'),
    },
    {
      id: 'change',
      header: '',
      align: 'end',
      phone: 'aside',
      cell: (person) => {
        if (person.id === readerId) return <span className="text-ink-muted">You</span>;
        return setRole && <RoleButton size="small" person={person} setRole={setRole} />;
      },
    },
  ];
  return (
    <Table
      caption={caption}
      columns={setRole ? columns : columns.filter(({ id }) => id !== 'change')}
      rows={people}
      rowKey={(person) => person.id}
    />
  );
}

/** What keeps a person from using the role. */
function Limits({ person }: { readonly person: RoleHolder }) {
  if (person.isDisabled) return <Badge tone="danger">Disabled</Badge>;
  if (!person.isEnrolled) return <Badge tone="warning">No passkey yet</Badge>;
  return null;
}
