const format = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** A moment as messages say it: `23 November 2026 at 10:30 UTC`. The reader's time zone is unknown. */
export function formatMoment(moment: Date): string {
  return `${format.format(moment)} UTC`;
}
