import { ApplyStep } from '@/components/okta/apply-step';
import { CheckStep } from '@/components/okta/check-step';
import { ChooseForm } from '@/components/okta/choose-form';
import type { RunStep } from '@/components/okta/paths';
import { ProveStep } from '@/components/okta/prove-step';
import { ReviewStep } from '@/components/okta/review-step';
import { UndoReview } from '@/components/okta/undo-review';
import type { Actor } from '@/lib/auth/actor';
import { defaultOktaChoices, type OktaChoicesInput } from '@/lib/schemas/okta';
import type { SetupResult, SetupRunView } from '@/lib/schemas/okta-run';
import { listApplicationSignIns } from '@/lib/services/applications/list-application-sign-ins';
import { saveChoicesAction, startUndoAction } from '../actions';
import { listPilotCandidates } from './list-pilot-candidates';
import { RepairContent } from './repair-content';
import { RollOutContent } from './roll-out-content';

export interface StepContentProps {
  readonly actor: Actor;
  readonly run: SetupRunView;
  readonly step: RunStep;
  /** What is searched for on the Choose step. */
  readonly search: string;
}

/** The content of one step; the page has made sure that the run has come this far. */
export function StepContent({ actor, run, step, search }: StepContentProps) {
  if (step === 'check') return <CheckStep run={run} />;
  if (run.rollOut !== null && run.kind === 'ROLL_OUT') {
    return <RollOutContent actor={actor} run={{ ...run, rollOut: run.rollOut }} step={step} />;
  }
  if (step === 'choose') return <Choose actor={actor} run={run} search={search} />;
  if (step === 'prove' && run.result !== null) {
    return <Prove actor={actor} run={{ ...run, result: run.result }} />;
  }
  if (step === 'review') return <Review actor={actor} run={run} />;
  return <ApplyStep run={run} startUndo={startUndoAction} />;
}

function Review({ actor, run }: Pick<StepContentProps, 'actor' | 'run'>) {
  const { kind, plan, choices, rollOut } = run;
  if (rollOut !== null && kind === 'REPAIR') {
    return <RepairContent actor={actor} run={{ ...run, rollOut }} />;
  }
  if (plan !== null && kind !== 'SETUP') return <UndoReview run={{ ...run, plan }} />;
  if (plan !== null && choices !== null) return <ReviewStep run={{ ...run, plan, choices }} />;
  return <ApplyStep run={run} startUndo={startUndoAction} />;
}

async function Choose({ actor, run, search }: Omit<StepContentProps, 'step'>) {
  const chosenId = run.choices?.pilotUserId ?? null;
  const { candidates, isCut } = await listPilotCandidates(actor, { search, chosenId });
  return (
    <ChooseForm
      runId={run.id}
      orgName={run.org.name}
      candidates={candidates}
      isSearchable={isCut || search !== ''}
      search={search}
      defaultValues={startValues(run)}
      save={saveChoicesAction}
    />
  );
}

/** What is there already of an earlier set-up keeps its name. */
function startValues({ choices, findings }: SetupRunView): OktaChoicesInput {
  if (choices === null) {
    const ours = findings?.identityProviders.find(({ isOurs }) => isOurs);
    const idpName = ours?.name ?? defaultOktaChoices.idpName;
    return { ...defaultOktaChoices, idpName, pilotUserId: '' };
  }
  const { idpName, matchRule, createUsers, trustClaims, pilotUserId } = choices;
  return { idpName, matchRule, createUsers, trustClaims, pilotUserId };
}

interface ProveProps {
  readonly actor: Actor;
  readonly run: SetupRunView & { readonly result: SetupResult };
}

async function Prove({ actor, run }: ProveProps) {
  const { applicationId, pilotLogin } = run.result;
  const signIns = applicationId === null ? [] : await listApplicationSignIns(actor, applicationId);
  // A request refused before anybody signed in has no login; only the test person is sent here.
  const latest = signIns.find(
    ({ login, at }) => (login === pilotLogin || login === null) && at >= run.createdAt,
  );
  return <ProveStep run={run} latestSignIn={latest ?? null} />;
}
