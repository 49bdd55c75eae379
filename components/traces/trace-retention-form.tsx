'use client';

import { useState, type SyntheticEvent } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import {
  traceRetentionBounds,
  traceRetentionSchema,
  type TraceRetention,
} from '@/lib/schemas/saml-traces';
import type { Action } from '@/lib/shared/action-result';

export interface TraceRetentionFormProps {
  readonly days: number;
  readonly canSet: boolean;
  readonly set: Action<TraceRetention>;
}

/** How long traces are kept, and the form to change it for who may. */
export function TraceRetentionForm({ days, canSet, set }: TraceRetentionFormProps) {
  return (
    <div className="max-w-form flex flex-col gap-6">
      <DefinitionList>
        <Definition term="Kept">{days === 1 ? 'For a day' : `For ${String(days)} days`}</Definition>
      </DefinitionList>
      {canSet && <ChangeDays days={days} set={set} />}
    </div>
  );
}

function ChangeDays({ days, set }: Omit<TraceRetentionFormProps, 'canSet'>) {
  const [typed, setTyped] = useState(String(days));
  const [problem, setProblem] = useState<string>();
  const { busy, error, run } = useActionRun();
  const { ask, dialog } = useReauthentication();
  const save = async (wanted: TraceRetention): Promise<void> => {
    const askAgain = (refusal: { readonly code: string }) => {
      if (refusal.code !== reauthenticationRequired) return false;
      ask(() => void save(wanted));
      return true;
    };
    if (await run('save', () => set(wanted), askAgain)) announce('Retention of traces changed');
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const parsed = traceRetentionSchema.safeParse({ days: Number(typed) });
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) void save(parsed.data);
  };
  const { min, max } = traceRetentionBounds;
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        label="Days to keep traces"
        help={`${String(min)} to ${String(max)}. Older ones are removed within the hour.`}
        inputMode="numeric"
        value={typed}
        error={problem}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
      />
      <FormError message={error} />
      <div>
        <Button type="submit" loading={busy === 'save'}>
          Keep traces so long
        </Button>
      </div>
      {dialog}
    </form>
  );
}
