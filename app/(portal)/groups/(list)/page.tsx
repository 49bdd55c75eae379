import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { GroupList } from '@/components/groups/group-list';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { TabLinks } from '@/components/ui/tab-links';
import { requirePageActor } from '@/lib/auth/current-actor';
import { groupListQuerySchema } from '@/lib/schemas/groups';
import { peopleTabsFor } from '@/lib/schemas/people-tabs';
import { listGroups } from '@/lib/services/groups/list-groups';

export const metadata: Metadata = { title: 'Groups' };

/** The groups of the tenant. */
export default async function GroupsPage({ searchParams }: PageProps<'/groups'>) {
  const actor = await requirePageActor('groups.read');
  const filter = groupListQuerySchema.parse(await searchParams);
  const page = await listGroups(actor, filter);
  const canImport = actor.mayActOn('users.import', { role: 'NONE' });
  const canManage = actor.mayActOn('groups.manage', { role: 'NONE' });
  return (
    <>
      <PageHeader
        title="Groups"
        description="People who belong together, such as a team. A person can be in many groups."
        actions={
          canManage && (
            <ButtonLink href="/groups/new" variant="primary" icon={<Plus aria-hidden />}>
              Create group
            </ButtonLink>
          )
        }
      />
      <TabLinks label="People" tabs={peopleTabsFor({ canImport })} />
      <GroupList filter={filter} page={page} canManage={canManage} />
    </>
  );
}
