'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import { useForm, type FieldErrors, type UseFormRegister } from 'react-hook-form';
import { registerPasskey } from '@/components/shell/passkey-ceremony';
import { Button } from '@/components/ui/plain-button';
import { TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { setupDetailsSchema, type SetupDetails } from '@/lib/schemas/setup';

const paths = { options: '/api/webauthn/setup/options', verify: '/api/webauthn/setup/verify' };

export interface SetupFormProps {
  /** From the one-time link. */
  readonly token: string;
  /** The organisation that gets an owner; null when it is named here as well. */
  readonly tenantName: string | null;
}

/** Names the organisation, unless it has a name, and its owner, then makes the owner's passkey. */
export function SetupForm({ token, tenantName }: SetupFormProps) {
  const [error, setError] = useState<string>();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(setupDetailsSchema),
    defaultValues: { tenantName: tenantName ?? '', firstName: '', lastName: '', email: '' },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;
  const create = async (details: SetupDetails) => {
    setError(undefined);
    const result = await registerPasskey({
      paths,
      begin: { token, ...details },
      wrap: (response) => ({ token, response }),
    });
    if (result.ok) window.location.assign(result.answer.redirectTo ?? '/');
    else setError(result.refusal.message);
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => void handleSubmit(create)(event)}
    >
      <Fields register={register} errors={errors} isNamed={tenantName !== null} />
      <FormError message={error} />
      <Button
        type="submit"
        variant="primary"
        loading={isSubmitting || (isSubmitSuccessful && error === undefined)}
        icon={<Fingerprint aria-hidden />}
        className="h-11"
      >
        Create passkey and finish
      </Button>
    </form>
  );
}

function Fields(props: {
  readonly register: UseFormRegister<SetupDetails>;
  readonly errors: FieldErrors<SetupDetails>;
  readonly isNamed: boolean;
}) {
  const { register, errors, isNamed } = props;
  return (
    <>
      {!isNamed && (
        <TextField
          label="Organisation"
          help="Shown on the sign-in page."
          autoComplete="organization"
          error={errors.tenantName?.message}
          {...register('tenantName')}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="First name"
          autoComplete="given-name"
          error={errors.firstName?.message}
          {...register('firstName')}
        />
        <TextField
          label="Last name"
          autoComplete="family-name"
          error={errors.lastName?.message}
          {...register('lastName')}
        />
      </div>
      <TextField
        label="E-mail address"
        help="This is your login as well."
        type="email"
        autoComplete="email"
        error={errors.email?.message}
        {...register('email')}
      />
    </>
  );
}
