'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useHookFormAction } from '@next-safe-action/adapter-react-hook-form/hooks';
import type { Route } from 'next';
import type { SingleInputActionFn } from 'next-safe-action/hooks';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useWatch } from 'react-hook-form';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Button, ButtonLink } from '@/components/ui/button';
import { FormError, Notice } from '@/components/ui/notice';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import { editUserSchema, type EditUserResult, type UserDetails } from '@/lib/schemas/users';
import { describeRefusal } from './create-user-form';
import { useLoginWarnings } from './use-login-warnings';
import { LoginWarnings, UserFields, type UserFormErrors } from './user-form-fields';

export interface EditUserFormProps {
  readonly user: Pick<
    UserDetails,
    'id' | 'login' | 'email' | 'firstName' | 'lastName' | 'invitation'
  >;
  readonly action: SingleInputActionFn<
    { readonly code: string; readonly message: string },
    typeof editUserSchema,
    UserFormErrors,
    EditUserResult
  >;
}

/** Changes names, e-mail address and login; says what a new login brings about. */
export function EditUserForm(props: EditUserFormProps) {
  const { user } = props;
  const { form, action, submit, warnings, reauthentication } = useEditing(props);
  const [newLogin, newEmail] = useWatch({ control: form.control, name: ['login', 'email'] });
  const isNewLogin = newLogin.trim() !== user.login;
  const isNewAddress = isNewLogin || newEmail.trim() !== user.email;
  const isDone = action.hasSucceeded && action.result.data.isStored;
  useUnsavedChanges(form.formState.isDirty && !isDone);
  const { takenMessage, message } = describeRefusal(action.result.serverError);
  return (
    <>
      <form
        noValidate
        className="max-w-form flex flex-col gap-5"
        onSubmit={(event) => void submit(event)}
      >
        <UserFields
          register={form.register}
          errors={form.formState.errors}
          takenMessage={takenMessage}
          loginHelp="The same as the login in Okta. Change it there too, or Okta does not find the person."
        />
        <Consequences
          isNewLogin={isNewLogin}
          endsInvitation={user.invitation !== null && isNewAddress}
        />
        <LoginWarnings warnings={warnings} />
        <FormError message={message} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" loading={action.isPending || isDone}>
            {warnings.length > 0 ? 'Save with this login' : 'Save changes'}
          </Button>
          <ButtonLink href={`/users/${user.id}` as Route} variant="quiet">
            Back without saving
          </ButtonLink>
        </div>
      </form>
      {reauthentication.dialog}
    </>
  );
}

/** The form and its action; a new login is asked about twice: by its look, and for the passkey. */
function useEditing({ user, action: editUser }: EditUserFormProps) {
  const router = useRouter();
  const reauthentication = useReauthentication();
  const { id: userId, firstName, lastName, login, email } = user;
  const { form, action, handleSubmitWithAction } = useHookFormAction(
    editUser,
    zodResolver(editUserSchema),
    {
      formProps: {
        defaultValues: { userId, firstName, lastName, login, email, acceptsWarnings: false },
      },
      actionProps: {
        onSuccess: ({ data, input }) => {
          if (data.isStored) router.push(`/users/${userId}` as Route);
          else setWarnings(data.warnings, input.login);
        },
        onError: ({ error }) => {
          if (error.serverError?.code !== reauthenticationRequired) return;
          reauthentication.ask(() => void handleSubmitWithAction());
        },
      },
    },
  );
  const { control, setValue } = form;
  const { warnings, setWarnings } = useLoginWarnings(useWatch({ control, name: 'login' }));
  useEffect(() => {
    setValue('acceptsWarnings', warnings.length > 0);
  }, [setValue, warnings.length]);
  return { form, action, submit: handleSubmitWithAction, warnings, reauthentication };
}

function Consequences(props: { readonly isNewLogin: boolean; readonly endsInvitation: boolean }) {
  if (!props.isNewLogin && !props.endsInvitation) return null;
  return (
    <Notice live="status">
      {props.isNewLogin && (
        <p>
          A new login asks for your passkey and signs the person out everywhere. Their passkeys keep
          working.
        </p>
      )}
      {props.endsInvitation && (
        <p>
          The open invitation stops working: it went to the old address. Invite again afterwards.
        </p>
      )}
    </Notice>
  );
}
