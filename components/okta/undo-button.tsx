'use client';

import { Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { OktaFailure, type OktaRefusal } from '@/components/shell/okta-failure';
import { Button } from '@/components/ui/button';
import { runStepPath } from './paths';

/** The part of a server action's answer this reads. */
export interface StartUndoAnswer {
  readonly data?: { readonly runId: string } | undefined;
  readonly serverError?: OktaRefusal | undefined;
}

/** Begins a run that takes away what another one made. */
export type StartUndo = (input: { readonly runId: string }) => Promise<StartUndoAnswer | undefined>;

export interface UndoButtonProps {
  /** The run whose work is taken away. */
  readonly runId: string;
  readonly start: StartUndo;
}

/** Leads to the removal: it asks for a token of its own and shows its plan before anything goes. */
export function UndoButton({ runId, start }: UndoButtonProps) {
  const router = useRouter();
  const [error, setError] = useState<OktaRefusal>();
  const [isWorking, startWork] = useTransition();
  const begin = () => {
    startWork(async () => {
      const answer = await start({ runId });
      if (answer?.data) router.push(runStepPath(answer.data.runId, 'check'));
      else setError(answer?.serverError ?? { message: 'Try again in a moment.' });
    });
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button variant="danger" icon={<Undo2 aria-hidden />} loading={isWorking} onClick={begin}>
        Remove from Okta
      </Button>
      <OktaFailure failure={error} />
    </div>
  );
}
