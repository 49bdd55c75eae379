'use client';

import { KeyRound } from 'lucide-react';
import { useState, useTransition } from 'react';
import { OktaFailure, type OktaRefusal } from '@/components/shell/okta-failure';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { CopyableValue } from '@/components/ui/copyable-value';
import { TextArea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { approveOverrideSchema, type ApproveOverrideInput } from '@/lib/schemas/okta-guard';
import type { RollOutRunView, SetupPlan, SetupRunView } from '@/lib/schemas/okta-run';
import { toMoment, type AssentAnswer } from './way-back-check';

/** A second admin approves a plan. */
export type ApproveOverride = (input: ApproveOverrideInput) => Promise<AssentAnswer | undefined>;

export interface OverrideProps {
  readonly run: SetupRunView & { readonly plan: SetupPlan; readonly rollOut: RollOutRunView };
  /** Address of this page, for the other administrator. */
  readonly pageUrl: string;
  readonly approve: ApproveOverride;
}

/** Going on in spite of the guard: for who began it the way to ask, for anybody else the form. */
export function Override({ run, pageUrl, approve }: OverrideProps) {
  const { guard, override } = run.rollOut;
  const unmet = guard.filter(({ isMet }) => !isMet);
  if (override !== null) {
    return (
      <Notice tone="warning" title={`${override.login} approved this plan all the same`}>
        <p>
          On <time dateTime={override.at}>{toMoment(override.at)}</time>: “{override.reason}”. It
          counts for one hour and for this very plan, and is kept in the event log.
        </p>
      </Notice>
    );
  }
  if (unmet.length === 0) return null;
  if (unmet.some(({ isOverridable }) => !isOverridable)) {
    return (
      <p className="text-ink-muted text-sm">
        One of the conditions that are not met cannot be let pass by anybody. Meet that one first.
      </p>
    );
  }
  if (!run.isMine) return <ApproveForm run={run} approve={approve} />;
  return (
    <Notice title="Another administrator can let it pass">
      <p>
        Somebody else who may connect applications opens this page, reads the plan, gives a reason
        and uses the passkey. The approval counts for one hour and for this very plan.
      </p>
      <CopyableValue what="address of this page" value={pageUrl} />
    </Notice>
  );
}

function ApproveForm({ run, approve }: Pick<OverrideProps, 'run' | 'approve'>) {
  const { ask, dialog } = useReauthentication();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [failure, setFailure] = useState<OktaRefusal>();
  const [isWorking, startWork] = useTransition();
  const send = (input: ApproveOverrideInput) => {
    startWork(async () => {
      const answer = await approve(input);
      if (answer?.serverError?.code === reauthenticationRequired) {
        ask(() => send(input));
        return;
      }
      setFailure(answer?.serverError);
      if (!answer?.serverError) announce('Approved');
    });
  };
  const submit = () => {
    const input = { runId: run.id, planHash: run.plan.hash, reason };
    const parsed = approveOverrideSchema.safeParse(input);
    setError(parsed.success ? undefined : parsed.error.issues[0]?.message);
    if (parsed.success) send(parsed.data);
  };
  return (
    <form
      className="max-w-form flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextArea
        label="Why is it right to go on all the same?"
        help={`${run.createdBy} asks for it. Your reason is kept with the run and in the event log, with your name.`}
        rows={3}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        error={error}
      />
      <OktaFailure failure={failure} />
      <div>
        <Button type="submit" variant="danger" loading={isWorking} icon={<KeyRound aria-hidden />}>
          Approve this plan
        </Button>
      </div>
      {dialog}
    </form>
  );
}
