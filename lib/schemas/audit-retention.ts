import { z } from 'zod';

/** The shortest time events are kept, in days. */
export const minRetentionDays = 30;
const maxRetentionDays = 3650;

/** How long events are kept: days, or null for ever. */
export const auditRetentionSchema = z.object({
  days: z
    .int('Enter whole days.')
    .min(minRetentionDays, `Events are kept for ${minRetentionDays} days at least.`)
    .max(maxRetentionDays, `Enter ${maxRetentionDays} days at most, or keep events for ever.`)
    .nullable(),
});

/** How long events are kept. */
export type AuditRetention = z.output<typeof auditRetentionSchema>;

/** What the page about retention shows. */
export interface RetentionState {
  /** Null for ever. */
  readonly days: number | null;
  readonly kept: number;
  readonly removed: number;
  /** ISO 8601; null when there is no event. */
  readonly oldestAt: string | null;
}

/** What a retention would remove. */
export interface RetentionPreview {
  readonly events: number;
  readonly kept: number;
}
