'use client';

import { LifeBuoy } from 'lucide-react';
import { useState } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormError, Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import type { NewRecoveryCodes, RecoveryCodesSummary } from '@/lib/schemas/recovery';
import { fewRecoveryCodes, recoveryCodeCount } from '@/lib/schemas/recovery-code-shape';
import type { Action } from '@/lib/shared/action-result';
import { NewCodes } from './new-codes';

export interface RecoveryCodesProps {
  readonly codes: RecoveryCodesSummary;
  readonly create: Action<undefined, NewRecoveryCodes>;
  readonly remove: Action<undefined>;
}

type Question = 'replace' | 'remove' | null;

/** How many recovery codes are left; makes new ones, shown once, and takes them away. */
export function RecoveryCodes({ codes, create, remove }: RecoveryCodesProps) {
  const { dialog, busy, error, run } = useRecentAction();
  const [question, setQuestion] = useState<Question>(null);
  const [fresh, setFresh] = useState<NewRecoveryCodes | null>(null);
  const close = () => {
    setQuestion(null);
  };
  const make = () => {
    close();
    void run('create', () => create(undefined), setFresh);
  };
  const takeAway = () => {
    close();
    void run('remove', () => remove(undefined));
  };
  const forget = () => {
    setFresh(null);
  };
  if (fresh) return <NewCodes fresh={fresh} onKept={forget} />;
  return (
    <div className="flex flex-col gap-4">
      <CodesState codes={codes} />
      <FormError message={error} />
      <CodesButtons hasCodes={codes.left > 0} busy={busy} onMake={make} onAsk={setQuestion} />
      <Questions question={question} onClose={close} onReplace={make} onRemove={takeAway} />
      {dialog}
    </div>
  );
}

function CodesButtons(props: {
  readonly hasCodes: boolean;
  readonly busy: string | undefined;
  readonly onMake: () => void;
  readonly onAsk: (question: Question) => void;
}) {
  const { hasCodes, busy, onMake, onAsk } = props;
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        icon={<LifeBuoy aria-hidden />}
        loading={busy === 'create'}
        onClick={() => {
          if (hasCodes) onAsk('replace');
          else onMake();
        }}
      >
        {hasCodes ? 'Make new codes' : 'Make recovery codes'}
      </Button>
      {hasCodes && (
        <Button
          variant="quiet"
          loading={busy === 'remove'}
          onClick={() => {
            onAsk('remove');
          }}
        >
          Remove codes
        </Button>
      )}
    </div>
  );
}

function CodesState({ codes }: { readonly codes: RecoveryCodesSummary }) {
  const { left, createdAt } = codes;
  if (left === 0) {
    return (
      <p className="text-ink-muted text-sm">
        You have no recovery codes. Without them, only your help desk can let you in when every
        device is lost.
      </p>
    );
  }
  const made = createdAt !== null && (
    <>
      {' '}
      Made <RelativeTime value={createdAt} />.
    </>
  );
  if (left <= fewRecoveryCodes) {
    return (
      <Notice tone="warning" title={left === 1 ? '1 code left' : `${String(left)} codes left`}>
        Make new codes before you run out.{made}
      </Notice>
    );
  }
  return (
    <p className="text-sm">
      <span className="font-medium">
        {left} of {recoveryCodeCount} codes left.
      </span>
      <span className="text-ink-muted">{made}</span>
    </p>
  );
}

function Questions(props: {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onReplace: () => void;
  readonly onRemove: () => void;
}) {
  const { question, onClose, onReplace, onRemove } = props;
  return (
    <>
      <ConfirmDialog
        open={question === 'replace'}
        onClose={onClose}
        title="Make new recovery codes"
        confirmLabel="Make new codes"
        tone="primary"
        onConfirm={onReplace}
      >
        <p>The codes you have now stop working. The new ones are shown once.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={question === 'remove'}
        onClose={onClose}
        title="Remove recovery codes"
        confirmLabel="Remove codes"
        onConfirm={onRemove}
      >
        <p>
          All codes stop working. If you then lose your devices, only your help desk can let you in.
        </p>
      </ConfirmDialog>
    </>
  );
}

type Answer<Data> = Awaited<ReturnType<Action<undefined, Data>>>;

/** Runs an action that wants a passkey used just now, and asks for it when it was not. */
function useRecentAction() {
  const { ask, dialog } = useReauthentication();
  const [busy, setBusy] = useState<string>();
  const [error, setError] = useState<string>();
  async function run<Data>(
    key: string,
    action: () => Promise<Answer<Data>>,
    onData?: (data: Data) => void,
  ): Promise<void> {
    setBusy(key);
    setError(undefined);
    const result = await action().catch(() => ({ data: undefined, serverError: noAnswer }));
    setBusy(undefined);
    if (result.serverError?.code === reauthenticationRequired) {
      ask(() => void run(key, action, onData));
      return;
    }
    setError(result.serverError?.message);
    if (result.data !== undefined) onData?.(result.data);
  }
  return { dialog, busy, error, run };
}

const noAnswer = {
  code: 'browser.no_answer',
  message: 'The server did not answer. Check the connection and try again.',
};
