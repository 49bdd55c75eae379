import type { Metadata } from 'next';
import { CandidateSearch } from '@/components/roles/candidate-search';
import { PermissionMatrix } from '@/components/roles/permission-matrix';
import { RoleList } from '@/components/roles/role-list';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { requirePageActor } from '@/lib/auth/current-actor';
import { permissionTable } from '@/lib/auth/permission-labels';
import { roleHas } from '@/lib/auth/permissions';
import { rolesQuerySchema } from '@/lib/schemas/roles';
import { listRoles } from '@/lib/services/roles/list-roles';
import { setRoleAction } from './actions';

export const metadata: Metadata = { title: 'Admins and roles' };

/** Who has which role, and what each role may do. */
export default async function RolesPage({ searchParams }: PageProps<'/settings/roles'>) {
  const actor = await requirePageActor('settings.read');
  const { q } = rolesQuerySchema.parse(await searchParams);
  const { holders, candidates, activeOwnerCount } = await listRoles(actor, q);
  const person = actor.requirePerson('settings.read');
  const setRole = roleHas(person.role, 'users.assign_role') ? setRoleAction : null;
  const list = { readerId: person.userId, setRole };
  return (
    <>
      <PageHeader
        title="Admins and roles"
        description="Who may open this portal, and what for. Owners give and take roles; it works at once."
      />
      {activeOwnerCount < 2 && (
        <Notice tone="warning" title="Only one owner can sign in">
          If this owner loses every passkey, only the operator of the server can help. Make a second
          person an owner.
        </Notice>
      )}
      <Section id="holders" title="People with a role">
        <RoleList caption="People with a role" people={holders} {...list} />
      </Section>
      {setRole && (
        <Section id="give" title="Give somebody a role">
          <CandidateSearch search={q} />
          {candidates.length > 0 && (
            <RoleList caption="People without a role" people={candidates} {...list} />
          )}
          {q !== '' && candidates.length === 0 && (
            <p role="status" className="text-sm">
              Nobody without a role matches “{q}”. People must exist first: create or import them
              under Users.
            </p>
          )}
        </Section>
      )}
      <Section
        id="permissions"
        title="What each role may do"
        description="Nobody acts on somebody of a higher role, and support touches nobody who has a role."
      >
        <PermissionMatrix rows={permissionTable()} />
      </Section>
    </>
  );
}
