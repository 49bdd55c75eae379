import { useEffect, useState } from 'react';
import type { SetupRunProgress } from '@/lib/schemas/okta-run';
import { readProgress } from './read-progress';

const retryMs = 1000;

/** Follows a run this tab did not begin, or lost sight of: after a reload, from a second tab. */
export function useFollowRun(runId: string, isOn: boolean): SetupRunProgress | null {
  const [progress, setProgress] = useState<SetupRunProgress | null>(null);
  useEffect(() => {
    if (!isOn) return undefined;
    const controller = new AbortController();
    void follow(runId, controller.signal, setProgress);
    return () => {
      controller.abort();
    };
  }, [runId, isOn]);
  return progress;
}

async function follow(
  runId: string,
  signal: AbortSignal,
  onProgress: (progress: SetupRunProgress) => void,
): Promise<void> {
  while (!signal.aborted) {
    const last = await readOnce(runId, signal, onProgress).catch(() => null);
    if (last?.type === 'finished') return;
    await new Promise((resolve) => {
      window.setTimeout(resolve, retryMs);
    });
  }
}

async function readOnce(
  runId: string,
  signal: AbortSignal,
  onProgress: (progress: SetupRunProgress) => void,
): Promise<SetupRunProgress | null> {
  const response = await fetch(`/api/okta/runs/${runId}/events`, { signal, cache: 'no-store' });
  return response.ok ? readProgress(response, onProgress) : null;
}
