import type { VerifyProgress } from '@/lib/schemas/audit-verification';

const noAnswer: VerifyProgress = {
  kind: 'failed',
  message: 'The server did not answer to the end. Check the connection and verify again.',
};

/** Has the chain verified; calls back for every line of the answer, the last one tells how it ended. */
export async function readVerification(
  signal: AbortSignal,
  onProgress: (progress: VerifyProgress) => void,
): Promise<void> {
  try {
    const response = await fetch('/api/reports/verify', { method: 'POST', signal });
    if (!response.ok || response.body === null) {
      onProgress(await readRefusal(response));
      return;
    }
    const last = await readLines(response.body, onProgress);
    if (last === null || last.kind === 'progress') onProgress(noAnswer);
  } catch {
    if (!signal.aborted) onProgress(noAnswer);
  }
}

async function readLines(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onProgress: (progress: VerifyProgress) => void,
): Promise<VerifyProgress | null> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let last: VerifyProgress | null = null;
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines.filter((text) => text.trim() !== '')) {
      last = JSON.parse(line) as VerifyProgress;
      onProgress(last);
    }
    if (done) return last;
  }
}

async function readRefusal(response: Response): Promise<VerifyProgress> {
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
  const message = body?.error?.message;
  return message === undefined ? noAnswer : { kind: 'failed', message };
}
