'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { OktaFailure, type OktaRefusal } from '@/components/shell/okta-failure';
import { Button, ButtonLink } from '@/components/ui/button';
import { Checkbox, ChoiceGroup, Radio } from '@/components/ui/choice';
import { TextArea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import {
  rollOutInputSchema,
  rollOutStageLabels,
  rollOutStages,
  widerStages,
  type RollOutFormValues,
  type RollOutInput,
  type WiderStage,
} from '@/lib/schemas/okta-roll-out';
import {
  rollOutPlanAnswerSchema,
  type RollOutRunView,
  type SetupRunView,
} from '@/lib/schemas/okta-run';
import { ExitTestList } from './exit-test-list';
import { runStepPath } from './paths';
import { RollOutLimitFields } from './roll-out-limit-fields';
import { postJson } from './run-api';
import { StageFields } from './stage-fields';
import { TokenForm } from './token-form';
import { useWizard } from './wizard-context';

export interface RollOutFormProps {
  readonly run: SetupRunView & { readonly rollOut: RollOutRunView };
  readonly defaultValues: RollOutFormValues;
}

/** The form and its three forms of data: held, in context, and read. */
export type RollOutFormState = UseFormReturn<RollOutFormValues, unknown, RollOutInput>;

/** Choose: whom the next stage catches, under which conditions, and who stays with Okta. */
export function RollOutForm({ run, defaultValues }: RollOutFormProps) {
  const { form, failure, submit, token, hold } = useRollOutForm(run, defaultValues);
  const { formState, register, control } = form;
  const stage = useWatch({ control, name: 'stage' });
  const { errors, isSubmitting } = formState;
  if (token === null) return <TokenAgain run={run} onToken={hold} />;
  return (
    <form className="max-w-form flex flex-col gap-8" onSubmit={(event) => void submit(event)}>
      <StageNow rollOut={run.rollOut} />
      <StageChoice form={form} current={run.rollOut.stage} />
      <StageFields form={form} stage={stage} />
      <TextArea
        label="Administrators who stay with Okta"
        help="Logins of super administrators of Okta, one a line: your break-glass accounts. Each is checked with the token, and proven not to be sent here before and after."
        rows={3}
        mono
        error={errors.administrators?.message}
        {...register('administrators')}
      />
      <RollOutLimitFields form={form} rollOut={run.rollOut} />
      <Fallback form={form} rollOut={run.rollOut} />
      <OktaFailure failure={failure} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" loading={isSubmitting}>
          Review the plan
        </Button>
        <ButtonLink href={runStepPath(run.id, 'check')}>Back</ButtonLink>
      </div>
    </form>
  );
}

function useRollOutForm(run: RollOutFormProps['run'], defaultValues: RollOutFormValues) {
  const router = useRouter();
  const { tokenFor, holdToken } = useWizard();
  const [failure, setFailure] = useState<OktaRefusal>();
  const form: RollOutFormState = useForm({
    resolver: zodResolver(rollOutInputSchema),
    defaultValues,
  });
  const token = tokenFor(run.id);
  useUnsavedChanges(form.formState.isDirty && !form.formState.isSubmitSuccessful);
  const submit = form.handleSubmit(async () => {
    setFailure(undefined);
    // The server reads what was typed itself; the form's own reading is only for its errors.
    const body = { token, choices: form.getValues() };
    const answer = await postJson(`/api/okta/runs/${run.id}/plan`, body, rollOutPlanAnswerSchema);
    if (answer.refusal !== null) {
      setFailure(answer.refusal);
      return;
    }
    const { refused } = answer.value;
    if (refused === null) router.push(runStepPath(run.id, 'review'));
    else form.setError(refused.field, { message: refused.message }, { shouldFocus: true });
  });
  const hold = (typed: string) => {
    holdToken({ runId: run.id, token: typed });
  };
  return { form, failure, submit, token, hold };
}

function TokenAgain(props: {
  readonly run: RollOutFormProps['run'];
  readonly onToken: (token: string) => void;
}) {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warning" title="This tab no longer holds the token">
        <p>The page was loaded again. Paste a token once more: people are checked with it.</p>
      </Notice>
      <TokenForm organisation={props.run.org} submitLabel="Go on" onToken={props.onToken} />
    </div>
  );
}

/** Where the roll-out stands, and whether that stage may be left. */
function StageNow({ rollOut }: Pick<RollOutFormProps['run'], 'rollOut'>) {
  const { stage, standing, exitTest } = rollOut;
  return (
    <div className="flex flex-col gap-3">
      <h3 className="text-sm font-semibold">Now: {rollOutStageLabels[stage]}</h3>
      <p className="text-ink-muted text-sm [overflow-wrap:anywhere]">
        {standing.length === 0
          ? 'Only the test person is sent to AdminX.'
          : `Besides the test person: ${standing.join('; ')}.`}
      </p>
      {exitTest !== null && <ExitTestList exitTest={exitTest} />}
    </div>
  );
}

const stageHelp: Record<WiderStage, string> = {
  LIST: 'Named people, by their exact Okta login. A second list later is a step of its own.',
  DOMAIN: 'Everybody whose login ends with one of your domains.',
  ATTRIBUTE:
    'Everybody whose Okta profile has a value in one attribute, such as department or a custom one you set for those who are ready.',
  EVERYONE: 'Everybody whom no other rule of the organisation sends elsewhere.',
};

function StageChoice({
  form,
  current,
}: {
  readonly form: RollOutFormState;
  readonly current: RollOutRunView['stage'];
}) {
  const first = rollOutStages.indexOf(current);
  const offered = widerStages.filter((stage) => rollOutStages.indexOf(stage) >= first);
  return (
    <div className="flex flex-col gap-4">
      <ChoiceGroup legend="Who is sent to AdminX next" error={form.formState.errors.stage?.message}>
        {offered.map((stage) => (
          <Radio
            key={stage}
            value={stage}
            label={rollOutStageLabels[stage]}
            help={stageHelp[stage]}
            {...form.register('stage')}
          />
        ))}
      </ChoiceGroup>
      <Notice title="Groups cannot be routed in Okta">
        <p>
          Routing rules know no groups. What works instead: a profile attribute that you set for the
          people of the group, a list of people, or their e-mail domain. Limiting whom Okta links to
          AdminX by group is not the same: it refuses the others instead of leaving them with Okta.
        </p>
      </Notice>
    </div>
  );
}

function Fallback(props: { readonly form: RollOutFormState; readonly rollOut: RollOutRunView }) {
  const { hasFallback, fallbackOff } = props.rollOut;
  if (fallbackOff !== null) {
    return (
      <Notice title="Falling back to Okta is switched off there">
        <p>
          Okta can offer its own sign-in when AdminX fails, but “{fallbackOff}” is off. To use it,
          switch it on in Okta under Settings → Features and check again. The way back without it is
          /login/default.
        </p>
      </Notice>
    );
  }
  if (!hasFallback) return null;
  return (
    <Checkbox
      label="Offer Okta’s own sign-in when AdminX fails"
      help="Early access in Okta. An organisation that does not have it refuses or drops this; then the rule is made without it, and you are told."
      {...props.form.register('fallback')}
    />
  );
}
