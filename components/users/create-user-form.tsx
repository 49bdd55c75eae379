'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useHookFormAction } from '@next-safe-action/adapter-react-hook-form/hooks';
import type { SingleInputActionFn } from 'next-safe-action/hooks';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useWatch, type UseFormRegisterReturn } from 'react-hook-form';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Button, ButtonLink } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import { createUserSchema, type CreateUserResult } from '@/lib/schemas/users';
import { useLoginWarnings } from './use-login-warnings';
import { LoginWarnings, UserFields, type UserFormErrors } from './user-form-fields';
import { roleLabels } from './user-labels';

type Refusal = { readonly code: string; readonly message: string };

export interface CreateUserFormProps {
  readonly action: SingleInputActionFn<
    Refusal,
    typeof createUserSchema,
    UserFormErrors,
    CreateUserResult
  >;
  /** Only an owner gives roles. */
  readonly canAssignRole: boolean;
}

const roleOptions = (['NONE', 'SUPPORT', 'AUDITOR', 'ADMIN', 'OWNER'] as const).map((value) => ({
  value,
  label: roleLabels[value],
}));

const defaultValues = {
  firstName: '',
  lastName: '',
  login: '',
  email: '',
  role: 'NONE' as const,
  acceptsWarnings: false,
};

/** Creates a person; afterwards the person's page offers the invitation. */
export function CreateUserForm({ action: createUser, canAssignRole }: CreateUserFormProps) {
  const router = useRouter();
  const reauthentication = useReauthentication();
  const { form, action, handleSubmitWithAction } = useHookFormAction(
    createUser,
    zodResolver(createUserSchema),
    {
      formProps: { defaultValues },
      actionProps: {
        onSuccess: ({ data, input }) => {
          if (data.userId === null) setWarnings(data.warnings, input.login);
          else router.push(`/users/${data.userId}`);
        },
        onError: ({ error }) => {
          if (error.serverError?.code !== reauthenticationRequired) return;
          reauthentication.ask(() => void handleSubmitWithAction());
        },
      },
    },
  );
  const { control, setValue, register, formState } = form;
  const { warnings, setWarnings } = useLoginWarnings(useWatch({ control, name: 'login' }));
  useEffect(() => {
    setValue('acceptsWarnings', warnings.length > 0);
  }, [setValue, warnings.length]);
  const isDone = action.hasSucceeded && action.result.data.userId !== null;
  useUnsavedChanges(formState.isDirty && !isDone);
  const { takenMessage, message } = describeRefusal(action.result.serverError);
  return (
    <>
      <form
        noValidate
        className="max-w-form flex flex-col gap-5"
        onSubmit={(event) => void handleSubmitWithAction(event)}
      >
        <UserFields
          register={register}
          errors={formState.errors}
          takenMessage={takenMessage}
          loginHelp="The same as the login in Okta, for example ada@example.com. Okta finds the person by it."
        />
        {canAssignRole && <RoleField {...register('role')} />}
        <LoginWarnings warnings={warnings} />
        <FormError message={message} />
        <Buttons isBusy={action.isPending || isDone} isWarned={warnings.length > 0} />
      </form>
      {reauthentication.dialog}
    </>
  );
}

/** A taken login is said at its field; a missing proof of presence by its dialog. */
export function describeRefusal(refusal: Refusal | undefined) {
  const isTaken = refusal?.code === 'users.login_taken';
  const isElsewhere = isTaken || refusal?.code === reauthenticationRequired;
  return {
    takenMessage: isTaken ? refusal.message : undefined,
    message: isElsewhere ? undefined : refusal?.message,
  };
}

function RoleField(props: UseFormRegisterReturn) {
  return (
    <Select
      label="Role"
      help="People without a role sign in to applications and manage their own passkeys."
      options={roleOptions}
      {...props}
    />
  );
}

function Buttons({ isBusy, isWarned }: { readonly isBusy: boolean; readonly isWarned: boolean }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" variant="primary" loading={isBusy}>
        {isWarned ? 'Create person with this login' : 'Create person'}
      </Button>
      <ButtonLink href="/users" variant="quiet">
        Back to users
      </ButtonLink>
    </div>
  );
}
