import type { Metadata } from 'next';
import { GroupForm } from '@/components/groups/group-form';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { createGroupAction } from '../actions';

export const metadata: Metadata = { title: 'Create group' };

/** The form for a new group. */
export default async function NewGroupPage() {
  await requirePageActor('groups.manage');
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Groups', href: '/groups' }]}
        title="Create group"
        description="Nobody is in it yet. People are added on the group's page."
      />
      <GroupForm task={{ kind: 'create', save: createGroupAction }} />
    </>
  );
}
