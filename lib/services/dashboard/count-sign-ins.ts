import type { DailyCount } from '@/lib/db/dashboard';
import { refusalCauses, type RefusalCause, type SignInDay } from '@/lib/schemas/dashboard';

const dayMs = 86_400_000;

/** How many days the chart shows, today included. */
const shownDays = 30;

/** What the chart counts. */
export const signInActions = [
  'user.signed_in',
  'user.sign_in_refused',
  'user.recovery_refused',
  'application.refused',
] as const;

/** The first day (UTC, midnight) of the chart. */
export function firstShownDay(now: Date): Date {
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  return new Date(today - (shownDays - 1) * dayMs);
}

/** One entry for each day, also for days on which nothing happened; the last one is today. */
export function countSignIns(counts: readonly DailyCount[], now: Date): readonly SignInDay[] {
  const first = firstShownDay(now).getTime();
  return Array.from({ length: shownDays }, (_, index) => {
    const day = new Date(first + index * dayMs).toISOString().slice(0, 10);
    return toDay(
      day,
      counts.filter((count) => count.day.toISOString().startsWith(day)),
    );
  });
}

function toDay(day: string, counts: readonly DailyCount[]): SignInDay {
  const refused = Object.fromEntries(refusalCauses.map((cause) => [cause, 0])) as Record<
    RefusalCause,
    number
  >;
  let signedIn = 0;
  for (const { action, reason, count } of counts) {
    if (action === 'user.signed_in') signedIn += count;
    else refused[causeOf(action, reason)] += count;
  }
  return { day, signedIn, refused };
}

const causes: Readonly<Record<string, RefusalCause>> = {
  'auth.sign_in_refused': 'passkey',
  'auth.passkey_not_verified': 'passkey',
  'auth.person_disabled': 'person',
  'saml.person_refused': 'person',
};

/** Groups a refusal by the code it was recorded with. */
export function causeOf(action: string, reason: string): RefusalCause {
  if (action === 'user.recovery_refused') return 'recovery';
  return causes[reason] ?? (reason.startsWith('saml.') ? 'request' : 'other');
}
