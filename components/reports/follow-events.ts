import type { AuditTail } from '@/lib/schemas/audit-log';

const pollMs = 2000;
const retryMs = 5000;
/** Looking on for so long without a touch ends it, so that it keeps no session alive. */
const asleepAfterMs = 10 * 60 * 1000;

export interface FollowOptions {
  /** The filters, as the query of an address. */
  readonly search: string;
  /** The last place that was told. */
  readonly after: () => number;
  readonly onState: (state: 'live' | 'retrying' | 'asleep') => void;
  readonly onTail: (tail: AuditTail) => void;
}

/** Asks for new events every two seconds while the tab is seen; call what it returns to end. */
export function followEvents(options: FollowOptions): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let touchedAt = Date.now();
  let timer = 0;
  const touch = () => {
    touchedAt = Date.now();
  };
  for (const name of ['pointerdown', 'keydown']) window.addEventListener(name, touch, { signal });
  const poll = async (): Promise<void> => {
    const waitMs = document.hidden ? pollMs : await ask(options, { signal, touchedAt });
    if (!signal.aborted) timer = window.setTimeout(() => void poll(), waitMs);
  };
  timer = window.setTimeout(() => void poll(), 0);
  return () => {
    stop.abort();
    window.clearTimeout(timer);
  };
}

/** Asks once; resolves to how long to wait before the next time. */
async function ask(
  { search, after, onState, onTail }: FollowOptions,
  { signal, touchedAt }: { readonly signal: AbortSignal; readonly touchedAt: number },
): Promise<number> {
  if (Date.now() - touchedAt > asleepAfterMs) {
    onState('asleep');
    return pollMs;
  }
  const tail = await readTail(search, after(), signal);
  if (signal.aborted) return pollMs;
  onState(tail ? 'live' : 'retrying');
  if (!tail) return retryMs;
  onTail(tail);
  return pollMs;
}

/** Null when the server did not answer as it should. */
async function readTail(
  search: string,
  after: number,
  signal: AbortSignal,
): Promise<AuditTail | null> {
  try {
    const address = `/api/reports/events${search === '' ? '?' : `${search}&`}after=${after}`;
    const response = await fetch(address, { signal, cache: 'no-store' });
    return response.ok ? ((await response.json()) as AuditTail) : null;
  } catch {
    return null;
  }
}
