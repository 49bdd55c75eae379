const dayMs = 24 * 3600 * 1000;

/** Events before this moment are older than so many days. */
export function retentionBoundary(days: number, now: Date): Date {
  return new Date(now.getTime() - days * dayMs);
}
