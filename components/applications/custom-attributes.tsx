import type { Route } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import { Table } from '@/components/ui/table';
import type { CustomApplicationDetails } from '@/lib/schemas/custom-applications';

type Mapping = CustomApplicationDetails['mappings'][number];

export interface CustomAttributesProps {
  readonly application: Pick<CustomApplicationDetails, 'id' | 'mappings'>;
}

/** Which attributes the application gets; changed and looked at on a page of its own. */
export function CustomAttributes({ application }: CustomAttributesProps) {
  const { id, mappings } = application;
  return (
    <Section
      id="attributes"
      title="Attribute mappings"
      description="What every assertion says about a person, besides the NameID."
      actions={
        <ButtonLink href={`/applications/custom/${id}/attributes` as Route}>
          Attributes and preview
        </ButtonLink>
      }
    >
      {mappings.length === 0 ? (
        <p className="text-ink-muted text-sm">None.</p>
      ) : (
        <Table
          caption="Attribute mappings"
          rows={mappings}
          rowKey={({ name }) => name}
          columns={[
            {
              id: 'name',
              header: 'Attribute',
              phone: 'title',
              cell: ({ name }) => <span className="font-mono">{name}</span>,
            },
            {
              id: 'source',
              header: 'Made of',
              cell: (mapping) => <span className="font-mono">{sourceOf(mapping)}</span>,
            },
          ]}
        />
      )}
    </Section>
  );
}

function sourceOf(mapping: Mapping): string {
  if (mapping.kind === 'field') return `user.${mapping.field}`;
  return mapping.kind === 'fixed' ? mapping.values.join(', ') : mapping.expression;
}
