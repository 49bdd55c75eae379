import type { Metadata } from 'next';
import { MailServer } from '@/components/mail/mail-server';
import { Outbox } from '@/components/mail/outbox';
import { TestMessage } from '@/components/mail/test-message';
import { Badge } from '@/components/ui/badge';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { mailListQuerySchema } from '@/lib/schemas/mail';
import { getMailPage } from '@/lib/services/mail/get-mail-page';
import { retryMailAction, sendTestMailAction } from './actions';

export const metadata: Metadata = { title: 'Mail' };

/** How mail leaves, and what became of every message. */
export default async function MailSettingsPage({ searchParams }: PageProps<'/settings/mail'>) {
  const actor = await requirePageActor('mail.read');
  const filter = mailListQuerySchema.parse(await searchParams);
  const page = await getMailPage(actor, filter);
  const mayManage = roleHas(actor.requirePerson('mail.read').role, 'mail.manage');
  const isSetUp = page.settings !== null;
  return (
    <>
      <PageHeader
        title="Mail"
        state={
          isSetUp ? <Badge tone="good">Set up</Badge> : <Badge tone="warning">Not set up</Badge>
        }
        description="Invitations, notices about accounts and reminders of certificates."
      />
      <Section id="server" title="Mail server">
        <MailServer settings={page.settings} waitingCount={page.waitingCount} />
        {isSetUp && mayManage && <TestMessage send={sendTestMailAction} />}
      </Section>
      <Section
        id="outbox"
        title="Outbox"
        description="A message that cannot leave is tried again, with growing pauses, for up to three days. What messages say is not shown, and is forgotten once they left."
      >
        <Outbox filter={filter} page={page} retry={mayManage ? retryMailAction : null} />
      </Section>
    </>
  );
}
