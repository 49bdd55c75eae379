import { UserPlus } from 'lucide-react';
import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { UserList } from '@/components/users/user-list';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { userListQuerySchema } from '@/lib/schemas/users';
import { listUsers } from '@/lib/services/users/list-users';

export const metadata: Metadata = { title: 'Users' };

/** The people of the tenant. */
export default async function UsersPage({ searchParams }: PageProps<'/users'>) {
  const actor = await requirePageActor('users.read');
  const filter = userListQuerySchema.parse(await searchParams);
  const page = await listUsers(actor, filter);
  const { identity } = actor;
  const canCreate = identity.kind === 'person' && roleHas(identity.person.role, 'users.create');
  return (
    <>
      <PageHeader
        title="Users"
        description="People who sign in with a passkey, to applications or to this portal."
        actions={
          canCreate && (
            <ButtonLink href="/users/new" variant="primary" icon={<UserPlus aria-hidden />}>
              Create person
            </ButtonLink>
          )
        }
      />
      <UserList filter={filter} page={page} />
    </>
  );
}
