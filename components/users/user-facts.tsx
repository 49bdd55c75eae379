import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { RelativeTime } from '@/components/ui/relative-time';
import type { UserDetails } from '@/lib/schemas/users';
import { roleLabels } from './user-labels';

/** What is known of a person. */
export function UserFacts({ user }: { readonly user: UserDetails }) {
  return (
    <DefinitionList>
      <Definition term="Login">
        <CopyableValue value={user.login} what="login" />
      </Definition>
      <Definition term="E-mail address">{user.email}</Definition>
      <Definition term="First name">{user.firstName}</Definition>
      <Definition term="Last name">{user.lastName}</Definition>
      <Definition term="Role">{roleLabels[user.role]}</Definition>
      <Definition term="Last sign-in">
        {user.lastSignInAt ? <RelativeTime value={user.lastSignInAt} /> : 'Never'}
      </Definition>
      <Definition term="Enrolled">
        {user.enrolledAt ? <RelativeTime value={user.enrolledAt} /> : 'Not yet'}
      </Definition>
      <Definition term="Created">
        <RelativeTime value={user.createdAt} />
      </Definition>
    </DefinitionList>
  );
}
