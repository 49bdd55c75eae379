'use client';

import { Wrench } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import { runStepPath } from './paths';
import type { StartRollOut } from './roll-out-buttons';

export interface RepairButtonProps {
  readonly applicationId: string;
  /** Something is known to differ, so it is what to do here. */
  readonly isUrgent: boolean;
  readonly start: StartRollOut;
}

/** Leads to the run that compares Okta with what was kept: it asks for a token and shows its plan. */
export function RepairButton({ applicationId, isUrgent, start }: RepairButtonProps) {
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [isWorking, startWork] = useTransition();
  const begin = () => {
    startWork(async () => {
      const answer = await start({ applicationId });
      if (answer?.data) router.push(runStepPath(answer.data.runId, 'check'));
      else setError(answer?.serverError?.message ?? 'Try again in a moment.');
    });
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        variant={isUrgent ? 'primary' : 'secondary'}
        icon={<Wrench aria-hidden />}
        loading={isWorking}
        onClick={begin}
      >
        {isUrgent ? 'Repair' : 'Check and repair'}
      </Button>
      <FormError message={error} />
    </div>
  );
}
