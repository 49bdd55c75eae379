import { Pencil } from 'lucide-react';
import type { Metadata, Route } from 'next';
import { AddPeople } from '@/components/groups/add-people';
import { GroupApplications } from '@/components/groups/group-applications';
import { GroupDanger } from '@/components/groups/group-danger';
import { GroupMembers } from '@/components/groups/group-members';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { requirePageActor } from '@/lib/auth/current-actor';
import { memberListQuerySchema, type GroupSummary } from '@/lib/schemas/groups';
import { listGroupApplications } from '@/lib/services/application-access/list-group-applications';
import { listMembers } from '@/lib/services/groups/list-members';
import {
  addMembersAction,
  deleteGroupAction,
  findPeopleToAddAction,
  removeMembersAction,
} from '../actions';
import { loadGroup } from './_components/load-group';

export const metadata: Metadata = { title: 'Group' };

/** One group: its people, who can be added and removed, and the danger zone. */
export default async function GroupPage({ params, searchParams }: PageProps<'/groups/[id]'>) {
  const actor = await requirePageActor('groups.read');
  const { group, canManage } = await loadGroup(actor, (await params).id);
  const filter = memberListQuerySchema.parse(await searchParams);
  const page = await listMembers(actor, group.id, filter);
  const applications = await listGroupApplications(actor, group.id);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Groups', href: '/groups' }]}
        title={group.name}
        description={group.description === '' ? undefined : group.description}
        actions={canManage && <HeaderActions group={group} />}
      />
      <Section
        id="people"
        title="People"
        description={group.memberCount === 1 ? '1 person' : `${group.memberCount} people`}
        actions={group.memberCount > 0 && <InPeopleList groupId={group.id} />}
      >
        <GroupMembers
          key={JSON.stringify([filter, page.members.map(({ id }) => id)])}
          group={group}
          filter={filter}
          page={page}
          canManage={canManage}
          remove={removeMembersAction}
        />
      </Section>
      <Section
        id="applications"
        title="Applications"
        description="What people may open by being in this group."
      >
        <GroupApplications applications={applications} />
      </Section>
      {canManage && (
        <Section id="danger" title="Danger zone" tone="danger">
          <GroupDanger group={group} applications={applications} remove={deleteGroupAction} />
        </Section>
      )}
    </>
  );
}

function HeaderActions({ group }: { readonly group: GroupSummary }) {
  return (
    <>
      <ButtonLink href={`/groups/${group.id}/edit` as Route} icon={<Pencil aria-hidden />}>
        Edit
      </ButtonLink>
      <AddPeople group={group} find={findPeopleToAddAction} add={addMembersAction} />
    </>
  );
}

function InPeopleList({ groupId }: { readonly groupId: string }) {
  return (
    <ButtonLink size="small" href={`/users?group=${groupId}` as Route}>
      Show in the list of people
    </ButtonLink>
  );
}
