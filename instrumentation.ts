/** Next.js calls this for errors it caught while rendering or handling a request. */
import type { Instrumentation } from 'next';
import { log } from '@/lib/log/log';

/** The browser sees only a digest; the log ties it to the error. Query and headers stay out. */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const { digest } = error as { digest?: unknown };
  log.error(
    {
      err: error,
      digest: typeof digest === 'string' ? digest : null,
      method: request.method,
      path: request.path.split('?')[0],
      route: context.routePath,
    },
    'A request failed',
  );
};
