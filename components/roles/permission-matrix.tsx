import { Check, Minus } from 'lucide-react';
import { Table, type Column } from '@/components/ui/table';
import { roleLabels, type RoleName } from '@/lib/schemas/roles';

/** One line of who may do what. */
export interface MatrixRow {
  readonly permission: string;
  readonly label: string;
  readonly roles: readonly RoleName[];
}

const shown = ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR', 'NONE'] as const;

const columns: readonly Column<MatrixRow>[] = [
  { id: 'label', header: 'What', phone: 'title', cell: ({ label }) => label },
  ...shown.map((role): Column<MatrixRow> => ({
    id: role,
    header: roleLabels[role],
    phone: 'hidden',
    cell: ({ roles }) => <Mark isAllowed={roles.includes(role)} />,
  })),
  {
    id: 'roles',
    header: 'Roles',
    phone: 'only',
    cell: ({ roles }) => roles.map((role) => roleLabels[role]).join(', '),
  },
];

/** Who may do what, as the portal enforces it. */
export function PermissionMatrix({ rows }: { readonly rows: readonly MatrixRow[] }) {
  return (
    <Table
      caption="Who may do what"
      columns={columns}
      rows={rows}
      rowKey={({ permission }) => permission}
    />
  );
}

function Mark({ isAllowed }: { readonly isAllowed: boolean }) {
  return (
    <span className={isAllowed ? 'text-good' : 'text-ink-muted'}>
      {isAllowed ? (
        <Check aria-hidden className="size-4" />
      ) : (
        <Minus aria-hidden className="size-4" />
      )}
      <span className="sr-only">{isAllowed ? 'Yes' : 'No'}</span>
    </span>
  );
}
