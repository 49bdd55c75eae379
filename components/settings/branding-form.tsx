'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { TextArea, TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import { brandingSchema, signInTextMaxLength, type BrandingInput } from '@/lib/schemas/branding';
import { isHexColour } from '@/lib/shared/accent-colours';
import type { Action } from '@/lib/shared/action-result';
import { AccentNote } from './accent-note';
import { LogoField } from './logo-field';
import { SignInPreview } from './sign-in-preview';

export interface BrandingFormProps {
  /** As saved. */
  readonly branding: BrandingInput;
  readonly logoHash: string | null;
  readonly save: Action<BrandingInput>;
  readonly removeLogo: Action<void>;
}

const looks = ['light', 'dark'] as const;

/** The tenant's own looks, and the sign-in page with them before anything is saved. */
export function BrandingForm({ branding, logoHash, save, removeLogo }: BrandingFormProps) {
  const form = useForm({ resolver: zodResolver(brandingSchema), defaultValues: branding });
  const typed = useWatch({ control: form.control });
  const colour = typed.accentColor?.trim().toLowerCase() ?? '';
  const accent = isHexColour(colour) ? colour : null;
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,35rem)_minmax(0,1fr)]">
      <div className="flex flex-col gap-8">
        <LogoField logoHash={logoHash} remove={removeLogo} />
        <TextForm form={form} accent={accent} save={save} />
      </div>
      <section aria-labelledby="preview-title" className="flex min-w-0 flex-col gap-4">
        <h2 id="preview-title" className="text-sm font-medium">
          The sign-in page with this
        </h2>
        {looks.map((look) => (
          <SignInPreview
            key={look}
            look={look}
            name={typed.name ?? ''}
            logoHash={logoHash}
            accent={accent}
            text={typed.signInText ?? ''}
          />
        ))}
      </section>
    </div>
  );
}

interface TextFormProps {
  readonly form: UseFormReturn<BrandingInput>;
  readonly accent: string | null;
  readonly save: BrandingFormProps['save'];
}

function TextForm({ form, accent, save }: TextFormProps) {
  const [failure, setFailure] = useState<string>();
  const [isSaved, setSaved] = useState(false);
  const { handleSubmit, formState, reset } = form;
  const { isSubmitting, isDirty } = formState;
  useUnsavedChanges(isDirty);
  const submit = handleSubmit(async (input) => {
    const refusal = (await save(input)).serverError;
    setFailure(refusal?.message);
    setSaved(!refusal);
    if (refusal) return;
    reset(input);
    announce('Branding saved');
  });
  return (
    <form noValidate className="flex flex-col gap-5" onSubmit={(event) => void submit(event)}>
      <Fields form={form} accent={accent} />
      <FormError message={failure} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" loading={isSubmitting} disabled={!isDirty}>
          Save branding
        </Button>
        {isSaved && !isDirty && <span className="text-ink-muted text-sm">Saved</span>}
      </div>
    </form>
  );
}

function Fields({ form, accent }: Pick<TextFormProps, 'form' | 'accent'>) {
  const { register, formState } = form;
  const { errors } = formState;
  return (
    <>
      <TextField
        label="Name of the organisation"
        help="On the sign-in page, in the portal and in every mail."
        autoComplete="organization"
        error={errors.name?.message}
        {...register('name')}
      />
      <div className="flex flex-col gap-2">
        <TextField
          label="Accent colour"
          help="For example #2d4cc8. Empty is our blue."
          optional
          mono
          spellCheck={false}
          autoCapitalize="none"
          error={errors.accentColor?.message}
          {...register('accentColor')}
        />
        <AccentNote accent={accent} />
      </div>
      <TextArea
        label="Sentence on the sign-in page"
        help={`One plain line, up to ${String(signInTextMaxLength)} characters: for example where to get help.`}
        optional
        rows={2}
        error={errors.signInText?.message}
        {...register('signInText')}
      />
    </>
  );
}
