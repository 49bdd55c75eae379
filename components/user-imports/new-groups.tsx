import type { Route } from 'next';
import { Fragment } from 'react';
import { Notice } from '@/components/ui/notice';
import { TextLink } from '@/components/ui/text-link';
import type { ImportDetails, NewGroupSummary } from '@/lib/schemas/user-imports';

/** Groups the file names that were not there: they would be created, or what became of them. */
export function NewGroups({ of }: { readonly of: ImportDetails }) {
  const planned = of.newGroups.filter(({ state }) => state === 'planned');
  const isOpen = (of.status === 'PREVIEWED' || of.status === 'APPLYING') && of.progress.WAITING > 0;
  return (
    <>
      {isOpen && planned.length > 0 && (
        <Notice title={`${groupsOf(planned.length)} would be created`}>
          <Names groups={planned} />
          <p className="text-ink-muted">
            No group has {planned.length === 1 ? 'this name' : 'one of these names'} yet. A mistyped
            name is mended in the file: discard this preview and upload it again.
          </p>
        </Notice>
      )}
      <Past groups={of.newGroups.filter(({ state }) => state === 'created')} what="created" />
      <Past groups={of.newGroups.filter(({ state }) => state === 'gone')} what="deleted since" />
    </>
  );
}

function Past(props: { readonly groups: readonly NewGroupSummary[]; readonly what: string }) {
  const { groups, what } = props;
  if (groups.length === 0) return null;
  const verb = groups.length === 1 ? 'was' : 'were';
  return (
    <Notice title={`${groupsOf(groups.length)} of this file ${verb} ${what}`}>
      <Names groups={groups} />
    </Notice>
  );
}

function Names({ groups }: { readonly groups: readonly NewGroupSummary[] }) {
  return (
    <p>
      {groups.map(({ name, groupId }, index) => (
        <Fragment key={name}>
          {index > 0 && ', '}
          {groupId === null ? (
            name
          ) : (
            <TextLink href={`/groups/${groupId}` as Route}>{name}</TextLink>
          )}
        </Fragment>
      ))}
    </p>
  );
}

function groupsOf(count: number): string {
  return count === 1 ? '1 new group' : `${count.toLocaleString('en')} new groups`;
}
