'use client';

import { Search, UserRound } from 'lucide-react';
import type { Route } from 'next';
import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { TextField } from '@/components/ui/field';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, type Column } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type {
  GroupMemberPage,
  GroupMembersInput,
  GroupMemberSummary,
  GroupSummary,
  MemberListFilter,
} from '@/lib/schemas/groups';
import type { Action } from '@/lib/shared/action-result';
import { RemoveMembers } from './remove-members';

export interface GroupMembersProps {
  readonly group: GroupSummary;
  readonly filter: MemberListFilter;
  readonly page: GroupMemberPage;
  readonly canManage: boolean;
  readonly remove: Action<GroupMembersInput, { count: number }>;
}

/** The people of a group; some can be chosen and taken out. */
export function GroupMembers({ group, filter, page, canManage, remove }: GroupMembersProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (group.memberCount === 0) return <NobodyYet canManage={canManage} />;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <div className="flex flex-col gap-4">
      <SearchForm search={filter.q} />
      {canManage && (
        <RemoveMembers
          group={group}
          people={page.members.filter(({ id }) => chosen.has(id))}
          remove={remove}
        />
      )}
      {page.members.length === 0 ? (
        <NobodyMatches groupId={group.id} search={filter.q} />
      ) : (
        <Table
          caption={`People of ${group.name}`}
          columns={columnsFor(canManage, chosen, toggle)}
          rows={page.members}
          rowKey={(member) => member.id}
        />
      )}
      <nav aria-label="Pages" className="flex justify-end gap-2">
        {filter.after !== null && (
          <ButtonLink href={addressOf(group.id, { ...filter, after: null })}>First page</ButtonLink>
        )}
        {page.next !== null && (
          <ButtonLink href={addressOf(group.id, { ...filter, after: page.next })}>
            Next page
          </ButtonLink>
        )}
      </nav>
    </div>
  );
}

function columnsFor(
  canManage: boolean,
  chosen: ReadonlySet<string>,
  toggle: (id: string) => void,
): readonly Column<GroupMemberSummary>[] {
  const select: Column<GroupMemberSummary> = {
    id: 'choose',
    header: 'Choose',
    phone: 'aside',
    cell: (member) => (
      <input
        type="checkbox"
        aria-label={`Choose ${member.displayName}, ${member.login}`}
        checked={chosen.has(member.id)}
        disabled={!member.canRemove}
        title={member.canRemove ? undefined : 'Only an owner may act on this person.'}
        onChange={() => {
          toggle(member.id);
        }}
        className="accent-accent-solid block size-4 pointer-coarse:size-6"
      />
    ),
  };
  const facts: readonly Column<GroupMemberSummary>[] = [
    {
      id: 'name',
      header: 'Name',
      phone: 'title',
      cell: (member) => (
        <TextLink href={`/users/${member.id}` as Route}>{member.displayName}</TextLink>
      ),
    },
    { id: 'login', header: 'Login', cell: (member) => member.login },
    {
      id: 'added',
      header: 'Added',
      phone: 'hidden',
      cell: (member) => <RelativeTime value={member.addedAt} />,
    },
  ];
  return canManage ? [select, ...facts] : facts;
}

function SearchForm({ search }: { readonly search: string }) {
  return (
    <form method="get" role="search" className="max-w-form flex items-end gap-3">
      <div className="min-w-0 flex-1">
        <TextField
          label="Search people of this group"
          name="q"
          type="search"
          defaultValue={search}
        />
      </div>
      <Button type="submit" icon={<Search aria-hidden />}>
        Search
      </Button>
    </form>
  );
}

function NobodyMatches(props: { readonly groupId: string; readonly search: string }) {
  return (
    <EmptyState
      icon={<UserRound />}
      title="Nobody matches"
      action={
        <ButtonLink href={addressOf(props.groupId, { q: '', after: null })}>
          Show everybody
        </ButtonLink>
      }
    >
      Nobody in this group has a login, e-mail address or name that begins like “{props.search}”.
    </EmptyState>
  );
}

function NobodyYet({ canManage }: { readonly canManage: boolean }) {
  return (
    <EmptyState icon={<UserRound />} title="Nobody is in this group">
      {canManage
        ? 'Add people with the button above, or import a CSV file with a column “groups”.'
        : 'An admin can add people.'}
    </EmptyState>
  );
}

function addressOf(groupId: string, filter: MemberListFilter): Route {
  const query = new URLSearchParams();
  if (filter.q !== '') query.set('q', filter.q);
  if (filter.after !== null) query.set('after', filter.after);
  const text = query.toString();
  return (text === '' ? `/groups/${groupId}` : `/groups/${groupId}?${text}`) as Route;
}
