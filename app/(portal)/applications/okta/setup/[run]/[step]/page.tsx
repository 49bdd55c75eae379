import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { z } from 'zod';
import { CancelRun } from '@/components/okta/cancel-run';
import { runStepPath, runSteps } from '@/components/okta/paths';
import { WhatHappens, WizardFrame } from '@/components/okta/wizard-frame';
import { furthestStep, isStepOpen, wizardSteps } from '@/components/okta/wizard-steps';
import { requirePageActor } from '@/lib/auth/current-actor';
import { orNotFound } from '@/lib/http/or-not-found';
import type { SetupRunStatus } from '@/lib/schemas/okta-run';
import { getSetupRun } from '@/lib/services/okta/get-run';
import { StepContent } from './_components/step-content';
import { stepTexts } from './_components/step-texts';

export const metadata: Metadata = { title: 'Okta set-up' };

const paramsSchema = z.object({ run: z.uuid(), step: z.enum(runSteps) });
const openStatuses: readonly SetupRunStatus[] = ['CONNECTED', 'CHECKED', 'PLANNED'];

/** One step of one run; a step that is not open yet leads back to where the run stands. */
export default async function SetupStepPage({
  params,
  searchParams,
}: PageProps<'/applications/okta/setup/[run]/[step]'>) {
  const actor = await requirePageActor('applications.connect');
  const parsed = paramsSchema.safeParse(await params);
  if (!parsed.success) notFound();
  const { step } = parsed.data;
  const run = await orNotFound(getSetupRun(actor, parsed.data.run));
  if (!isStepOpen(run, step)) {
    redirect(runStepPath(run.id, furthestStep(run)));
  }
  const text = stepTexts(run)[step];
  return (
    <WizardFrame
      steps={wizardSteps(run, step)}
      title={text.title}
      description={text.description}
      aside={<WhatHappens state={text.state} points={text.points} />}
    >
      <StepContent actor={actor} run={run} step={step} search={searchOf(await searchParams)} />
      {openStatuses.includes(run.status) && (
        <div className="border-line border-t pt-4">
          <CancelRun runId={run.id} kind={run.kind} />
        </div>
      )}
    </WizardFrame>
  );
}

/** The search of the Choose step; anything else in the address is left alone. */
function searchOf({ q }: Readonly<Record<string, string | string[] | undefined>>): string {
  return typeof q === 'string' ? q.slice(0, 200) : '';
}
