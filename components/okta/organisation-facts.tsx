import { Building2 } from 'lucide-react';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import type { OktaOrganisationView } from '@/lib/schemas/okta';

const engines = { idx: 'Identity Engine', v1: 'Classic Engine' } as const;

export interface OrganisationFactsProps {
  readonly organisation: OktaOrganisationView;
}

/** An Okta organisation as it presents itself, for the admin to recognise. */
export function OrganisationFacts({ organisation }: OrganisationFactsProps) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        <Building2 aria-hidden className="text-ink-muted size-5 shrink-0" />
        <p className="text-base font-semibold [overflow-wrap:anywhere]">{organisation.name}</p>
      </div>
      <DefinitionList>
        <Definition term="Address">
          <span className="font-mono text-xs break-all">{organisation.host}</span>
        </Definition>
        {organisation.customUrl !== null && (
          <Definition term="Custom address">
            <span className="font-mono text-xs break-all">{organisation.customUrl}</span>
          </Definition>
        )}
        <Definition term="Organisation ID">
          <span className="font-mono text-xs break-all">{organisation.id}</span>
        </Definition>
        <Definition term="Engine">{engines[organisation.pipeline]}</Definition>
      </DefinitionList>
    </div>
  );
}
