import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { CreateUserForm } from '@/components/users/create-user-form';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { createUserAction } from '../actions';

export const metadata: Metadata = { title: 'Create person' };

/** The form for a new person. */
export default async function NewUserPage() {
  const { identity } = await requirePageActor('users.create');
  const role = identity.kind === 'person' ? identity.person.role : 'NONE';
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Users', href: '/users' }]}
        title="Create person"
        description="Nothing is sent yet. The invitation comes next, on the person's page."
      />
      <CreateUserForm
        action={createUserAction}
        canAssignRole={roleHas(role, 'users.assign_role')}
      />
    </>
  );
}
