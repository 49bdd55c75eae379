/** How long events are kept, in words. */
export function keptFor(days: number | null): string {
  return days === null ? 'For ever' : `For ${days.toLocaleString('en')} days`;
}
