import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { RelativeTime } from '@/components/ui/relative-time';
import type { AuthenticatorSummary, UserDetails } from '@/lib/schemas/users';
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
      <Definition term="Created">
        <RelativeTime value={user.createdAt} />
      </Definition>
      {user.invitation && (
        <Definition term="Invitation">
          Sent <RelativeTime value={user.invitation.sentAt} />, ends{' '}
          <RelativeTime value={user.invitation.expiresAt} />
        </Definition>
      )}
    </DefinitionList>
  );
}

/** The passkeys of a person. */
export function UserAuthenticators(props: {
  readonly authenticators: readonly AuthenticatorSummary[];
}) {
  if (props.authenticators.length === 0) {
    return <p className="text-ink-muted text-sm">No passkey yet. Send an invitation.</p>;
  }
  return (
    <ul className="divide-line border-line divide-y border-y">
      {props.authenticators.map((passkey) => (
        <li key={passkey.id} className="flex flex-col gap-0.5 py-2.5 text-sm">
          <span className="font-medium">{passkey.name}</span>
          <span className="text-ink-muted text-xs">
            {passkey.isSynced ? 'May be synced between devices' : 'Stays on its device'} · added{' '}
            <RelativeTime value={passkey.createdAt} /> · last used{' '}
            {passkey.lastUsedAt ? <RelativeTime value={passkey.lastUsedAt} /> : 'never'}
          </span>
        </li>
      ))}
    </ul>
  );
}
