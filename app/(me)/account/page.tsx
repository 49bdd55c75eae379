import type { Metadata } from 'next';
import { AuthenticatorList } from '@/components/account/authenticator-list';
import { OwnSessions } from '@/components/account/own-sessions';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { requirePageActor } from '@/lib/auth/current-actor';
import { listOwnAuthenticators } from '@/lib/services/account/list-own-authenticators';
import { listOwnSessions } from '@/lib/services/sessions/list-own-sessions';
import {
  endOtherOwnSessionsAction,
  endOwnSessionAction,
  removeAuthenticatorAction,
  renameAuthenticatorAction,
} from './actions';

export const metadata: Metadata = { title: 'My account' };

/** The signed-in person's own passkeys and sessions. */
export default async function AccountPage({ searchParams }: PageProps<'/account'>) {
  const actor = await requirePageActor('account.manage');
  const authenticators = await listOwnAuthenticators(actor);
  const sessions = await listOwnSessions(actor);
  const { identity } = actor;
  const login = identity.kind === 'person' ? identity.person.login : '';
  const isWelcome = (await searchParams)['welcome'] === '1';
  return (
    <>
      <PageHeader title="My account" description={login} />
      {isWelcome && (
        <Notice tone="good" title="Your passkey is ready" live="status">
          You are signed in. From now on this device signs you in. Add a second passkey below, so
          that you get in when this device is lost.
        </Notice>
      )}
      <Section
        id="passkeys"
        title="Passkeys"
        description="What signs you in. Keep two on different devices, so that losing one locks nobody out."
      >
        <AuthenticatorList
          authenticators={authenticators}
          rename={renameAuthenticatorAction}
          remove={removeAuthenticatorAction}
        />
      </Section>
      <Section id="sessions" title="Sessions" description="Browsers you are signed in with.">
        <OwnSessions
          sessions={sessions}
          endOne={endOwnSessionAction}
          endOthers={endOtherOwnSessionsAction}
        />
      </Section>
    </>
  );
}
