const minuteMs = 60_000;

/** Minutes before the second, third, … try; the last one stays. */
const pausesMinutes = [1, 5, 15, 30, 60, 120, 240, 360];

/** Three days. */
const keepTryingMs = 3 * 24 * 60 * minuteMs;

/** When a message that did not leave is tried again; null when it is to be given up. */
export function planNextAttempt(
  mail: {
    /** How often it was tried. */
    readonly attempts: number;
    readonly createdAt: Date;
    readonly uselessAfter: Date | null;
  },
  now: Date,
): Date | null {
  const last = mail.createdAt.getTime() + keepTryingMs;
  const deadline = Math.min(last, mail.uselessAfter?.getTime() ?? last);
  if (now.getTime() >= deadline) return null;
  const pause = pausesMinutes[Math.min(mail.attempts, pausesMinutes.length) - 1] ?? 1;
  return new Date(Math.min(now.getTime() + pause * minuteMs, deadline));
}
