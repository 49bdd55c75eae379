import type { Route } from 'next';
import { AccessSection } from '@/components/application-access/access-summary';
import { ApplicationDanger } from '@/components/applications/application-danger';
import { ApplicationMappings } from '@/components/applications/application-mappings';
import {
  ApplicationOverview,
  ApplicationState,
} from '@/components/applications/application-overview';
import { ApplicationSignIns } from '@/components/applications/application-sign-ins';
import { OktaValues, OurValues } from '@/components/applications/application-values';
import { ApplicationRuns } from '@/components/okta/application-runs';
import { applicationProvePath } from '@/components/okta/paths';
import { TerraformSection } from '@/components/okta/terraform-section';
import { TrustedClaimsSection } from '@/components/okta/trusted-claims-section';
import { UndoButton } from '@/components/okta/undo-button';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import type { Actor } from '@/lib/auth/actor';
import { roleHas } from '@/lib/auth/permissions';
import type { OktaApplicationDetails } from '@/lib/schemas/okta-application';
import { getAccessSummary } from '@/lib/services/application-access/get-access';
import { listApplicationSignIns } from '@/lib/services/applications/list-application-sign-ins';
import { getTerraformImports } from '@/lib/services/okta/get-terraform-imports';
import { formatFingerprint } from '@/lib/shared/format-fingerprint';
import { setApplicationEnabledAction, startUndoAction } from '../actions';
import { IntegrationHealth } from './integration-health';
import { loadOktaApplication } from './load-application';
import { RollOutSection } from './roll-out-section';

export interface OktaApplicationPageProps {
  readonly actor: Actor;
  readonly applicationId: string;
}

/** An Okta organisation: state, health, values of both sides, mappings, sign-ins, what the runs did. */
export async function OktaApplicationPage({ actor, applicationId }: OktaApplicationPageProps) {
  const application = await loadOktaApplication(actor, applicationId);
  const terraform = await getTerraformImports(actor, application.id);
  const signIns = await listApplicationSignIns(actor, application.id);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Applications', href: '/applications' }]}
        title={application.name}
        state={<ApplicationState isEnabled={application.isEnabled} />}
        actions={
          <>
            <ButtonLink href={applicationProvePath(application.id)}>Prove it works</ButtonLink>
            <ButtonLink href={`/reports/traces?application=${application.id}` as Route}>
              SAML traces
            </ButtonLink>
          </>
        }
      />
      <ApplicationOverview application={application} />
      <RollOutSection
        actor={actor}
        applicationId={application.id}
        mayChange={mayConnect(actor)}
        isEnabled={application.isEnabled}
      />
      <IntegrationHealth
        actor={actor}
        applicationId={application.id}
        isRepairable={application.run !== null && application.isEnabled}
      />
      <AccessSection summary={await getAccessSummary(actor, application.id)} />
      <ApplicationSignIns signIns={signIns} />
      <OurValues peer="Okta" ours={oursOf(application)} />
      <OktaValues application={application} />
      <ApplicationMappings mappings={application.mappings} />
      <TrustedClaimsSection
        trustsClaims={application.okta.trustsClaims}
        orgHost={mayConnect(actor) ? orgHostOf(application) : null}
      />
      {application.runs.length > 0 && <Receipts runs={application.runs} />}
      {terraform !== null && <TerraformSection code={terraform} />}
      {mayConnect(actor) && <WaysOut application={application} />}
    </>
  );
}

function WaysOut({ application }: { readonly application: OktaApplicationDetails }) {
  return (
    <>
      {application.run !== null && <Removal runId={application.run.id} />}
      <ApplicationDanger
        applicationId={application.id}
        name={application.name}
        isEnabled={application.isEnabled}
        setEnabled={setApplicationEnabledAction}
      />
    </>
  );
}

function oursOf({ ours }: OktaApplicationDetails) {
  const { certificateFingerprintSha256 } = ours;
  return { ...ours, certificateFingerprint: formatFingerprint(certificateFingerprintSha256) };
}

function mayConnect({ identity }: Actor): boolean {
  return identity.kind === 'person' && roleHas(identity.person.role, 'applications.connect');
}

function orgHostOf({ okta }: OktaApplicationDetails): string | null {
  return okta.orgUrl === null ? null : new URL(okta.orgUrl).host;
}

/** The way back, whole: with a token and a plan of its own. */
function Removal({ runId }: { readonly runId: string }) {
  return (
    <Section
      id="removal"
      title="Take it away again"
      description="Removes the routing rule, the identity provider and the certificate from Okta, with a new one-time token. You see the plan before anything goes."
    >
      <UndoButton runId={runId} start={startUndoAction} />
    </Section>
  );
}

function Receipts({ runs }: Pick<OktaApplicationDetails, 'runs'>) {
  return (
    <Section
      id="receipts"
      title="Receipts"
      description="Every run that changed something in Okta for this application: what it did, who allowed it, and the proof that its token is dead."
    >
      <ApplicationRuns runs={runs} />
    </Section>
  );
}
