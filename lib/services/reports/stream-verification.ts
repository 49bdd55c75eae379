import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { VerifyProgress } from '@/lib/schemas/audit-verification';
import { AppError, isAppError } from '@/lib/shared/errors';
import { verifyAuditChain } from './verify-audit-chain';

/**
 * Verifies the chain while the other side listens: one line of JSON for every batch, then the
 * verdict. Whoever stops listening ends the walk.
 */
export function streamVerification(actor: Actor): ReadableStream<Uint8Array<ArrayBuffer>> {
  actor.requirePerson('reports.verify');
  const stop = new AbortController();
  const encoder = new TextEncoder();
  return new ReadableStream({
    start: (controller) => {
      const tell = (progress: VerifyProgress) => {
        if (stop.signal.aborted) return;
        controller.enqueue(encoder.encode(`${JSON.stringify(progress)}\n`));
      };
      const onProgress = (checked: number, total: number) => {
        tell({ kind: 'progress', checked, total });
      };
      void verifyAuditChain(actor, { onProgress, signal: stop.signal })
        .then(
          (verdict) => {
            tell({ kind: 'verdict', verdict });
          },
          (error: unknown) => {
            const refusal = isAppError(error) ? error : new AppError('request.internal');
            tell({ kind: 'failed', message: refusal.publicMessage });
          },
        )
        .then(() => {
          if (!stop.signal.aborted) controller.close();
        });
    },
    cancel: () => {
      stop.abort();
    },
  });
}
