'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm, type FieldErrors, type UseFormRegister } from 'react-hook-form';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Button } from '@/components/ui/button';
import { ChoiceGroup, Radio } from '@/components/ui/choice';
import { TextArea, TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import { oktaByHandInputSchema, type OktaByHandInput } from '@/lib/schemas/okta-application';
import { applicationPath } from './paths';

/** The part of a server action's answer this form reads. */
export interface ByHandAnswer {
  readonly data?: { readonly applicationId: string } | undefined;
  readonly serverError?: { readonly code: string; readonly message: string } | undefined;
  readonly validationErrors?: unknown;
}

export interface ByHandFormProps {
  readonly defaultIdpName: string;
  readonly save: (input: OktaByHandInput) => Promise<ByHandAnswer | undefined>;
}

type Way = 'metadata' | 'values';

const fieldsOfWay: Record<Way, readonly (keyof OktaByHandInput)[]> = {
  metadata: ['spMetadataXml'],
  values: ['acsUrl', 'audience', 'signOutUrl', 'certificatePem'],
};

/** Leaves out what belongs to the other way, and fields left empty. */
function toInput(values: OktaByHandInput, way: Way): OktaByHandInput {
  const kept = fieldsOfWay[way].filter((name) => (values[name] ?? '').trim() !== '');
  return {
    domain: values.domain,
    idpName: values.idpName,
    ...Object.fromEntries(kept.map((name) => [name, values[name]])),
  };
}

/** What Okta answered: its SP metadata, or the values one by one. */
export function ByHandForm({ defaultIdpName, save }: ByHandFormProps) {
  const router = useRouter();
  const { ask, dialog } = useReauthentication();
  const [way, setWay] = useState<Way>('metadata');
  const [failure, setFailure] = useState<string>();
  const { register, handleSubmit, formState } = useForm<OktaByHandInput>({
    resolver: zodResolver(oktaByHandInputSchema),
    defaultValues: { domain: '', idpName: defaultIdpName },
  });
  const { errors, isSubmitting, isDirty } = formState;
  useUnsavedChanges(isDirty);
  const send = async (values: OktaByHandInput) => {
    setFailure(undefined);
    const answer = await save(toInput(values, way));
    if (answer?.data) router.push(applicationPath(answer.data.applicationId));
    else if (answer?.serverError?.code === reauthenticationRequired) ask(() => void send(values));
    else setFailure(answer?.serverError?.message ?? 'Check the fields and try again.');
  };
  const submit = handleSubmit(send);
  return (
    <form className="max-w-form flex flex-col gap-6" onSubmit={(event) => void submit(event)}>
      <TextField
        label="Okta domain"
        help="For example acme.okta.com."
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        error={errors.domain?.message}
        {...register('domain')}
      />
      <TextField
        label="Name of the identity provider in Okta"
        error={errors.idpName?.message}
        {...register('idpName')}
      />
      <WayChoice way={way} onWay={setWay} />
      {way === 'metadata' ? (
        <MetadataField register={register} errors={errors} />
      ) : (
        <ValueFields register={register} errors={errors} />
      )}
      <FormError message={failure} />
      {dialog}
      <Button type="submit" variant="primary" loading={isSubmitting} className="self-start">
        Save application
      </Button>
    </form>
  );
}

function WayChoice({ way, onWay }: { readonly way: Way; readonly onWay: (way: Way) => void }) {
  return (
    <ChoiceGroup legend="What Okta shows for the new identity provider">
      <Radio
        name="way"
        label="Paste the SP metadata"
        help="Download metadata, on the page of the identity provider. It fills everything at once."
        checked={way === 'metadata'}
        onChange={() => onWay('metadata')}
      />
      <Radio
        name="way"
        label="Type the values one by one"
        checked={way === 'values'}
        onChange={() => onWay('values')}
      />
    </ChoiceGroup>
  );
}

interface FieldsProps {
  readonly register: UseFormRegister<OktaByHandInput>;
  readonly errors: FieldErrors<OktaByHandInput>;
}

function MetadataField({ register, errors }: FieldsProps) {
  return (
    <TextArea
      label="SP metadata (XML)"
      mono
      rows={8}
      spellCheck={false}
      error={errors.spMetadataXml?.message}
      {...register('spMetadataXml')}
    />
  );
}

function ValueFields({ register, errors }: FieldsProps) {
  return (
    <>
      <TextField
        label="Assertion Consumer Service URL"
        mono
        placeholder="https://acme.okta.com/sso/saml2/0oa…"
        error={errors.acsUrl?.message}
        {...register('acsUrl')}
      />
      <TextField
        label="Audience URI"
        mono
        placeholder="https://www.okta.com/saml2/service-provider/sp…"
        error={errors.audience?.message}
        {...register('audience')}
      />
      <TextField
        label="Sign-out URL"
        optional
        mono
        placeholder="https://acme.okta.com/logout"
        error={errors.signOutUrl?.message}
        {...register('signOutUrl')}
      />
      <TextArea
        label="Signing certificate of Okta (PEM)"
        optional
        mono
        rows={6}
        help="With it, AdminX accepts only requests signed by your organisation."
        spellCheck={false}
        error={errors.certificatePem?.message}
        {...register('certificatePem')}
      />
    </>
  );
}
