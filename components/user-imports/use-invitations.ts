'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { announce } from '@/components/ui/announce';
import type { InviteStep } from '@/lib/schemas/user-imports';
import type { Action } from '@/lib/shared/action-result';

const noAnswer = 'The server did not answer. Who was invited stays invited; go on in a moment.';

/** Invites the people an import created, some at a time. */
export function useInvitations(
  invite: Action<{ importId: string; after: number }, InviteStep>,
  importId: string,
) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [invited, setInvited] = useState(0);
  const [error, setError] = useState<string>();
  const run = async () => {
    setBusy(true);
    setError(undefined);
    let sum = 0;
    for (let after: number | null = 0; after !== null;) {
      const result: Awaited<ReturnType<typeof invite>> | null = await invite({
        importId,
        after,
      }).catch(() => null);
      if (!result?.data) {
        setError(result?.serverError?.message ?? noAnswer);
        break;
      }
      sum += result.data.invited;
      after = result.data.next;
      setInvited(sum);
    }
    announce(`Invited ${String(sum)} people`);
    setBusy(false);
    router.refresh();
  };
  return { isBusy, invited, error, run };
}
