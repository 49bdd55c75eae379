import clsx from 'clsx';
import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react';
import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { OktaFinding, OktaFindings } from '@/lib/schemas/okta';

export interface FindingsProps {
  readonly findings: OktaFindings;
}

const looks = {
  good: { Icon: CircleCheck, color: 'text-good', word: 'Good' },
  warning: { Icon: TriangleAlert, color: 'text-warning', word: 'Worth knowing' },
  stop: { Icon: OctagonX, color: 'text-danger', word: 'Must be mended first' },
} as const;

const order = ['stop', 'warning', 'good'] as const;

/** What the check read: whose token, what stops, what is there already. */
export function Findings({ findings }: FindingsProps) {
  const items = order.flatMap((level) => findings.items.filter((item) => item.level === level));
  return (
    <div className="flex flex-col gap-6">
      <DefinitionList>
        <Definition term="Organisation">{findings.companyName}</Definition>
        <Definition term="Token belongs to">
          {findings.owner.name} ({findings.owner.login})
        </Definition>
        <Definition term="Roles">
          {findings.roles.length === 0
            ? 'None that Okta lists'
            : findings.roles.map((role) => role.label).join(', ')}
        </Definition>
      </DefinitionList>
      <ul className="flex flex-col gap-4" aria-label="Findings">
        {items.map((item) => (
          <FindingLine key={`${item.code} ${item.title}`} item={item} />
        ))}
      </ul>
      <RulesAsTheyAre rules={findings.rules} />
    </div>
  );
}

function FindingLine({ item }: { readonly item: OktaFinding }) {
  const { Icon, color, word } = looks[item.level];
  return (
    <li className="flex gap-3 text-sm">
      <Icon aria-hidden className={clsx('mt-[3px] size-4 shrink-0', color)} />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="font-medium">
          <span className="sr-only">{word}: </span>
          {item.title}
        </p>
        <p className="text-ink-muted">{item.why}</p>
        {item.todo !== null && <p>{item.todo}</p>}
        {item.application && (
          <p>
            <TextLink href={`/applications/${item.application.id}` as Route}>
              Open {item.application.name}
            </TextLink>
          </p>
        )}
      </div>
    </li>
  );
}

function RulesAsTheyAre({ rules }: Pick<OktaFindings, 'rules'>) {
  if (rules.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">Routing rules as they are</h3>
      <Table
        caption="Routing rules as they are, first one first"
        rows={rules}
        rowKey={(rule) => rule.id}
        columns={[
          { id: 'name', header: 'Rule', phone: 'title', cell: (rule) => rule.name },
          { id: 'summary', header: 'Catches', cell: (rule) => rule.summary },
          {
            id: 'state',
            header: 'State',
            phone: 'aside',
            cell: (rule) => (
              <Badge tone={rule.isActive ? 'good' : 'neutral'}>
                {rule.isActive ? 'Active' : 'Inactive'}
              </Badge>
            ),
          },
        ]}
      />
    </div>
  );
}
