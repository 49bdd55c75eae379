import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { RelativeTime } from '@/components/ui/relative-time';
import { Section } from '@/components/ui/section';
import type { AboutFacts } from '@/lib/schemas/about';
import { toChecks } from './about-checks';
import { databaseName } from './about-text';
import { HealthList } from './health-list';

/** Health, what runs here, where it is reached, and where to read on. */
export function AboutSections({ facts }: { readonly facts: AboutFacts }) {
  return (
    <>
      <Section id="health" title="Health">
        <HealthList checks={toChecks(facts)} />
      </Section>
      <Installation facts={facts} />
      <Addresses facts={facts} />
      <Documents />
    </>
  );
}

function Installation({ facts }: { readonly facts: AboutFacts }) {
  const { release, runtime, startedAt, database, masterKey, trustedProxyCount, reader } = facts;
  return (
    <Section id="installation" title="Installation">
      <DefinitionList>
        <Definition term="Release">AdminX {release}</Definition>
        <Definition term="Running since">
          <RelativeTime value={startedAt} />
        </Definition>
        <Definition term="Runtime">{runtime}</Definition>
        <Definition term="Database">{databaseName(facts)}</Definition>
        <Definition term="Latest migration">
          {database.latestMigration === null ? (
            'None'
          ) : (
            <CopyableValue value={database.latestMigration} what="name of the latest migration" />
          )}
        </Definition>
        <Definition term="Master key" help="Its id. The key itself is nowhere in the portal.">
          <CopyableValue value={masterKey.id} what="id of the master key" />
        </Definition>
        <Definition
          term="Your address"
          help={trustedProxyCount === 0 ? 'No proxy is trusted.' : 'As the trusted proxy says.'}
        >
          <CopyableValue value={reader.ip ?? 'unknown'} what="your address" />
        </Definition>
      </DefinitionList>
    </Section>
  );
}

function Addresses({ facts }: { readonly facts: AboutFacts }) {
  const { publicUrl, entityId, healthUrl } = facts.addresses;
  return (
    <Section id="addresses" title="Addresses">
      <DefinitionList>
        <Definition term="Portal and sign-in">
          <CopyableValue value={publicUrl} what="public URL" />
        </Definition>
        <Definition term="Entity ID" help="SAML metadata is at the same address.">
          <CopyableValue value={entityId} what="entity ID" />
        </Definition>
        <Definition term="Health" help="For monitoring: 200 when requests can be answered.">
          <CopyableValue value={healthUrl} what="address for monitoring" />
        </Definition>
      </DefinitionList>
    </Section>
  );
}

const documents = [
  ['README.md', 'How to run it, and the commands of the operator: backup, restore, owner link.'],
  ['CHANGELOG.md', 'What changed from release to release, security first.'],
  ['SECURITY.md', 'What is defended and how to report a weakness.'],
  ['ARCHITECTURE.md', 'Who may do what, and why things are as they are.'],
] as const;

function Documents() {
  return (
    <Section
      id="documents"
      title="To read"
      description="These come with every release, in the folder AdminX runs from."
    >
      <DefinitionList>
        {documents.map(([name, what]) => (
          <Definition key={name} term={<span className="font-mono text-xs">{name}</span>}>
            {what}
          </Definition>
        ))}
      </DefinitionList>
    </Section>
  );
}
