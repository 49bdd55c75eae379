import type { Metadata, Route } from 'next';
import { AccessMode } from '@/components/application-access/access-mode';
import { describeAccess } from '@/components/application-access/access-summary';
import { AddGrants } from '@/components/application-access/add-grants';
import { GrantedGroups } from '@/components/application-access/granted-groups';
import { GrantedPeople } from '@/components/application-access/granted-people';
import { LookUpPerson } from '@/components/application-access/look-up-person';
import { RoutedNotice } from '@/components/application-access/routed-notice';
import { Badge } from '@/components/ui/badge';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { requirePageActor } from '@/lib/auth/current-actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { accessQuerySchema, type AccessDetails } from '@/lib/schemas/application-access';
import { getAccess } from '@/lib/services/application-access/get-access';
import {
  findCandidatesAction,
  giveAccessAction,
  lookUpAccessAction,
  previewChosenOnlyAction,
  previewTakingAction,
  setAccessAction,
  takeAccessAction,
} from './actions';

export const metadata: Metadata = { title: 'Access' };

const taking = { take: takeAccessAction, preview: previewTakingAction };

/** Who may open an application: everybody, or chosen groups and people; and why somebody may. */
export default async function AccessPage({
  params,
  searchParams,
}: PageProps<'/applications/[id]/access'>) {
  const actor = await requirePageActor('applications.read');
  const filter = accessQuerySchema.parse(await searchParams);
  const details = await orNotFound(getAccess(actor, (await params).id, filter));
  return (
    <>
      <Header details={details} />
      <Section id="who" title="Who may open it" description={describeAccess(details)}>
        <RoutedNotice summary={details} />
        {details.canManage && (
          <AccessMode
            summary={details}
            setAccess={setAccessAction}
            preview={previewChosenOnlyAction}
          />
        )}
      </Section>
      <Section id="groups" title="Chosen groups" description={keptForLater(details)}>
        <GrantedGroups details={details} {...taking} />
      </Section>
      <Section id="people" title="Chosen people" description={keptForLater(details)}>
        <GrantedPeople details={details} filter={filter} {...taking} />
      </Section>
      <Section
        id="look-up"
        title="Why somebody may, or may not"
        description="Every way in counts: everybody, chosen by name, or a chosen group."
      >
        <LookUpPerson applicationId={details.applicationId} lookUp={lookUpAccessAction} />
      </Section>
    </>
  );
}

function Header({ details }: { readonly details: AccessDetails }) {
  const { applicationId, applicationName, access, canManage } = details;
  return (
    <PageHeader
      breadcrumb={[
        { label: 'Applications', href: '/applications' },
        { label: applicationName, href: `/applications/${applicationId}` as Route },
      ]}
      title="Access"
      state={<Badge>{access === 'EVERYONE' ? 'Everyone' : 'Chosen only'}</Badge>}
      actions={
        canManage && (
          <AddGrants summary={details} find={findCandidatesAction} give={giveAccessAction} />
        )
      }
    />
  );
}

/** With everybody let in, the choice makes no difference yet. */
function keptForLater({ access, groups, people }: AccessDetails): string | undefined {
  const isIdle = access === 'EVERYONE' && groups.count + people.count > 0;
  return isIdle ? 'Counts once access is limited to the chosen.' : undefined;
}
