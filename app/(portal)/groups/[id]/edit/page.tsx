import type { Metadata, Route } from 'next';
import { GroupForm } from '@/components/groups/group-form';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getGroup } from '@/lib/services/groups/get-group';
import { editGroupAction } from '../../actions';

export const metadata: Metadata = { title: 'Edit group' };

/** The form for name and description of a group. */
export default async function EditGroupPage({ params }: PageProps<'/groups/[id]/edit'>) {
  const actor = await requirePageActor('groups.manage');
  const { group } = await orNotFound(getGroup(actor, (await params).id));
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Groups', href: '/groups' },
          { label: group.name, href: `/groups/${group.id}` as Route },
        ]}
        title={`Edit ${group.name}`}
      />
      <GroupForm task={{ kind: 'edit', group, save: editGroupAction }} />
    </>
  );
}
