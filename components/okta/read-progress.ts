import { setupRunProgressSchema, type SetupRunProgress } from '@/lib/schemas/okta-run';

/**
 * Reads the NDJSON of a run: every line is the whole state, so each replaces the one before.
 * Resolves with the last line; a stream cut in the middle resolves with what was seen.
 */
export async function readProgress(
  response: Response,
  onProgress: (progress: SetupRunProgress) => void,
): Promise<SetupRunProgress | null> {
  if (response.body === null) return null;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let last: SetupRunProgress | null = null;
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines) {
      const progress = parseLine(line);
      if (progress === null) continue;
      last = progress;
      onProgress(progress);
    }
    if (done) return last;
  }
}

function parseLine(line: string): SetupRunProgress | null {
  if (line.trim() === '') return null;
  const parsed = setupRunProgressSchema.safeParse(JSON.parse(line));
  return parsed.success ? parsed.data : null;
}
