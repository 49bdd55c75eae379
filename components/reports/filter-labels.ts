import { labelOfAction } from '@/lib/schemas/audit-events';
import {
  auditLogFilterSchema,
  namedFilters,
  type AuditLogFilter,
  type AuditLogPage,
} from '@/lib/schemas/audit-log';

export const kindLabels = { sign_in: 'Sign-ins', change: 'Changes' } as const;
export const resultLabels = { succeeded: 'Succeeded', refused: 'Refused or failed' } as const;
export const rangeLabels = {
  hour: 'Last hour',
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
} as const;

/** A filter that is set: what it says, and the filters without it. */
export interface FilterChip {
  readonly label: string;
  readonly without: AuditLogFilter;
}

type Names = Pick<AuditLogPage, 'personLabel' | 'applicationLabel'>;

const labelOf: Readonly<Record<keyof AuditLogFilter, (value: string, names: Names) => string>> = {
  q: (value) => `Search: ${value}`,
  kind: (value) => kindLabels[value as keyof typeof kindLabels],
  result: (value) => resultLabels[value as keyof typeof resultLabels],
  action: labelOfAction,
  person: (value, { personLabel }) => `Person: ${personLabel ?? value}`,
  application: (value, { applicationLabel }) => `Application: ${applicationLabel ?? value}`,
  ip: (value) => `Address: ${value}`,
  range: (value) => rangeLabels[value as keyof typeof rangeLabels],
  from: (value) => `From ${value}`,
  to: (value) => `Until ${value}`,
};

const unset = auditLogFilterSchema.parse({});

/** The filters that are set, one chip each. */
export function chipsOf(filter: AuditLogFilter, names: Names): readonly FilterChip[] {
  return Object.entries(namedFilters(filter)).map(([key, value]) => {
    const name = key as keyof AuditLogFilter;
    return { label: labelOf[name](value, names), without: { ...filter, [name]: unset[name] } };
  });
}
