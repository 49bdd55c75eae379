import { WizardHeader } from '@/components/okta/wizard-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getSetupRun } from '@/lib/services/okta/get-run';

/** Says 404 before the skeleton begins the answer; afterwards the status would be 200 already. */
export default async function SetupStepLayout({
  params,
  children,
}: LayoutProps<'/applications/okta/setup/[run]/[step]'>) {
  const actor = await requirePageActor('applications.connect');
  const run = await orNotFound(getSetupRun(actor, (await params).run));
  return (
    <>
      <WizardHeader about={run} />
      {children}
    </>
  );
}
