import { Download } from 'lucide-react';
import { ButtonAnchor } from '@/components/ui/button';
import { auditLogSearch, type AuditLogFilter } from '@/lib/schemas/audit-log';

export interface EventExportProps {
  readonly filter: AuditLogFilter;
}

const formats = [
  { format: 'csv', label: 'Export CSV' },
  { format: 'jsonl', label: 'Export JSON Lines' },
] as const;

/** Downloads of what the filters let through. */
export function EventExport({ filter }: EventExportProps) {
  return formats.map(({ format, label }) => (
    <ButtonAnchor
      key={format}
      href={`/api/reports/export${auditLogSearch(filter, { format })}`}
      download
      icon={<Download aria-hidden />}
    >
      {label}
    </ButtonAnchor>
  ));
}
