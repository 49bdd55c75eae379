import type { HealthCode, HealthReason } from '@/lib/schemas/integration-health';

type Reason = Omit<HealthReason, 'code' | 'since' | 'todo'> & {
  readonly todo?: string;
  readonly since?: Date | null;
};

/** A reason of a state; what is left out is not known. */
export function reason(code: HealthCode, { since, todo, ...rest }: Reason): HealthReason {
  return { code, ...rest, todo: todo ?? null, since: since?.toISOString() ?? null };
}
