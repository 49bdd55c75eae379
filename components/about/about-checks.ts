import type { AboutFacts } from '@/lib/schemas/about';

/** One line of how the installation is doing. */
export interface AboutCheck {
  readonly id: string;
  readonly label: string;
  readonly tone: 'good' | 'warning' | 'danger' | 'neutral';
  /** One or two words. */
  readonly state: string;
  /** What that means, and what to do about it. */
  readonly says: string;
  /** Where more is to be seen. */
  readonly link?: { readonly href: string; readonly label: string };
}

type Verdict = Pick<AboutCheck, 'tone' | 'state' | 'says'>;

/** Judges the facts: what is well, what wants somebody. */
export function toChecks(facts: AboutFacts): readonly AboutCheck[] {
  return [
    { id: 'database', label: 'Database', ...judgeDatabase(facts) },
    { id: 'schema', label: 'Schema', ...judgeSchema(facts) },
    { id: 'master-key', label: 'Master key', ...judgeMasterKey(facts) },
    {
      id: 'mail',
      label: 'Mail',
      ...judgeMail(facts),
      link: { href: '/settings/mail', label: 'Open mail' },
    },
    {
      id: 'event-log',
      label: 'Event log',
      ...judgeVerification(facts),
      link: { href: '/reports', label: 'Open event log' },
    },
  ];
}

/** Beyond this a page with a dozen questions is felt to be slow. */
const slowMs = 250;

function judgeDatabase({ database }: AboutFacts): Verdict {
  const took = `It answered within ${String(database.answerMs)} ms.`;
  if (database.answerMs <= slowMs) return { tone: 'good', state: 'Answers', says: took };
  return {
    tone: 'warning',
    state: 'Slow',
    says: `${took} Pages and sign-ins wait for it: look at the load of its machine.`,
  };
}

function judgeSchema({ database }: AboutFacts): Verdict {
  const { openMigrationCount: open, migrationCount: count } = database;
  if (open === 0) {
    const says = `${String(count)} migrations applied, none half-way.`;
    return { tone: 'good', state: 'Up to date', says };
  }
  const says =
    'A migration began and did not end. Stop every replica, restore the last backup, and start one replica alone.';
  return { tone: 'danger', state: 'Half-way', says };
}

function judgeMasterKey({ masterKey }: AboutFacts): Verdict {
  if (masterKey.nextId === null) {
    const says = 'Every secret is encrypted under one key, which lies elsewhere.';
    return { tone: 'good', state: 'In use', says };
  }
  const says = `Secrets move to key ${masterKey.nextId}. People sign in meanwhile; if it lasts, the operator runs the same command again.`;
  return { tone: 'warning', state: 'Being changed', says };
}

function judgeMail({ mail }: AboutFacts): Verdict {
  if (mail.server === null) {
    const says = 'Links are handed over by hand, and nobody is warned of anything.';
    return { tone: 'warning', state: 'Not set up', says };
  }
  if (mail.failedCount > 0) {
    const says = `${messages(mail.failedCount)} given up within the last week.`;
    return { tone: 'warning', state: 'Failing', says };
  }
  if (mail.waitingCount === 0) return { tone: 'good', state: 'Set up', says: 'Nothing waits.' };
  return { tone: 'neutral', state: 'Set up', says: `${messages(mail.waitingCount)} waiting.` };
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${String(count)} messages`;
}

function judgeVerification({ verification }: AboutFacts): Verdict {
  if (!verification) {
    const says = 'Nobody has checked yet whether events were changed, removed or put in.';
    return { tone: 'neutral', state: 'Not verified', says };
  }
  const when = `Verified on ${formatMoment(verification.at)} by ${verification.by}.`;
  if (verification.isWhole) return { tone: 'good', state: 'Whole', says: when };
  const says = `${when} Events were changed, removed or put in from outside.`;
  return { tone: 'danger', state: 'Not whole', says };
}

/** `2026-11-24 04:31 UTC`: the same for everybody on the phone. */
export function formatMoment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
