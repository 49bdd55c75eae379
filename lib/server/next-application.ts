/** The built Next.js application, in this process. */
import next from 'next';
import type { Config } from '@/lib/config/config';
import type { RequestHandler } from './http-server';

/** The application, ready to answer. */
export interface NextApplication {
  readonly handle: RequestHandler;
  close(): Promise<void>;
}

/** Loads the build of `root`. */
export async function startNext(root: string, settings: Config): Promise<NextApplication> {
  const application = next({
    dev: false,
    dir: root,
    hostname: new URL(settings.baseUrl).hostname,
    port: settings.port,
  });
  await application.prepare();
  const handle = application.getRequestHandler();
  return {
    handle: (request, response) => handle(request, response),
    close: () => application.close(),
  };
}
