'use client';

import { StepBack, Users } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { OktaFailure, type OktaRefusal } from '@/components/shell/okta-failure';
import { Button } from '@/components/ui/button';
import { runStepPath } from './paths';
import type { StartUndoAnswer } from './undo-button';

/** Begins a run about an application. */
export type StartRollOut = (input: {
  readonly applicationId: string;
}) => Promise<StartUndoAnswer | undefined>;

export interface RollOutButtonsProps {
  readonly applicationId: string;
  readonly canWiden: boolean;
  readonly canStepBack: boolean;
  readonly widen: StartRollOut;
  readonly stepBack: StartRollOut;
}

/** Lead to the run that routes more people, or to the one that takes the last step back. */
export function RollOutButtons(props: RollOutButtonsProps) {
  const { applicationId, canWiden, canStepBack, widen, stepBack } = props;
  const router = useRouter();
  const [error, setError] = useState<OktaRefusal>();
  const [isWorking, startWork] = useTransition();
  const begin = (start: StartRollOut) => {
    startWork(async () => {
      const answer = await start({ applicationId });
      if (answer?.data) router.push(runStepPath(answer.data.runId, 'check'));
      else setError(answer?.serverError ?? { message: 'Try again in a moment.' });
    });
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="flex flex-wrap gap-2">
        {canWiden && (
          <Button
            variant="primary"
            icon={<Users aria-hidden />}
            loading={isWorking}
            onClick={() => begin(widen)}
          >
            Widen
          </Button>
        )}
        {canStepBack && (
          <Button
            icon={<StepBack aria-hidden />}
            loading={isWorking}
            onClick={() => begin(stepBack)}
          >
            One step back
          </Button>
        )}
      </div>
      <OktaFailure failure={error} />
    </div>
  );
}
