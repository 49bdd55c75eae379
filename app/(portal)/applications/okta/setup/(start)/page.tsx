import type { Metadata } from 'next';
import { z } from 'zod';
import { ConnectStep } from '@/components/okta/connect-step';
import { UnfinishedRuns } from '@/components/okta/unfinished-runs';
import { WhatHappens, WizardFrame } from '@/components/okta/wizard-frame';
import { wizardSteps } from '@/components/okta/wizard-steps';
import { Section } from '@/components/ui/section';
import { TextLink } from '@/components/ui/text-link';
import { requirePageActor } from '@/lib/auth/current-actor';
import { listRecentSetupRuns } from '@/lib/services/okta/list-runs';

export const metadata: Metadata = { title: 'Okta set-up' };

const querySchema = z.object({ domain: z.string().max(300).catch('') });

/** Connect, the first step of the wizard, and the runs before. */
export default async function SetupStartPage({
  searchParams,
}: PageProps<'/applications/okta/setup'>) {
  const actor = await requirePageActor('applications.connect');
  const { domain } = querySchema.parse(await searchParams);
  const runs = await listRecentSetupRuns(actor);
  return (
    <>
      <WizardFrame
        steps={wizardSteps(null, 'connect')}
        aside={
          <WhatHappens
            state="Nothing in Okta has changed yet."
            points={[
              'AdminX asks the address whether it is an Okta organisation, and which.',
              'You confirm it by name. Only then does AdminX ask for a one-time API token.',
              'The token goes to that organisation and nowhere else.',
              <>
                No token at hand?{' '}
                <TextLink key="by-hand" href="/applications/okta/by-hand">
                  Set up by hand
                </TextLink>
              </>,
            ]}
          />
        }
      >
        <ConnectStep initialDomain={domain} />
      </WizardFrame>
      {runs.length > 0 && (
        <Section
          id="runs"
          title="Set-up runs so far"
          description="Open one to go on with it, or to read what it did."
        >
          <UnfinishedRuns runs={runs} />
        </Section>
      )}
    </>
  );
}
