'use client';

import { useState, useTransition } from 'react';
import { OktaFailure, type OktaRefusal } from '@/components/shell/okta-failure';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ExternalTextLink } from '@/components/ui/text-link';
import { announce } from '@/components/ui/announce';
import type { RollOutRunView } from '@/lib/schemas/okta-run';

/** The part of a server action's answer this reads. */
export interface AssentAnswer {
  readonly serverError?: { readonly message: string; readonly code: string } | undefined;
  readonly validationErrors?: unknown;
}

/** Keeps that the way back was opened. */
export type ConfirmLoginDefault = (input: {
  readonly runId: string;
}) => Promise<AssentAnswer | undefined>;

export interface WayBackCheckProps {
  readonly runId: string;
  readonly rollOut: Pick<RollOutRunView, 'loginDefaultUrl' | 'loginDefault'>;
  readonly confirm: ConfirmLoginDefault;
}

/** The way back: open it, look, and say so; kept with the run by name and time. */
export function WayBackCheck({ runId, rollOut, confirm }: WayBackCheckProps) {
  const { loginDefaultUrl, loginDefault } = rollOut;
  const [error, setError] = useState<OktaRefusal>();
  const [isWorking, startWork] = useTransition();
  if (loginDefault !== null) {
    return (
      <Notice tone="good" title="The way back was opened">
        <p>
          {loginDefault.login} confirmed on{' '}
          <time dateTime={loginDefault.at}>{toMoment(loginDefault.at)}</time> that {loginDefaultUrl}{' '}
          shows Okta’s own sign-in.
        </p>
      </Notice>
    );
  }
  const say = () => {
    startWork(async () => {
      const answer = await confirm({ runId });
      setError(answer?.serverError);
      if (!answer?.serverError) announce('Confirmed');
    });
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-sm [overflow-wrap:anywhere]">
        Open <ExternalTextLink href={loginDefaultUrl}>{loginDefaultUrl}</ExternalTextLink> in
        another tab. It must show Okta’s own sign-in, with a password.
      </p>
      <Button loading={isWorking} onClick={say}>
        I opened it and saw Okta’s own sign-in
      </Button>
      <OktaFailure failure={error} />
    </div>
  );
}

/** "2026-11-30 06:10 UTC". */
export function toMoment(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
