/** The public side as one Fastify instance: pages, SAML, admin area and the API. */
import { readFileSync } from 'node:fs';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance } from 'fastify';
import { dispatch } from '../api/dispatch';
import { registerApi, toWire, type AnswerCall } from '../api/wire';
import type { OrgState } from '../org/types';
import { registerAcs } from './acs-routes';
import { registerAdmin } from './admin-routes';
import { sendPage } from './page';
import { registerSignIn } from './sign-in-routes';
import { missingPage } from './sign-in-pages';

const STYLESHEET = readFileSync(new URL('stand-in.css', import.meta.url), 'utf8');
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="1" y="1" width="14" height="14" rx="3" fill="none" stroke="#b57d00" stroke-width="2" stroke-dasharray="3 2"/></svg>';

/** A page of another name that points at loopback is refused: only loopback names are ours. */
const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|[a-z0-9-]+\.localhost|\[::1\])(?::\d+)?$/;

export interface SiteOptions {
  state: OrgState;
  answerApi: AnswerCall;
  reset: () => void;
}

export function newFastify(): FastifyInstance {
  return fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024 });
}

export async function createSite({
  state,
  answerApi,
  reset,
}: SiteOptions): Promise<FastifyInstance> {
  const app = newFastify();
  await app.register(cookie);
  await app.register(formbody);
  app.addHook('onRequest', async (request, reply) => {
    if (LOOPBACK_HOST.test(request.headers.host ?? '')) return;
    await reply.code(421).send('This organisation answers only to loopback names.');
  });
  await registerApi(app, answerApi);
  registerSignIn(app, state);
  registerAcs(app, state);
  registerAdmin(app, state, reset);
  app.get('/assets/stand-in.css', (_request, reply) => reply.type('text/css').send(STYLESHEET));
  app.get('/assets/icon.svg', (_request, reply) => reply.type('image/svg+xml').send(ICON));
  app.setNotFoundHandler(async (request, reply) => {
    if (!/\/api\//.test(request.url)) {
      return sendPage(reply, state, missingPage('There is no page at this address.'), 404);
    }
    const unknown = { method: 'GET', path: '/api/', query: new URLSearchParams() };
    const answer = dispatch(state, { ...unknown, headers: {}, body: Buffer.alloc(0) });
    const { status, headers, body } = toWire(answer);
    return reply.code(status).headers(headers).send(body);
  });
  return app;
}
