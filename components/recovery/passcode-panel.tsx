'use client';

import { PhoneCall } from 'lucide-react';
import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { FormError, Notice } from '@/components/ui/notice';
import type { IssuePasscodeInput, NewPasscode, PersonRecovery } from '@/lib/schemas/recovery';
import type { Action } from '@/lib/shared/action-result';
import { PasscodeDialog } from './passcode-dialog';
import { useClockTime } from './use-clock-time';

export interface PasscodePanelProps {
  readonly person: { readonly id: string; readonly displayName: string };
  readonly recovery: PersonRecovery;
  readonly issue: Action<IssuePasscodeInput, NewPasscode>;
  readonly withdraw: Action<{ userId: string }>;
}

/** Helps a person who lost a device: what the person has left, and the passcode to read out. */
export function PasscodePanel({ person, recovery, issue, withdraw }: PasscodePanelProps) {
  const [isOpen, setOpen] = useState(false);
  const { codesLeft, passcode, refusal } = recovery;
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-ink-muted text-sm">{describeCodes(codesLeft)}</p>
      {passcode && (
        <OpenPasscode passcode={passcode} withdraw={() => withdraw({ userId: person.id })} />
      )}
      {refusal === null ? (
        <Button
          icon={<PhoneCall aria-hidden />}
          onClick={() => {
            setOpen(true);
          }}
        >
          {passcode ? 'Issue another passcode' : 'Issue passcode'}
        </Button>
      ) : (
        <p className="text-ink-muted text-sm">{refusal}</p>
      )}
      <PasscodeDialog
        person={person}
        open={isOpen}
        issue={issue}
        onClose={() => {
          setOpen(false);
        }}
      />
    </div>
  );
}

function describeCodes(left: number): string {
  if (left === 0) return 'The person has no recovery codes.';
  const codes = left === 1 ? '1 recovery code' : `${String(left)} recovery codes`;
  return `The person has ${codes} left. One of those spares the passcode.`;
}

function OpenPasscode(props: {
  readonly passcode: NonNullable<PersonRecovery['passcode']>;
  readonly withdraw: () => ReturnType<Action<undefined>>;
}) {
  const { passcode, withdraw } = props;
  const { busy, error, run } = useActionRun();
  const until = useClockTime(passcode.expiresAt) ?? '…';
  const isEntered = passcode.state === 'entered';
  return (
    <div className="flex w-full flex-col gap-3">
      <FormError message={error} />
      <Notice
        tone="warning"
        title={isEntered ? 'The passcode was entered' : `A passcode is open until ${until}`}
        actions={
          <Button
            size="small"
            loading={busy !== undefined}
            onClick={() => void run('withdraw', withdraw)}
          >
            Withdraw passcode
          </Button>
        }
      >
        {isEntered
          ? `Whoever entered it can create a new passkey until ${until}. If that is not the person, withdraw it.`
          : `Issued by ${passcode.issuedBy}. ${String(passcode.triesLeft)} of 5 tries left.`}
      </Notice>
    </div>
  );
}
