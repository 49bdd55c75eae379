'use client';

import { useState, type SyntheticEvent } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { ChoiceGroup, Radio } from '@/components/ui/choice';
import { TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import {
  auditRetentionSchema,
  minRetentionDays,
  type AuditRetention,
  type RetentionPreview,
  type RetentionState,
} from '@/lib/schemas/audit-retention';
import type { Action } from '@/lib/shared/action-result';
import { ConfirmRetention, type WantedRetention } from './confirm-retention';

export interface RetentionActions {
  readonly preview: Action<AuditRetention, RetentionPreview>;
  readonly set: Action<AuditRetention>;
}

export interface ChangeRetentionProps extends RetentionActions {
  readonly retention: RetentionState;
}

/** Changes how long events are kept, after a look at what that removes and with the passkey. */
export function ChangeRetention({ retention, ...actions }: ChangeRetentionProps) {
  const [isLimited, setLimited] = useState(retention.days !== null);
  const [typed, setTyped] = useState(String(retention.days ?? 365));
  const [problem, setProblem] = useState<string>();
  const { asked, close, busy, error, look, save, dialog } = useRetention(actions);
  const saved = retention.days === null ? null : String(retention.days);
  useUnsavedChanges((isLimited ? typed : null) !== saved);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const parsed = auditRetentionSchema.safeParse({ days: isLimited ? Number(typed) : null });
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) void look(parsed.data);
  };
  return (
    <>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <KeepChoice isLimited={isLimited} onChange={setLimited} />
        {isLimited && (
          <TextField
            label="Days"
            help={`At least ${minRetentionDays}.`}
            inputMode="numeric"
            value={typed}
            error={problem}
            onChange={(event) => {
              setTyped(event.target.value);
            }}
          />
        )}
        {asked === null && <FormError message={error} />}
        <div>
          <Button type="submit" loading={busy === 'look'}>
            Change retention
          </Button>
        </div>
      </form>
      <ConfirmRetention
        asked={asked}
        loading={busy === 'save'}
        error={error}
        onClose={close}
        onConfirm={(wanted) => void save(wanted)}
      />
      {dialog}
    </>
  );
}

function useRetention({ preview, set }: RetentionActions) {
  const [asked, setAsked] = useState<WantedRetention | null>(null);
  const { busy, error, run } = useActionRun();
  const { ask, dialog } = useReauthentication();
  const close = () => {
    setAsked(null);
  };
  const look = (wanted: AuditRetention) =>
    run('look', async () => {
      const result = await preview(wanted);
      if (result.data) setAsked({ wanted, preview: result.data });
      return result;
    });
  const save = async (wanted: AuditRetention): Promise<void> => {
    const askAgain = (refusal: { readonly code: string }) => {
      if (refusal.code !== reauthenticationRequired) return false;
      close();
      ask(() => void save(wanted));
      return true;
    };
    if (!(await run('save', () => set(wanted), askAgain))) return;
    close();
    announce('Retention changed');
  };
  return { asked, close, busy, error, look, save, dialog };
}

interface KeepChoiceProps {
  readonly isLimited: boolean;
  readonly onChange: (isLimited: boolean) => void;
}

function KeepChoice({ isLimited, onChange }: KeepChoiceProps) {
  return (
    <ChoiceGroup legend="Keep events">
      <Radio
        name="limited"
        label="For ever"
        checked={!isLimited}
        onChange={() => {
          onChange(false);
        }}
      />
      <Radio
        name="limited"
        label="For some days"
        help="Older events are removed within the hour, from the beginning of the log only. What is left can still be verified."
        checked={isLimited}
        onChange={() => {
          onChange(true);
        }}
      />
    </ChoiceGroup>
  );
}
