'use client';

import { UserPlus } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import type { ActionAnswer } from './action-answer';

export interface ImportMissingProps {
  readonly alignmentId: string;
  readonly count: number;
  readonly preview: (input: {
    alignmentId: string;
  }) => Promise<ActionAnswer<{ readonly importId: string }> | undefined>;
}

const atOnce = 10_000;

/** Makes an import of whoever is only in Okta, and opens its preview. */
export function ImportMissing({ alignmentId, count, preview }: ImportMissingProps) {
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [isWorking, startWork] = useTransition();
  const begin = () => {
    startWork(async () => {
      const answer = await preview({ alignmentId });
      setError(answer?.serverError?.message);
      if (answer?.data) router.push(`/users/import/${answer.data.importId}` as Route);
    });
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button icon={<UserPlus aria-hidden />} loading={isWorking} onClick={begin}>
        Preview import of{' '}
        {count > atOnce
          ? 'the next 10,000 people'
          : count === 1
            ? '1 person'
            : `${String(count)} people`}
      </Button>
      <p className="text-ink-muted text-xs">
        Nothing changes before you apply the preview. Logins and names come from Okta.
        {count > atOnce && ' Once it is applied, come back here for the next ones.'}
      </p>
      <FormError message={error} />
    </div>
  );
}
