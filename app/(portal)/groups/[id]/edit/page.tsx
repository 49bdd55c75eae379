import type { Metadata, Route } from 'next';
import { GroupForm } from '@/components/groups/group-form';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { editGroupAction } from '../../actions';
import { loadGroup } from '../_components/load-group';

export const metadata: Metadata = { title: 'Edit group' };

/** The form for name and description of a group. */
export default async function EditGroupPage({ params }: PageProps<'/groups/[id]/edit'>) {
  const actor = await requirePageActor('groups.manage');
  const { group } = await loadGroup(actor, (await params).id);
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
