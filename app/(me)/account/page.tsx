import type { Metadata } from 'next';
import { AuthenticatorList } from '@/components/account/authenticator-list';
import { OwnSessions } from '@/components/account/own-sessions';
import { RecoveryCodes } from '@/components/account/recovery-codes';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { TextLink } from '@/components/ui/text-link';
import { requirePageActor } from '@/lib/auth/current-actor';
import { listOwnAuthenticators } from '@/lib/services/account/list-own-authenticators';
import { getOwnRecoveryCodes } from '@/lib/services/recovery/own-recovery-codes';
import { listOwnSessions } from '@/lib/services/sessions/list-own-sessions';
import {
  createRecoveryCodesAction,
  endOtherOwnSessionsAction,
  endOwnSessionAction,
  removeAuthenticatorAction,
  removeRecoveryCodesAction,
  renameAuthenticatorAction,
} from './actions';

export const metadata: Metadata = { title: 'My account' };

/** The signed-in person's own passkeys, recovery codes and sessions. */
export default async function AccountPage({ searchParams }: PageProps<'/account'>) {
  const actor = await requirePageActor('account.manage');
  const authenticators = await listOwnAuthenticators(actor);
  const codes = await getOwnRecoveryCodes(actor);
  const sessions = await listOwnSessions(actor);
  const { identity } = actor;
  const login = identity.kind === 'person' ? identity.person.login : '';
  const query = await searchParams;
  return (
    <>
      <PageHeader title="My account" description={login} />
      {query['welcome'] === '1' && <Welcome />}
      {query['recovered'] === '1' && <Recovered />}
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
      <Section
        id="recovery-codes"
        title="Recovery codes"
        description="For the day you lose every device. A code lets you make a new passkey, once, and does nothing else."
      >
        <RecoveryCodes
          codes={codes}
          create={createRecoveryCodesAction}
          remove={removeRecoveryCodesAction}
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

function Welcome() {
  return (
    <Notice
      tone="good"
      title="Your passkey is ready"
      live="status"
      actions={<TextLink href="/my-applications">Go to your applications</TextLink>}
    >
      You are signed in. From now on this device signs you in. Add a second passkey below, so that
      you get in when this device is lost.
    </Notice>
  );
}

function Recovered() {
  return (
    <Notice tone="good" title="You have a new passkey" live="status">
      You are signed in here and signed out everywhere else. Look through your passkeys below and
      remove what you do not have any more.
    </Notice>
  );
}
