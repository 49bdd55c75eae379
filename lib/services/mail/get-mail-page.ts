import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { config, type SmtpConfig } from '@/lib/config/config';
import { getDatabase } from '@/lib/db/database';
import { countOutgoingMails, listOutgoingMails } from '@/lib/db/outgoing-mails';
import { listExistingUserIds } from '@/lib/db/users';
import { serverOf } from '@/lib/mail/send-mail';
import type {
  MailListFilter,
  MailPage,
  MailSettings,
  MailState,
  OutgoingMailSummary,
} from '@/lib/schemas/mail';
import { mailKindLabels, type MailKind } from '@/lib/shared/mail-content';

const pageSize = 50;

const statusOf = { waiting: 'WAITING', sent: 'SENT', failed: 'FAILED' } as const;
const stateOf = { WAITING: 'waiting', SENT: 'sent', FAILED: 'failed' } as const satisfies Record<
  string,
  MailState
>;

/** How mail is set up, and one page of the outbox. */
export async function getMailPage(actor: Actor, filter: MailListFilter): Promise<MailPage> {
  actor.requirePerson('mail.read');
  const db = getDatabase();
  const { tenantId } = actor;
  const rows = await listOutgoingMails(db, tenantId, {
    status: filter.state && statusOf[filter.state],
    toPrefix: filter.q,
    isOldestFirst: filter.sort === 'oldest',
    after: readCursor(filter.after),
    take: pageSize,
  });
  const page = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? page.at(-1) : undefined;
  const userIds = page.flatMap(({ userId }) => userId ?? []);
  const existing = new Set(await listExistingUserIds(db, tenantId, userIds));
  const { waiting } = await countOutgoingMails(db, tenantId, new Date());
  const { smtp } = config();
  return {
    settings: smtp && toSettings(smtp),
    waitingCount: waiting,
    mails: page.map((row) => toSummary(row, existing)),
    next: last ? `${last.createdAt.toISOString()}_${last.id}` : null,
  };
}

/** A cursor somebody made up is no cursor. */
function readCursor(after: string | null): { createdAt: Date; id: string } | null {
  const [, time = '', id = ''] = /^([\d:.TZ-]+)_([\da-f-]{36})$/.exec(after ?? '') ?? [];
  const createdAt = new Date(time);
  return Number.isNaN(createdAt.getTime()) ? null : { createdAt, id };
}

function toSettings(smtp: SmtpConfig): MailSettings {
  const url = new URL(smtp.url);
  return {
    ...serverOf(smtp),
    isTlsFromStart: url.protocol === 'smtps:',
    user: url.username === '' ? null : decodeURIComponent(url.username),
    from: smtp.from,
  };
}

type Row = Awaited<ReturnType<typeof listOutgoingMails>>[number];

function toSummary(row: Row, existing: ReadonlySet<string>): OutgoingMailSummary {
  return {
    id: row.id,
    about: mailKindLabels[row.kind as MailKind],
    toAddress: row.toAddress,
    userId: row.userId !== null && existing.has(row.userId) ? row.userId : null,
    state: stateOf[row.status],
    attempts: row.attempts,
    nextAttemptAt: row.status === 'WAITING' ? row.nextAttemptAt.toISOString() : null,
    lastError: row.lastError,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  };
}
