import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { InviteButton } from '@/components/users/invite-button';
import { UserDanger } from '@/components/users/user-danger';
import { UserAuthenticators, UserFacts } from '@/components/users/user-facts';
import { UserStateBadge } from '@/components/users/user-labels';
import { UserSessions } from '@/components/users/user-sessions';
import type { Actor } from '@/lib/auth/actor';
import { requirePageActor } from '@/lib/auth/current-actor';
import { getUser } from '@/lib/services/users/get-user';
import { isAppError } from '@/lib/shared/errors';
import {
  disableUserAction,
  enableUserAction,
  endUserSessionAction,
  endUserSessionsAction,
  inviteUserAction,
} from '../actions';

export const metadata: Metadata = { title: 'Person' };

/** One person: facts, passkeys, sessions, danger zone. */
export default async function UserPage({ params }: PageProps<'/users/[id]'>) {
  const actor = await requirePageActor('users.read');
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const { user, can } = await loadUser(actor, id.data);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Users', href: '/users' }]}
        title={user.displayName}
        state={<UserStateBadge state={user.state} />}
        actions={
          can.canInvite && (
            <InviteButton
              userId={user.id}
              firstName={user.firstName}
              isAgain={user.invitation !== null}
              invite={inviteUserAction}
            />
          )
        }
      />
      <UserFacts user={user} />
      <Section id="passkeys" title="Passkeys">
        <UserAuthenticators authenticators={user.authenticators} />
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
      {can.canDisable && (
        <Section id="danger" title="Danger zone" tone="danger">
          <UserDanger user={user} disable={disableUserAction} enable={enableUserAction} />
        </Section>
      )}
    </>
  );
}

async function loadUser(actor: Actor, userId: string): ReturnType<typeof getUser> {
  try {
    return await getUser(actor, userId);
  } catch (error) {
    if (isAppError(error) && error.code === 'users.not_found') notFound();
    throw error;
  }
}
