import { CodeBlock } from '@/components/ui/code-block';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import type { MailSettings } from '@/lib/schemas/mail';

export interface MailServerProps {
  /** Null without a mail server. */
  readonly settings: MailSettings | null;
  /** Messages that wait although none can leave. */
  readonly waitingCount: number;
}

/** How mail leaves, or what the operator has to set so that it does. */
export function MailServer({ settings, waitingCount }: MailServerProps) {
  if (!settings) return <NotConfigured waitingCount={waitingCount} />;
  return (
    <DefinitionList>
      <Definition term="Server">
        <span className="font-mono text-xs">{`${settings.host}:${String(settings.port)}`}</span>
      </Definition>
      <Definition term="Encryption">
        {settings.isTlsFromStart
          ? 'TLS from the start'
          : 'STARTTLS, as soon as the server offers it'}
      </Definition>
      <Definition term="Signs in as">
        {settings.user ?? 'Nobody; the server asks for none'}
      </Definition>
      <Definition term="Sender">{settings.from}</Definition>
    </DefinitionList>
  );
}

function NotConfigured({ waitingCount }: { readonly waitingCount: number }) {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warning" title="No mail server is set up">
        Invitation links are shown once to whoever invites, to be handed over. People are not told
        about new authenticators, and nobody is reminded of certificates that end.
        {waitingCount > 0 && ` ${countWaiting(waitingCount)} until a server is set up again.`}
      </Notice>
      <p className="text-sm">
        The operator sets these two variables where AdminX runs, and starts it again:
      </p>
      <CodeBlock label="Environment" code={example} />
    </div>
  );
}

function countWaiting(count: number): string {
  return count === 1 ? '1 message waits' : `${String(count)} messages wait`;
}

const example = `ADMINX_SMTP_URL=smtps://user:password@mail.example.com:465
ADMINX_SMTP_FROM=AdminX <adminx@example.com>`;
