import type { Metadata } from 'next';
import { AlignmentList } from '@/components/directory-alignment/alignment-list';
import { AlignmentToken } from '@/components/directory-alignment/alignment-token';
import { AlignmentUpload } from '@/components/directory-alignment/alignment-upload';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import type { Actor } from '@/lib/auth/actor';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { listApplications } from '@/lib/services/applications/list-applications';
import { listAlignments } from '@/lib/services/directory-alignment/get-alignment';

export const metadata: Metadata = { title: 'Alignment with Okta' };

/** Comparisons of the people here with those of Okta, and the ways to begin one. */
export default async function AlignmentsPage() {
  const actor = await requirePageActor('alignment.read');
  const runs = await listAlignments(actor);
  const organisations = mayRun(actor) ? await listOrganisations(actor) : [];
  const isBusy = runs.some(({ status }) => status === 'READING' || status === 'COMPARING');
  return (
    <>
      <PageHeader
        title="Alignment with Okta"
        description="Who is the same person here and in Okta, who would be made twice, and who is missing. Nothing changes on either side."
      />
      {mayRun(actor) && !isBusy && (
        <Section
          id="file"
          title="Compare with an export of Okta"
          description="In Okta’s Admin Console open Reports → Reports → Entitlements and Access → User Accounts and download the report as CSV. Any CSV with a column for the login will do; status, e-mail and names are read when they are there."
        >
          <AlignmentUpload />
        </Section>
      )}
      {mayRun(actor) && !isBusy && organisations.length > 0 && (
        <Section
          id="token"
          title="Compare with the organisation itself"
          description="Reads everybody of Okta with a one-time API token, slowly enough to leave a fifth of Okta’s rate limit to others. 100,000 people take two to ten minutes."
        >
          <AlignmentToken organisations={organisations} />
        </Section>
      )}
      <Section id="comparisons" title="Comparisons so far">
        <AlignmentList runs={runs} />
      </Section>
    </>
  );
}

async function listOrganisations(actor: Actor) {
  const applications = await listApplications(actor);
  return applications.flatMap(({ id, orgHost }) =>
    orgHost === null ? [] : [{ id, host: orgHost }],
  );
}

function mayRun({ identity }: Actor): boolean {
  return identity.kind === 'person' && roleHas(identity.person.role, 'alignment.run');
}
