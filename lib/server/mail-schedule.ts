/** Mail by the clock and at once: the outbox is emptied, certificates that end are announced. */
import { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listTenants } from '@/lib/db/tenants';
import { log } from '@/lib/log/log';
import { deliverMails } from '@/lib/services/mail/deliver-mails';
import { remindOfCertificates } from '@/lib/services/mail/remind-of-certificates';
import { listenForMail } from '@/lib/shared/mail-signal';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';

const deliverEveryMs = 20_000;
const remindEveryMs = 60 * 60 * 1000;

/** Begins to deliver; call what it returns to end it, waiting for the message on its way. */
export function startMailSchedule(): () => Promise<void> {
  let isStopping = false;
  const deliver = oneAtATime(() =>
    deliverMails({ systemOf: systemOf('mail delivery'), isStopping: () => isStopping }),
  );
  void deliver();
  const timer = setInterval(() => void deliver(), deliverEveryMs);
  timer.unref();
  const remind = oneAtATime(remindEverywhere);
  void remind();
  const reminder = setInterval(() => void remind(), remindEveryMs);
  reminder.unref();
  listenForMail(() => void deliver());
  return async () => {
    isStopping = true;
    clearInterval(timer);
    clearInterval(reminder);
    listenForMail(null);
    await Promise.all([deliver(), remind()]);
  };

  async function remindEverywhere(): Promise<void> {
    for (const { id } of await listTenants(getDatabase())) {
      if (isStopping) return;
      await remindOfCertificates(systemOf('certificate reminders')(asTenantId(id)), new Date());
    }
  }
}

function systemOf(task: string): (tenantId: TenantId) => Actor {
  return (tenantId) => Actor.system(tenantId, task);
}

/** Runs `work` never twice at once; a call while it runs makes it run once more afterwards. */
function oneAtATime(work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isWanted = false;
  const run = async () => {
    while (isWanted) {
      isWanted = false;
      await work().catch((error: unknown) => {
        log.error({ err: error }, 'Mail could not be delivered');
      });
    }
    running = null;
  };
  return () => {
    isWanted = true;
    return (running ??= run());
  };
}
