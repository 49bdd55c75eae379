import type { Metadata } from 'next';
import { LiveVerdict } from '@/components/okta/live-verdict';
import { NewTab } from '@/components/okta/new-tab';
import { applicationPath } from '@/components/okta/paths';
import { ButtonLink } from '@/components/ui/button';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { requirePageActor } from '@/lib/auth/current-actor';
import type { ApplicationSignIn } from '@/lib/schemas/applications';
import type { OktaApplicationDetails } from '@/lib/schemas/okta-application';
import { listApplicationSignIns } from '@/lib/services/applications/list-application-sign-ins';
import { IntegrationHealth } from '../_components/integration-health';
import { loadOktaApplication } from '../_components/load-application';

export const metadata: Metadata = { title: 'Prove it works' };

/** The proofs that need no token: a test sign-in, routing seen from outside, and the way back. */
export default async function ProvePage({ params }: PageProps<'/applications/[id]/prove'>) {
  const actor = await requirePageActor('applications.read');
  const application = await loadOktaApplication(actor, (await params).id);
  const signIns = await listApplicationSignIns(actor, application.id);
  const { loginDefaultUrl } = application.okta;
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Applications', href: '/applications' },
          { label: application.name, href: applicationPath(application.id) },
        ]}
        title="Prove it works"
        description="A real sign-in of the test person, and what the outside world sees. No token is needed."
        actions={
          <ButtonLink href={applicationPath(application.id)}>Open the application</ButtonLink>
        }
      />
      <TestSignIn application={application} signIns={signIns} />
      <IntegrationHealth actor={actor} applicationId={application.id} isRepairable={false} />
      {loginDefaultUrl !== null && (
        <Section
          id="way-back"
          title="The way back"
          description="Works whatever the routing rules say. Keep one administrator who knows it."
        >
          <DefinitionList>
            <Definition term="Okta’s own sign-in">
              <CopyableValue what="fallback address" value={loginDefaultUrl} />
            </Definition>
          </DefinitionList>
        </Section>
      )}
    </>
  );
}

interface TestSignInProps {
  readonly application: OktaApplicationDetails;
  readonly signIns: readonly ApplicationSignIn[];
}

function TestSignIn({ application, signIns }: TestSignInProps) {
  const { orgUrl, testSignInUrl, pilotLogin } = application.okta;
  const latest = signIns.find(({ login }) => login === pilotLogin);
  return (
    <Section
      id="test-sign-in"
      title="Sign in as the test person"
      description={
        <span className="[overflow-wrap:anywhere]">
          Open one of these in a private window, or on the test person’s device, and sign in
          {pilotLogin !== null && ` as ${pilotLogin}`}.
        </span>
      }
    >
      <div className="flex flex-wrap gap-2">
        {testSignInUrl !== null && (
          <NewTab href={testSignInUrl} isMain>
            Test this identity provider
          </NewTab>
        )}
        {orgUrl !== null && (
          <NewTab href={orgUrl}>Open the sign-in page of {new URL(orgUrl).host}</NewTab>
        )}
      </div>
      {pilotLogin === null ? (
        <p className="text-ink-muted text-sm">
          Nobody was named as test person. The latest sign-ins are on the application’s page; whom
          Okta sends where is watched for the logins named below.
        </p>
      ) : (
        <LiveVerdict pilotLogin={pilotLogin} latest={latest ?? null} />
      )}
    </Section>
  );
}
