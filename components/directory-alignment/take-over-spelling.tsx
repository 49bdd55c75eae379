'use client';

import { SpellCheck, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormError } from '@/components/ui/notice';
import type { SpellingCounts, SpellingInput, SpellingStep } from '@/lib/schemas/alignment';
import type { Action } from '@/lib/shared/action-result';
import { useSpellingSteps } from './use-spelling-steps';

export interface TakeOverSpellingProps {
  readonly alignmentId: string;
  readonly counts: SpellingCounts;
  readonly takeOver: Action<SpellingInput, SpellingStep>;
  readonly restore: Action<SpellingInput, SpellingStep>;
}

type Question = 'takeOver' | 'restore';

/** Gives everybody whose login is spelt differently the login as Okta spells it, and takes it back. */
export function TakeOverSpelling({
  alignmentId,
  counts,
  takeOver,
  restore,
}: TakeOverSpellingProps) {
  const steps = useSpellingSteps(alignmentId);
  const [asked, setAsked] = useState<Question | null>(null);
  const close = () => {
    setAsked(null);
  };
  if (counts.takenOver + counts.different === 0) return null;
  return (
    <div className="flex max-w-[42rem] flex-col items-start gap-3">
      <Buttons counts={counts} isBusy={steps.isBusy} onAsk={setAsked} />
      <p className="text-ink-muted text-xs">
        The list below says what becomes of each person. Nothing changes in Okta.
      </p>
      <p role="status" className="text-sm">
        {steps.said}
      </p>
      <FormError message={steps.error} />
      {steps.dialog}
      {asked === 'takeOver' && (
        <TakeOverQuestion
          count={counts.different}
          onClose={close}
          onConfirm={() => {
            close();
            void steps.run(takeOver, (done) => `${toLogins(done)} taken over from Okta.`);
          }}
        />
      )}
      {asked === 'restore' && (
        <RestoreQuestion
          count={counts.takenOver}
          onClose={close}
          onConfirm={() => {
            close();
            void steps.run(restore, (done) => `${toLogins(done)} put back.`);
          }}
        />
      )}
    </div>
  );
}

function Buttons(props: {
  readonly counts: SpellingCounts;
  readonly isBusy: boolean;
  readonly onAsk: (question: Question) => void;
}) {
  const { counts, isBusy, onAsk } = props;
  return (
    <div className="flex flex-wrap gap-2">
      {counts.different > 0 && (
        <Button
          icon={<SpellCheck aria-hidden />}
          loading={isBusy}
          onClick={() => {
            onAsk('takeOver');
          }}
        >
          Take over Okta’s spelling of {toLogins(counts.different)}
        </Button>
      )}
      {counts.takenOver > 0 && (
        <Button
          icon={<Undo2 aria-hidden />}
          disabled={isBusy}
          onClick={() => {
            onAsk('restore');
          }}
        >
          Put {toLogins(counts.takenOver)} back
        </Button>
      )}
    </div>
  );
}

interface QuestionProps {
  readonly count: number;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

function TakeOverQuestion({ count, ...rest }: QuestionProps) {
  return (
    <ConfirmDialog
      open
      {...rest}
      title={`Take over Okta’s spelling of ${toLogins(count)}`}
      tone="primary"
      confirmLabel="Take over"
    >
      <p>
        Each person gets the login exactly as Okta spells it. Their sessions end and open
        invitations are withdrawn; passkeys stay. Whoever changed since the comparison is left as
        they are, and so is a login that looks like somebody else’s.
      </p>
      <p>
        Look at those that differ after a plus sign first: they can be two people. It can be put
        back on this page.
      </p>
    </ConfirmDialog>
  );
}

function RestoreQuestion({ count, ...rest }: QuestionProps) {
  return (
    <ConfirmDialog open {...rest} title={`Put ${toLogins(count)} back`} confirmLabel="Put back">
      <p>
        Whoever still has the login taken over from Okta gets the former one back. Their sessions
        end and open invitations are withdrawn; passkeys stay.
      </p>
    </ConfirmDialog>
  );
}

function toLogins(count: number): string {
  return count === 1 ? '1 login' : `${count.toLocaleString('en')} logins`;
}
