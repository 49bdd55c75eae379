'use client';

import { useState } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Button } from '@/components/ui/button';
import { Checkbox, ChoiceGroup, Radio } from '@/components/ui/choice';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Dialog } from '@/components/ui/dialog';
import { FormError, Notice } from '@/components/ui/notice';
import { identityChecks } from '@/lib/schemas/identity-checks';
import type { IssuePasscodeInput, NewPasscode } from '@/lib/schemas/recovery';
import type { Action } from '@/lib/shared/action-result';
import { useClockTime } from './use-clock-time';

export interface PasscodeDialogProps {
  readonly person: { readonly id: string; readonly displayName: string };
  readonly open: boolean;
  readonly issue: Action<IssuePasscodeInput, NewPasscode>;
  readonly onClose: () => void;
}

/** First who it is and how that was confirmed, then the passcode, this once. */
export function PasscodeDialog({ person, open, issue, onClose }: PasscodeDialogProps) {
  const issuing = useIssuing(issue);
  const { issued } = issuing;
  const close = () => {
    issuing.forget();
    onClose();
  };
  return (
    <>
      <Dialog
        open={open}
        onClose={close}
        title={issued ? 'Read this out' : `Issue a passcode for ${person.displayName}`}
      >
        {issued ? (
          <IssuedPasscode issued={issued} onDone={close} />
        ) : (
          <IssueForm person={person} issuing={issuing} onCancel={close} />
        )}
      </Dialog>
      {issuing.dialog}
    </>
  );
}

type Check = IssuePasscodeInput['check'];

interface IssueFormProps extends Pick<PasscodeDialogProps, 'person'> {
  readonly issuing: ReturnType<typeof useIssuing>;
  readonly onCancel: () => void;
}

function IssueForm({ person, issuing, onCancel }: IssueFormProps) {
  const { isBusy, problem, send } = issuing;
  const [check, setCheck] = useState<Check | null>(null);
  const [isConfirmed, setConfirmed] = useState(false);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send({ userId: person.id, check, isConfirmed });
      }}
    >
      <p className="text-ink-muted">
        A passcode lets whoever has it take this account over. Being asked nicely, in a hurry or by
        somebody important is no proof.
      </p>
      <CheckChoice check={check} error={problem.check} onChange={setCheck} />
      <Checkbox
        label={`I have confirmed that this is ${person.displayName}`}
        help="Your name and the way you chose are written down."
        checked={isConfirmed}
        onChange={(event) => {
          setConfirmed(event.target.checked);
        }}
      />
      <FormError message={problem.form} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" loading={isBusy}>
          Issue passcode
        </Button>
      </div>
    </form>
  );
}

function CheckChoice(props: {
  readonly check: Check | null;
  readonly error: string | undefined;
  readonly onChange: (check: Check) => void;
}) {
  const { check, error, onChange } = props;
  return (
    <ChoiceGroup legend="How did you confirm who it is?" error={error}>
      {(Object.keys(identityChecks) as Check[]).map((name) => (
        <Radio
          key={name}
          name="check"
          label={identityChecks[name]}
          checked={check === name}
          onChange={() => {
            onChange(name);
          }}
        />
      ))}
    </ChoiceGroup>
  );
}

interface Problem {
  readonly check?: string;
  readonly form?: string | undefined;
}

/** Checks the form, issues, and asks for the passkey when it was not used just now. */
function useIssuing(issue: PasscodeDialogProps['issue']) {
  const { ask, dialog } = useReauthentication();
  const [issued, setIssued] = useState<NewPasscode | null>(null);
  const [problem, setProblem] = useState<Problem>({});
  const [isBusy, setBusy] = useState(false);
  const run = async (input: IssuePasscodeInput) => {
    setBusy(true);
    const result = await issue(input).catch(() => ({ data: undefined, serverError: noAnswer }));
    setBusy(false);
    if (result.serverError?.code === reauthenticationRequired) ask(() => void run(input));
    else setProblem({ form: result.serverError?.message });
    if (result.data) setIssued(result.data);
  };
  const send = (typed: { userId: string; check: Check | null; isConfirmed: boolean }) => {
    const { userId, check, isConfirmed } = typed;
    setProblem({
      ...(check === null ? { check: 'Choose how you confirmed who it is.' } : {}),
      form: isConfirmed ? undefined : 'Tick that you have confirmed who it is, once you have.',
    });
    if (check !== null && isConfirmed) void run({ userId, check, isConfirmed });
  };
  const forget = () => {
    setIssued(null);
    setProblem({});
  };
  return { dialog, isBusy, issued, problem, send, forget };
}

const noAnswer = {
  code: 'browser.no_answer',
  message: 'The server did not answer. Check the connection and try again.',
};

function IssuedPasscode(props: { readonly issued: NewPasscode; readonly onDone: () => void }) {
  const { issued, onDone } = props;
  const until = useClockTime(issued.expiresAt) ?? '…';
  return (
    <div className="flex flex-col gap-4">
      <p
        aria-label="Passcode"
        role="status"
        className="rounded-control border-line bg-side border py-4 text-center font-mono text-xl"
      >
        {issued.passcode}
      </p>
      <p>
        It works once and until {until}, for five tries. It is not shown again, and it is not
        mailed. The person types it here:
      </p>
      <CopyableValue value={issued.recoverUrl} what="address" />
      {issued.mailedTo !== null && (
        <Notice>A message to {issued.mailedTo} says that a passcode was issued.</Notice>
      )}
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
