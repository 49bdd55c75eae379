import { Section } from '@/components/ui/section';
import { Table } from '@/components/ui/table';
import type { OktaApplicationDetails } from '@/lib/schemas/okta-application';

export interface ApplicationMappingsProps {
  readonly mappings: OktaApplicationDetails['mappings'];
}

/** Which value of a person arrives as which attribute. */
export function ApplicationMappings({ mappings }: ApplicationMappingsProps) {
  return (
    <Section
      id="mappings"
      title="Attribute mappings"
      description="What every assertion says about a person, besides the login as NameID."
    >
      <Table
        caption="Attribute mappings"
        rows={mappings}
        rowKey={(mapping) => mapping.target}
        columns={[
          {
            id: 'source',
            header: 'In AdminX',
            phone: 'title',
            cell: (mapping) => <span className="font-mono">{mapping.source}</span>,
          },
          {
            id: 'target',
            header: 'In Okta',
            phone: 'aside',
            cell: (mapping) => <span className="font-mono">{mapping.target}</span>,
          },
          { id: 'what', header: 'What it is', cell: (mapping) => mapping.description },
        ]}
      />
    </Section>
  );
}
