import { ApplyStep } from '@/components/okta/apply-step';
import type { RunStep } from '@/components/okta/paths';
import { runStepPath } from '@/components/okta/paths';
import { RollOutForm } from '@/components/okta/roll-out-form';
import { RollOutProof } from '@/components/okta/roll-out-proof';
import { RollOutReview } from '@/components/okta/roll-out-review';
import type { Actor } from '@/lib/auth/actor';
import { rollOutStages, widerStages, type RollOutFormValues } from '@/lib/schemas/okta-roll-out';
import type { RollOutRunView, SetupRunView } from '@/lib/schemas/okta-run';
import { getRollOut } from '@/lib/services/okta/get-roll-out';
import { approveOverrideAction, confirmLoginDefaultAction, startUndoAction } from '../actions';

export interface RollOutContentProps {
  readonly actor: Actor;
  readonly run: SetupRunView & { readonly rollOut: RollOutRunView };
  readonly step: RunStep;
}

/** The content of one step of a run that routes more people. */
export async function RollOutContent({ actor, run, step }: RollOutContentProps) {
  const { publicUrl, applicationId, administrators } = await getRollOut(actor, run.id);
  if (step === 'choose') {
    return <RollOutForm run={run} defaultValues={startValues(run, administrators)} />;
  }
  if (step === 'review' && run.plan !== null) {
    return (
      <RollOutReview
        run={{ ...run, plan: run.plan }}
        pageUrl={`${publicUrl}${runStepPath(run.id, 'review')}`}
        confirmLoginDefault={confirmLoginDefaultAction}
        approveOverride={approveOverrideAction}
      />
    );
  }
  if (step === 'prove') return <RollOutProof run={run} applicationId={applicationId} />;
  return <ApplyStep run={run} startUndo={startUndoAction} />;
}

const blank: RollOutFormValues = {
  stage: 'LIST',
  logins: '',
  domains: '',
  attribute: '',
  value: '',
  zoneMode: 'ANYWHERE',
  zoneIds: [],
  appIds: [],
  platforms: [],
  administrators: '',
  fallback: false,
};

/** What was chosen before; at first the next stage, and the administrators of the stage before. */
function startValues(
  { rollOut }: RollOutContentProps['run'],
  administrators: readonly string[],
): RollOutFormValues {
  const { choices, stage } = rollOut;
  if (choices === null) {
    const after = widerStages.find(
      (wider) => rollOutStages.indexOf(wider) > rollOutStages.indexOf(stage),
    );
    return { ...blank, stage: after ?? 'EVERYONE', administrators: administrators.join('\n') };
  }
  const { who, limits } = choices;
  return {
    ...blank,
    stage: who.stage,
    logins: who.stage === 'LIST' ? who.logins.join('\n') : '',
    domains: who.stage === 'DOMAIN' ? who.domains.join('\n') : '',
    attribute: who.stage === 'ATTRIBUTE' ? who.attribute : '',
    value: who.stage === 'ATTRIBUTE' ? who.value : '',
    zoneMode: limits.zoneMode,
    zoneIds: limits.zones.map(({ id }) => id),
    appIds: limits.apps.map(({ id }) => id),
    platforms: limits.platforms,
    administrators: choices.administrators.join('\n'),
    fallback: choices.fallback,
  };
}
