'use client';

import { TextArea, TextField } from '@/components/ui/field';
import { maxDomains, maxListedLogins, type WiderStage } from '@/lib/schemas/okta-roll-out';
import type { RollOutFormState } from './roll-out-form';

export interface StageFieldsProps {
  readonly form: RollOutFormState;
  readonly stage: WiderStage;
}

/** What the chosen stage needs to know. */
export function StageFields({ form, stage }: StageFieldsProps) {
  const { register, formState } = form;
  const { errors } = formState;
  if (stage === 'LIST') {
    return (
      <TextArea
        label="People"
        help={`Okta logins, one a line, at most ${String(maxListedLogins)}. Administrators of Okta are refused.`}
        rows={5}
        mono
        error={errors.logins?.message}
        {...register('logins')}
      />
    );
  }
  if (stage === 'DOMAIN') {
    return (
      <TextArea
        label="E-mail domains"
        help={`One a line, such as acme.com; at most ${String(maxDomains)}. Sub-domains are not included.`}
        rows={3}
        mono
        error={errors.domains?.message}
        {...register('domains')}
      />
    );
  }
  if (stage === 'EVERYONE') return null;
  return (
    <div className="flex flex-col gap-6">
      <TextField
        label="Profile attribute"
        help="Its variable name, as Okta shows it under Directory → Profile Editor → User (default)."
        mono
        autoCapitalize="none"
        spellCheck={false}
        error={errors.attribute?.message}
        {...register('attribute')}
      />
      <TextField
        label="Value"
        help="Whoever has exactly this value is caught. Rules over an attribute compare with one value only."
        error={errors.value?.message}
        {...register('value')}
      />
    </div>
  );
}
