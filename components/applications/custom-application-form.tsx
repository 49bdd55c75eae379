'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { FormProvider, useForm, type UseFormReturn } from 'react-hook-form';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button, ButtonLink } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import {
  customApplicationSchema,
  type CreateCustomApplicationInput,
  type CustomApplicationInput,
  type UpdateCustomApplicationInput,
} from '@/lib/schemas/custom-applications';
import type { Action } from '@/lib/shared/action-result';
import { changedMeanwhile, MergedSettings } from './changed-meanwhile';
import { AddressFields } from './custom-address-fields';
import { NameFields } from './custom-name-fields';
import { TrustFields } from './custom-trust-fields';
import { useChangedMeanwhile } from './use-changed-meanwhile';

/** Adds an application, or changes one. */
export type CustomFormTask =
  | {
      readonly kind: 'create';
      readonly save: Action<CreateCustomApplicationInput, { readonly applicationId: string }>;
      /** Read from metadata and saved nowhere yet. */
      readonly isRead: boolean;
    }
  | {
      readonly kind: 'edit';
      readonly applicationId: string;
      /** Of the values that the form begins with. */
      readonly version: string;
      readonly save: Action<UpdateCustomApplicationInput>;
    };

export interface CustomApplicationFormProps {
  readonly initial: CustomApplicationInput;
  readonly task: CustomFormTask;
}

/** Fields that the server knows more about than the browser. */
const fieldOfRefusal: Readonly<Record<string, keyof CustomApplicationInput>> = {
  'applications.entity_id_taken': 'entityId',
  'applications.signing_certificate_unusable': 'signingCertificates',
  'applications.encryption_certificate_unusable': 'encryptionCertificate',
};

/** Everything that is set for a custom application but its attributes. Nothing typed is lost. */
export function CustomApplicationForm({ initial, task }: CustomApplicationFormProps) {
  const form = useForm<CustomApplicationInput>({
    resolver: zodResolver(customApplicationSchema),
    defaultValues: initial,
  });
  const { isDirty } = form.formState;
  useUnsavedChanges(isDirty || (task.kind === 'create' && task.isRead));
  const { busy, error, submit, dialog } = useSaving(form, task);
  const version = task.kind === 'edit' ? task.version : null;
  const changed = useChangedMeanwhile(form, { initial, version });
  return (
    <FormProvider {...form}>
      <form
        noValidate
        className="max-w-form flex flex-col gap-10"
        onSubmit={(event) => void submit(event)}
      >
        <AddressFields />
        <TrustFields />
        <NameFields />
        <div className="flex flex-col gap-4">
          {changed !== null && <MergedSettings {...changed} />}
          <FormError message={error} />
          <FormButtons task={task} isBusy={busy !== undefined} />
        </div>
        {dialog}
      </form>
    </FormProvider>
  );
}

function useSaving(form: UseFormReturn<CustomApplicationInput>, task: CustomFormTask) {
  const router = useRouter();
  const { busy, error, run } = useActionRun();
  const { ask, dialog } = useReauthentication();
  const send = async (values: CustomApplicationInput): Promise<void> => {
    let applicationId = task.kind === 'edit' ? task.applicationId : '';
    const save = async () => {
      if (task.kind === 'edit') return task.save({ applicationId, version: task.version, values });
      const result = await task.save({ values, isFromMetadata: task.isRead });
      applicationId = result.data?.applicationId ?? '';
      return result;
    };
    const isSaved = await run('save', save, ({ code, message }) => {
      const field = fieldOfRefusal[code];
      if (field !== undefined) form.setError(field, { message }, { shouldFocus: true });
      if (code === reauthenticationRequired) ask(() => void send(values));
      if (code === changedMeanwhile) router.refresh();
      return field !== undefined || code === reauthenticationRequired || code === changedMeanwhile;
    });
    if (isSaved) router.push(`/applications/${applicationId}` as Route);
  };
  return { busy, error, submit: form.handleSubmit(send), dialog };
}

function FormButtons({
  task,
  isBusy,
}: {
  readonly task: CustomFormTask;
  readonly isBusy: boolean;
}) {
  const isEdit = task.kind === 'edit';
  const back = (isEdit ? `/applications/${task.applicationId}` : '/applications/new') as Route;
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" variant="primary" loading={isBusy}>
        {isEdit ? 'Save changes' : 'Add application'}
      </Button>
      <ButtonLink href={back} variant="quiet">
        {isEdit ? 'Back to the application' : 'Back'}
      </ButtonLink>
    </div>
  );
}
