import { Download, UserPlus } from 'lucide-react';
import type { Metadata } from 'next';
import { ButtonAnchor, ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { TabLinks } from '@/components/ui/tab-links';
import { UserList } from '@/components/users/user-list';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { peopleTabsFor } from '@/lib/schemas/people-tabs';
import {
  toUserListQuery,
  userListQuerySchema,
  type UserListFilter,
} from '@/lib/schemas/user-lists';
import { listGroupNames } from '@/lib/services/groups/list-user-groups';
import { listUsers } from '@/lib/services/users/list-users';
import {
  deleteUsersAction,
  disableUsersAction,
  enableUsersAction,
  endSessionsOfUsersAction,
  inviteUsersAction,
} from '../actions';

export const metadata: Metadata = { title: 'Users' };

/** The people of the tenant. */
export default async function UsersPage({ searchParams }: PageProps<'/users'>) {
  const actor = await requirePageActor('users.read');
  const filter = userListQuerySchema.parse(await searchParams);
  const page = await listUsers(actor, filter);
  const groups = await listGroupNames(actor);
  const { role } = actor.requirePerson('users.read');
  const createButton = roleHas(role, 'users.create') && (
    <ButtonLink href="/users/new" variant="primary" icon={<UserPlus aria-hidden />}>
      Create person
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Users"
        description="People who sign in with a passkey, to applications or to this portal."
        actions={
          <>
            {roleHas(role, 'users.export') && <ExportLink filter={filter} />}
            {createButton}
          </>
        }
      />
      <TabLinks label="People" tabs={peopleTabsFor({ canImport: roleHas(role, 'users.import') })} />
      <UserList
        filter={filter}
        page={page}
        groups={groups}
        firstStep={createButton}
        may={{
          invite: roleHas(role, 'users.invite'),
          end_sessions: roleHas(role, 'users.end_sessions'),
          enable: roleHas(role, 'users.disable'),
          disable: roleHas(role, 'users.disable'),
          delete: roleHas(role, 'users.delete'),
        }}
        acts={{
          invite: inviteUsersAction,
          end_sessions: endSessionsOfUsersAction,
          enable: enableUsersAction,
          disable: disableUsersAction,
          delete: deleteUsersAction,
        }}
      />
    </>
  );
}

/** The whole list, whatever page of it is open. */
function ExportLink({ filter }: { readonly filter: UserListFilter }) {
  const query = toUserListQuery({ ...filter, after: null, before: null });
  return (
    <ButtonAnchor href={`/api/users/export${query}`} download icon={<Download aria-hidden />}>
      Export as CSV
    </ButtonAnchor>
  );
}
