'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useHookFormAction } from '@next-safe-action/adapter-react-hook-form/hooks';
import type { SingleInputActionFn } from 'next-safe-action/hooks';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';
import type { UseFormRegisterReturn, UseFormReturn } from 'react-hook-form';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Button, ButtonLink } from '@/components/ui/button';
import { Select, TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import { createUserSchema, type CreateUserInput } from '@/lib/schemas/users';
import { roleLabels } from './user-labels';

type Refusal = { readonly code: string; readonly message: string };

export interface CreateUserFormProps {
  readonly action: SingleInputActionFn<
    Refusal,
    typeof createUserSchema,
    CreateUserErrors,
    { readonly userId: string }
  >;
  /** Only an owner gives roles. */
  readonly canAssignRole: boolean;
}

/** Errors by field, as next-safe-action returns them. */
export type CreateUserErrors = {
  readonly _errors?: string[];
} & { readonly [Field in keyof CreateUserInput]?: { readonly _errors?: string[] } };

const roleOptions = (['NONE', 'SUPPORT', 'AUDITOR', 'ADMIN', 'OWNER'] as const).map((value) => ({
  value,
  label: roleLabels[value],
}));

/** Creates a person; afterwards the person's page offers the invitation. */
export function CreateUserForm({ action: createUser, canAssignRole }: CreateUserFormProps) {
  const router = useRouter();
  const reauthentication = useReauthentication();
  const { form, action, handleSubmitWithAction } = useHookFormAction(
    createUser,
    zodResolver(createUserSchema),
    {
      formProps: {
        defaultValues: { firstName: '', lastName: '', login: '', email: '', role: 'NONE' },
      },
      actionProps: {
        onSuccess: ({ data }) => {
          router.push(`/users/${data.userId}`);
        },
        onError: ({ error }) => {
          if (error.serverError?.code !== reauthenticationRequired) return;
          reauthentication.ask(() => void handleSubmitWithAction());
        },
      },
    },
  );
  useUnsavedChanges(form.formState.isDirty);
  const refusal = action.result.serverError;
  const isTaken = refusal?.code === 'users.login_taken';
  const message =
    isTaken || refusal?.code === reauthenticationRequired ? undefined : refusal?.message;
  return (
    <>
      <form
        noValidate
        className="max-w-form flex flex-col gap-5"
        onSubmit={(event) => void handleSubmitWithAction(event)}
      >
        <Fields form={form} takenMessage={isTaken ? refusal.message : undefined} />
        {canAssignRole && <RoleField {...form.register('role')} />}
        <FormError message={message} />
        <Buttons isBusy={action.isPending || action.hasSucceeded} />
      </form>
      {reauthentication.dialog}
    </>
  );
}

function Fields(props: {
  readonly form: UseFormReturn<CreateUserInput, unknown, CreateUserInput>;
  readonly takenMessage: string | undefined;
}) {
  const { register, formState } = props.form;
  const { errors } = formState;
  const field = (name: keyof CreateUserInput): Pick<ComponentProps<typeof TextField>, 'error'> => ({
    error: errors[name]?.message,
    ...register(name),
  });
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField label="First name" autoComplete="off" {...field('firstName')} />
        <TextField label="Last name" autoComplete="off" {...field('lastName')} />
      </div>
      <TextField
        label="Login"
        help="The same as the login in Okta, for example ada@example.com. Okta finds the person by it."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...register('login')}
        error={errors.login?.message ?? props.takenMessage}
      />
      <TextField
        label="E-mail address"
        help="Leave it empty if it is the same as the login."
        optional
        type="email"
        autoComplete="off"
        {...field('email')}
      />
    </>
  );
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

function Buttons({ isBusy }: { readonly isBusy: boolean }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" variant="primary" loading={isBusy}>
        Create person
      </Button>
      <ButtonLink href="/users" variant="quiet">
        Back to users
      </ButtonLink>
    </div>
  );
}
