import { CircleMinus, CirclePlus, Equal, Pencil } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type {
  ImportFieldChange,
  ImportLineSummary,
  ImportStatus,
} from '@/lib/schemas/user-imports';

const statuses = {
  PREVIEWED: { tone: 'neutral', label: 'Preview' },
  APPLYING: { tone: 'warning', label: 'Partly applied' },
  APPLIED: { tone: 'good', label: 'Applied' },
  UNDOING: { tone: 'warning', label: 'Partly undone' },
  UNDONE: { tone: 'neutral', label: 'Undone' },
} as const;

/** How far an import has come. */
export function ImportStatusBadge({ status }: { readonly status: ImportStatus }) {
  const { tone, label } = statuses[status];
  return <Badge tone={tone}>{label}</Badge>;
}

const outcomes = {
  CREATE: { tone: 'good', icon: <CirclePlus aria-hidden />, label: 'Create' },
  UPDATE: { tone: 'neutral', icon: <Pencil aria-hidden />, label: 'Change' },
  SAME: { tone: 'neutral', icon: <Equal aria-hidden />, label: 'Same' },
  REFUSED: { tone: 'danger', icon: <CircleMinus aria-hidden />, label: 'Refused' },
} as const;

const results = {
  WAITING: null,
  APPLIED: { CREATE: 'Created', UPDATE: 'Changed' },
  SKIPPED: { CREATE: 'Not created', UPDATE: 'Not changed' },
  UNDONE: { CREATE: 'Deleted again', UPDATE: 'Set back' },
  KEPT: { CREATE: 'Kept', UPDATE: 'Left as it is' },
} as const;

/** What a line does, or what became of it. */
export function LineBadge({ line }: { readonly line: ImportLineSummary }) {
  const { outcome, progress } = line;
  const { tone, icon, label } = outcomes[outcome];
  const result = outcome === 'CREATE' || outcome === 'UPDATE' ? results[progress]?.[outcome] : null;
  if (line.passedOver !== null && result) return <Badge tone="warning">{result}</Badge>;
  return (
    <Badge tone={tone} icon={icon}>
      {result ?? label}
    </Badge>
  );
}

/** The fields as people call them. */
export const fieldLabels: Readonly<Record<ImportFieldChange['field'], string>> = {
  email: 'E-mail',
  firstName: 'First name',
  lastName: 'Last name',
  groups: 'Groups',
};
