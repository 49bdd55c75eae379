'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { OktaFailure, type OktaRefusal } from '@/components/shell/okta-failure';
import { Button, ButtonLink } from '@/components/ui/button';
import { ChoiceGroup, Radio } from '@/components/ui/choice';
import { Select, TextField } from '@/components/ui/field';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import { oktaChoicesInputSchema, type OktaChoicesInput } from '@/lib/schemas/okta';
import { runStepPath } from './paths';
import { PilotField, type PilotCandidate } from './pilot-field';
import { TrustField } from './trust-field';

/** The part of a server action's answer this form reads. */
export interface ChoicesAnswer {
  readonly serverError?: OktaRefusal | undefined;
  readonly validationErrors?: unknown;
}

export interface ChooseFormProps {
  readonly runId: string;
  readonly orgName: string;
  readonly candidates: readonly PilotCandidate[];
  /** Not everybody fits: people are searched by name or login. */
  readonly isSearchable: boolean;
  readonly search: string;
  readonly defaultValues: OktaChoicesInput;
  readonly save: (input: {
    readonly runId: string;
    readonly choices: OktaChoicesInput;
  }) => Promise<ChoicesAnswer | undefined>;
}

const matchOptions = [
  { value: 'USERNAME', label: 'Okta username (login)' },
  { value: 'EMAIL', label: 'E-mail address' },
  { value: 'USERNAME_OR_EMAIL', label: 'Okta username or e-mail address' },
] as const;

/** Choose: name, match rule, what happens without a match, and the one test person. */
export function ChooseForm(props: ChooseFormProps) {
  const { runId, orgName, defaultValues, save, ...people } = props;
  const router = useRouter();
  const [failure, setFailure] = useState<OktaRefusal>();
  const { register, handleSubmit, formState, control } = useForm<OktaChoicesInput>({
    resolver: zodResolver(oktaChoicesInputSchema),
    defaultValues,
  });
  const { errors, isSubmitting, isDirty } = formState;
  useUnsavedChanges(isDirty);
  const chosenId = useWatch({ control, name: 'pilotUserId' });
  const submit = handleSubmit(async (choices) => {
    const problem = problemOf(await save({ runId, choices }));
    setFailure(problem);
    if (problem === undefined) router.push(runStepPath(runId, 'review'));
  });
  return (
    <form className="max-w-form flex flex-col gap-6" onSubmit={(event) => void submit(event)}>
      <PilotField
        runId={runId}
        {...people}
        chosenId={chosenId}
        error={errors.pilotUserId?.message}
        field={register('pilotUserId')}
      />
      <TextField
        label="Name of the identity provider in Okta"
        help="People see it in Okta's list of identity providers; the routing rule is named after it."
        error={errors.idpName?.message}
        {...register('idpName')}
      />
      <Select
        label="Match against"
        help={`How Okta finds the account. AdminX sends the person's login as NameID.`}
        options={matchOptions}
        error={errors.matchRule?.message}
        {...register('matchRule')}
      />
      <Controller
        control={control}
        name="createUsers"
        render={({ field }) => (
          <NoMatchChoice orgName={orgName} createUsers={field.value} onChange={field.onChange} />
        )}
      />
      <TrustField orgName={orgName} field={register('trustClaims')} />
      <ChooseEnd runId={runId} isSubmitting={isSubmitting} failure={failure} />
    </form>
  );
}

function problemOf(answer: ChoicesAnswer | undefined): OktaRefusal | undefined {
  if (answer?.serverError) return answer.serverError;
  return answer?.validationErrors === undefined
    ? undefined
    : { message: 'Check the fields and try again.' };
}

interface ChooseEndProps {
  readonly runId: string;
  readonly isSubmitting: boolean;
  readonly failure: OktaRefusal | undefined;
}

function ChooseEnd({ runId, isSubmitting, failure }: ChooseEndProps) {
  return (
    <>
      <OktaFailure failure={failure} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" loading={isSubmitting}>
          Review the plan
        </Button>
        <ButtonLink href={runStepPath(runId, 'check')}>Back</ButtonLink>
      </div>
    </>
  );
}

interface NoMatchChoiceProps {
  readonly orgName: string;
  readonly createUsers: boolean;
  readonly onChange: (createUsers: boolean) => void;
}

function NoMatchChoice({ orgName, createUsers, onChange }: NoMatchChoiceProps) {
  return (
    <ChoiceGroup legend="If no match is found">
      <Radio
        name="createUsers"
        label="Create new user (JIT)"
        help={`${orgName} must also allow it: Customizations → Other → Just In Time Provisioning.`}
        checked={createUsers}
        onChange={() => onChange(true)}
      />
      <Radio
        name="createUsers"
        label="Redirect to Okta's sign-in page"
        help="Nobody is created; the person signs in to Okta as before."
        checked={!createUsers}
        onChange={() => onChange(false)}
      />
    </ChoiceGroup>
  );
}
