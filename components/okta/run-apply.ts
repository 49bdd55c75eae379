import type { SetupRunProgress } from '@/lib/schemas/okta-run';
import { readProgress } from './read-progress';
import { noAnswer, readRefusal, send, type Refusal } from './run-api';

/** An Apply begun in this tab. */
export interface ApplyState {
  readonly runId: string;
  readonly planHash: string;
  readonly progress: SetupRunProgress | null;
  /** Why the server did not begin. */
  readonly refusal: Refusal | null;
  /** The stream ended early; the run goes on at the server. */
  readonly isLost: boolean;
}

export interface ApplyEvents {
  readonly onAccepted: () => void;
  readonly onProgress: (progress: SetupRunProgress) => void;
  readonly onRefused: (refusal: Refusal) => void;
  readonly onLost: () => void;
}

/** `POST /api/okta/runs/[run]/apply` and its stream. */
export async function runApply(
  input: { readonly runId: string; readonly planHash: string; readonly token: string },
  events: ApplyEvents,
): Promise<void> {
  const response = await open(input);
  if (response === null) {
    events.onRefused(noAnswer());
    return;
  }
  if (!response.ok) {
    events.onRefused(await readRefusal(response));
    return;
  }
  events.onAccepted();
  const last = await readProgress(response, events.onProgress).catch(() => null);
  if (last?.type !== 'finished') events.onLost();
}

async function open(input: {
  readonly runId: string;
  readonly planHash: string;
  readonly token: string;
}): Promise<Response | null> {
  const { runId, planHash, token } = input;
  return send(`/api/okta/runs/${runId}/apply`, { token, planHash }).catch(() => null);
}
