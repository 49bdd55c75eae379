'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import {
  oktaByHandInputSchema,
  type ByHandPreview as Preview,
  type OktaByHandInput,
} from '@/lib/schemas/okta-application';
import { ByHandFields, toInput, type ByHandWay } from './by-hand-fields';
import { ByHandPreview } from './by-hand-preview';
import { applicationProvePath } from './paths';

/** The part of a server action's answer this form reads. */
interface Answer<Data> {
  readonly data?: Data | undefined;
  readonly serverError?: { readonly code: string; readonly message: string } | undefined;
  readonly validationErrors?: unknown;
}

type Send<Data> = (input: OktaByHandInput) => Promise<Answer<Data> | undefined>;

export interface ByHandFormProps {
  readonly defaultIdpName: string;
  /** Checks everything and stores nothing. */
  readonly preview: Send<Preview>;
  readonly save: Send<{ readonly applicationId: string }>;
}

interface Checked {
  readonly input: OktaByHandInput;
  readonly preview: Preview;
}

/** What Okta answered: its SP metadata, or the values one by one; shown as read before it is saved. */
export function ByHandForm({ defaultIdpName, preview, save }: ByHandFormProps) {
  const [way, setWay] = useState<ByHandWay>('metadata');
  const [failure, setFailure] = useState<string>();
  const [checked, setChecked] = useState<Checked>();
  const form = useForm<OktaByHandInput>({
    resolver: zodResolver(oktaByHandInputSchema),
    defaultValues: { domain: '', idpName: defaultIdpName },
  });
  const { isSubmitting, isDirty } = form.formState;
  useUnsavedChanges(isDirty);
  const check = form.handleSubmit(async (values) => {
    setFailure(undefined);
    const input = toInput(values, way);
    const answer = await preview(input);
    if (answer?.data) setChecked({ input, preview: answer.data });
    else setFailure(answer?.serverError?.message ?? 'Check the fields and try again.');
  });
  if (checked) {
    return <Confirm checked={checked} save={save} onChange={() => setChecked(undefined)} />;
  }
  return (
    <form className="max-w-form flex flex-col gap-6" onSubmit={(event) => void check(event)}>
      <ByHandFields form={form} way={way} onWay={setWay} />
      <FormError message={failure} />
      <Button type="submit" variant="primary" loading={isSubmitting} className="self-start">
        Check these values
      </Button>
    </form>
  );
}

interface ConfirmProps {
  readonly checked: Checked;
  readonly save: ByHandFormProps['save'];
  readonly onChange: () => void;
}

function Confirm({ checked, save, onChange }: ConfirmProps) {
  const router = useRouter();
  const { ask, dialog } = useReauthentication();
  const [failure, setFailure] = useState<string>();
  const [isSaving, setSaving] = useState(false);
  const send = async () => {
    setFailure(undefined);
    setSaving(true);
    const answer = await save(checked.input);
    setSaving(false);
    if (answer?.data) router.push(applicationProvePath(answer.data.applicationId));
    else if (answer?.serverError?.code === reauthenticationRequired) ask(() => void send());
    else setFailure(answer?.serverError?.message ?? 'Change the values and check them again.');
  };
  return (
    <div className="flex flex-col gap-6">
      <ByHandPreview preview={checked.preview} idpName={checked.input.idpName} />
      <FormError message={failure} />
      {dialog}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" loading={isSaving} onClick={() => void send()}>
          Save application
        </Button>
        <Button onClick={onChange}>Change something</Button>
      </div>
    </div>
  );
}
