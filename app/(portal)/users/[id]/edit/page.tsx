import type { Metadata, Route } from 'next';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/ui/page-header';
import { EditUserForm } from '@/components/users/edit-user-form';
import { requirePageActor } from '@/lib/auth/current-actor';
import { editUserAction } from '../../actions';
import { loadUser } from '../_components/load-user';

export const metadata: Metadata = { title: 'Edit person' };

/** The form that changes names, e-mail address and login of a person. */
export default async function EditUserPage({ params }: PageProps<'/users/[id]/edit'>) {
  const actor = await requirePageActor('users.edit');
  const { user, can } = await loadUser(actor, (await params).id);
  if (!can.canEdit) notFound();
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Users', href: '/users' },
          { label: user.displayName, href: `/users/${user.id}` as Route },
        ]}
        title={`Edit ${user.displayName}`}
      />
      <EditUserForm user={user} action={editUserAction} />
    </>
  );
}
