import { Pencil } from 'lucide-react';
import type { Metadata, Route } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { UserGroups } from '@/components/groups/user-groups';
import { InviteButton } from '@/components/users/invite-button';
import { UserApplications, UserEvents, UserStanding } from '@/components/users/user-activity';
import { UserDanger } from '@/components/users/user-danger';
import { UserFacts } from '@/components/users/user-facts';
import { UserStateBadge } from '@/components/users/user-labels';
import { UserPasskeys } from '@/components/users/user-passkeys';
import { UserSessions } from '@/components/users/user-sessions';
import { requirePageActor } from '@/lib/auth/current-actor';
import { orNotFound } from '@/lib/http/or-not-found';
import type { UserApplication } from '@/lib/schemas/user-activity';
import type { UserCapabilities, UserDetails } from '@/lib/schemas/users';
import { listGroupNames, listUserGroups } from '@/lib/services/groups/list-user-groups';
import { getUserActivity } from '@/lib/services/users/get-user-activity';
import {
  deleteUserAction,
  disableUserAction,
  enableUserAction,
  endUserSessionAction,
  endUserSessionsAction,
  inviteUserAction,
  removeUserAuthenticatorAction,
} from '../actions';
import { addToGroupAction, removeFromGroupAction } from './actions';
import { loadUser } from './_components/load-user';
import { LostDevice } from './_components/lost-device';

export const metadata: Metadata = { title: 'Person' };

/** One person: facts, passkeys, sessions, applications, events, danger zone. */
export default async function UserPage({ params }: PageProps<'/users/[id]'>) {
  const actor = await requirePageActor('users.read');
  const { user, can } = await loadUser(actor, (await params).id);
  const activity = await orNotFound(getUserActivity(actor, user.id));
  const canChangeGroups = actor.mayActOn('groups.manage', user);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Users', href: '/users' }]}
        title={user.displayName}
        state={<UserStateBadge state={user.state} />}
        actions={<HeaderActions user={user} can={can} />}
      />
      <UserStanding user={user} failure={activity.failure} />
      <UserFacts user={user} />
      <WaysIn user={user} can={can} />
      <LostDevice actor={actor} user={user} />
      <Section id="groups" title="Groups">
        <UserGroups
          userId={user.id}
          groups={await listUserGroups(actor, user.id)}
          choices={canChangeGroups ? await listGroupNames(actor) : []}
          canChange={canChangeGroups}
          add={addToGroupAction}
          remove={removeFromGroupAction}
        />
      </Section>
      <Applications userId={user.id} applications={activity.applications} />
      <Section id="events" title="Recent events">
        <UserEvents events={activity.events} />
      </Section>
      {(can.canDisable || can.canDelete) && (
        <Section id="danger" title="Danger zone" tone="danger">
          <UserDanger
            user={user}
            canDisable={can.canDisable}
            canDelete={can.canDelete}
            disable={disableUserAction}
            enable={enableUserAction}
            remove={deleteUserAction}
          />
        </Section>
      )}
    </>
  );
}

interface ApplicationsProps {
  readonly userId: string;
  readonly applications: readonly UserApplication[];
}

function Applications({ userId, applications }: ApplicationsProps) {
  const traces = (
    <ButtonLink size="small" href={`/reports/traces?person=${userId}` as Route}>
      SAML traces
    </ButtonLink>
  );
  return (
    <Section id="applications" title="Applications" actions={traces}>
      <UserApplications applications={applications} />
    </Section>
  );
}

interface PartProps {
  readonly user: UserDetails;
  readonly can: UserCapabilities;
}

/** Passkeys and sessions: how the person gets in, and where the person is in. */
function WaysIn({ user, can }: PartProps) {
  return (
    <>
      <Section id="passkeys" title="Passkeys">
        <UserPasskeys
          user={user}
          canRemove={can.canRemovePasskeys}
          remove={removeUserAuthenticatorAction}
        />
      </Section>
      <Section id="sessions" title="Sessions">
        <UserSessions
          userId={user.id}
          sessions={user.sessions}
          canEnd={can.canEndSessions}
          endOne={endUserSessionAction}
          endAll={endUserSessionsAction}
        />
      </Section>
    </>
  );
}

function HeaderActions({ user, can }: PartProps) {
  return (
    <>
      {can.canEdit && (
        <ButtonLink href={`/users/${user.id}/edit` as Route} icon={<Pencil aria-hidden />}>
          Edit
        </ButtonLink>
      )}
      {can.canInvite && (
        <InviteButton
          userId={user.id}
          firstName={user.firstName}
          isAgain={user.invitedUntil !== null}
          invite={inviteUserAction}
        />
      )}
    </>
  );
}
