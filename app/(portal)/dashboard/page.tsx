import type { Metadata } from 'next';
import { CertificateLives } from '@/components/dashboard/certificate-lives';
import { IntegrationList } from '@/components/dashboard/integration-list';
import { FirstSteps, NextSteps } from '@/components/dashboard/next-steps';
import { PeopleSummary } from '@/components/dashboard/people-summary';
import { SignInCharts } from '@/components/dashboard/sign-in-charts';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { requirePageActor } from '@/lib/auth/current-actor';
import { getDashboard } from '@/lib/services/dashboard/get-dashboard';
import { listIntegrationHealth } from '@/lib/services/integration-health/list-integration-health';
import { toNextSteps } from './_components/to-next-steps';

export const metadata: Metadata = { title: 'Dashboard' };

/** The state of the tenant at a glance: what to do, who signs in, what ends soon. */
export default async function DashboardPage() {
  const actor = await requirePageActor('dashboard.read');
  const now = new Date();
  const dashboard = await getDashboard(actor, now);
  const { signIns, people, certificates, nextSteps } = dashboard;
  if (dashboard.isNew) return <NewInstallation steps={nextSteps} />;
  const integrations = dashboard.seesApplications ? await listIntegrationHealth(actor, now) : null;
  return (
    <>
      <PageHeader title="Dashboard" />
      <Section id="next" title="What to do next">
        <NextSteps steps={[...toNextSteps(integrations ?? []), ...nextSteps]} />
      </Section>
      {signIns && (
        <Section id="sign-ins" title="Sign-ins">
          <SignInCharts days={signIns} />
        </Section>
      )}
      <div className="mt-12 grid gap-12 lg:grid-cols-2 [&>section]:mt-0">
        {people && (
          <Section id="people" title="People">
            <PeopleSummary people={people} />
          </Section>
        )}
        {certificates && (
          <Section id="certificates" title="Certificates">
            <CertificateLives certificates={certificates} now={now.toISOString()} />
          </Section>
        )}
      </div>
      {integrations && (
        <Section id="applications" title="Applications">
          <IntegrationList integrations={integrations} />
        </Section>
      )}
    </>
  );
}

type Steps = Awaited<ReturnType<typeof getDashboard>>['nextSteps'];

function NewInstallation({ steps }: { readonly steps: Steps }) {
  return (
    <>
      <PageHeader
        title="Dashboard"
        description="Nothing has happened yet. These are the first things to do; afterwards this page shows sign-ins, people, applications and certificates."
      />
      <Section id="first" title="Begin here">
        <FirstSteps steps={steps.slice(0, 3)} />
      </Section>
      {steps.length > 3 && (
        <Section id="later" title="Afterwards">
          <NextSteps steps={steps.slice(3)} />
        </Section>
      )}
    </>
  );
}
