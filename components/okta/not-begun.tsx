'use client';

import { KeyRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { OktaHelpLink } from '@/components/shell/okta-help-link';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Button, ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ExternalTextLink } from '@/components/ui/text-link';
import type { SetupRunView } from '@/lib/schemas/okta-run';
import { runStepPath } from './paths';
import type { ApplyState } from './run-apply';
import { useWizard } from './wizard-context';

const signedOut = 'auth.sign_in_required';

export interface NotBegunProps {
  readonly apply: ApplyState;
  readonly run: SetupRunView;
}

/** Why there is nothing to watch, and what that means for Okta. */
interface Reason {
  readonly title: string;
  readonly text: string;
  readonly state: string;
  readonly tone: 'neutral' | 'danger';
}

/** Apply was asked for, and the run has not begun as far as anybody knows. */
export function NotBegun({ apply, run }: NotBegunProps) {
  const { tokenFor, startApply } = useWizard();
  const { ask, dialog } = useReauthentication();
  const token = tokenFor(run.id);
  const code = apply.refusal?.code;
  const needsPasskey = code === reauthenticationRequired;
  useRunAsItIs(apply);
  const { title, text, state, tone } = describe(apply);
  const begin = () => {
    if (token !== null) startApply(run.id, apply.planHash, token);
  };
  return (
    <div className="flex flex-col gap-6">
      <Notice tone={tone} live="alert" title={title}>
        <p>{text}</p>
        <p>{state}</p>
        <p>
          {code === signedOut ? (
            <ExternalTextLink href="/sign-in">Sign in</ExternalTextLink>
          ) : (
            <OktaHelpLink code={code} />
          )}
        </p>
      </Notice>
      <div className="flex flex-wrap gap-2">
        {token !== null && (
          <Button
            variant="primary"
            icon={needsPasskey ? <KeyRound aria-hidden /> : undefined}
            onClick={() => {
              if (needsPasskey) ask(begin);
              else begin();
            }}
          >
            {needsPasskey ? 'Confirm with passkey and apply' : 'Try again'}
          </Button>
        )}
        <ButtonLink href={runStepPath(run.id, 'review')}>Back to the review</ButtonLink>
      </div>
      {dialog}
    </div>
  );
}

/** The run may have begun all the same, here or in another tab: the server knows. */
function useRunAsItIs({ refusal }: ApplyState): void {
  const router = useRouter();
  useEffect(() => {
    const codes = ['browser.no_answer', 'okta.run_over', 'okta.run_busy'];
    if (refusal !== null && codes.includes(refusal.code)) router.refresh();
  }, [refusal, router]);
}

const unchanged = 'Nothing in Okta has changed yet.';

/** Where the usual words would say too little, or something untrue. */
const reasons: Readonly<Record<string, Partial<Reason>>> = {
  [reauthenticationRequired]: {
    title: 'Confirm that it is you',
    text: 'Changing who signs in where needs your passkey once more.',
    tone: 'neutral',
  },
  [signedOut]: {
    title: 'Your session has ended',
    text: 'Sign in again in another tab, then try again here: this tab still holds the token.',
  },
  'browser.no_answer': {
    title: 'Nobody knows whether the run began',
    state:
      'If it did, the server goes on by itself and revokes the token at the end. Try again: a run that has begun is not begun twice, and this page then shows it.',
  },
  'okta.run_busy': {
    state: 'This plan has changed nothing in Okta; the other one may have.',
  },
};

function describe({ refusal }: ApplyState): Reason {
  return {
    title: 'The run did not begin',
    text: refusal?.message ?? '',
    state: unchanged,
    tone: 'danger',
    ...reasons[refusal?.code ?? ''],
  };
}
