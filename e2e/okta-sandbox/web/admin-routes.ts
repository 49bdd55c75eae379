/** The admin area: reading is free, changing wants a form of this very origin. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createToken, findUserByLogin, revokeToken } from '../org/org-state';
import type { OrgState } from '../org/types';
import { idpsPage, peoplePage, rulesPage, systemLogPage } from './admin-list-pages';
import { failuresPage } from './admin-failures-page';
import { registerFailureForms, type PostRoute } from './admin-failure-routes';
import { tokensPage } from './admin-tokens-page';
import { formField } from './form';
import { sendPage } from './page';
import { missingPage } from './sign-in-pages';

const LISTS = {
  '/admin/identity-providers': idpsPage,
  '/admin/routing-rules': rulesPage,
  '/admin/people': peoplePage,
  '/admin/system-log': systemLogPage,
  '/admin/failures': (state: OrgState) => failuresPage(state, null),
};

/** A page of another site must not make tokens here behind a person's back. */
function isFromHere(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  return origin === undefined || origin === `http://${request.host}`;
}

export function registerAdmin(app: FastifyInstance, state: OrgState, reset: () => void): void {
  app.get('/admin', (_request, reply) => sendPage(reply, state, tokensPage(state, null)));
  for (const [path, page] of Object.entries(LISTS)) {
    app.get(path, (_request, reply) => sendPage(reply, state, page(state)));
  }
  const post: PostRoute = (path, act) => {
    app.post(path, (request, reply) => {
      if (isFromHere(request)) return act(request, reply);
      const what = 'The form came from another site, so nothing was done.';
      return sendPage(reply, state, missingPage(what), 403);
    });
  };
  post('/admin/tokens', (request, reply) => {
    const ownerLogin = formField(request, 'owner');
    const name = formField(request, 'name').trim() || 'API token';
    if (!findUserByLogin(state, ownerLogin)) {
      return sendPage(reply, state, missingPage(`Nobody here has the login ${ownerLogin}.`), 404);
    }
    return sendPage(reply, state, tokensPage(state, createToken(state, { ownerLogin, name })));
  });
  post('/admin/tokens/:tokenId/revoke', (request, reply) => {
    const { tokenId = '' } = request.params as { tokenId?: string };
    const token = state.tokens.get(tokenId);
    const owner = state.users.get(token?.userId ?? '');
    if (token && owner) revokeToken(state, token, owner);
    return reply.redirect('/admin', 303);
  });
  registerFailureForms(post, state);
  post('/admin/reset', (_request, reply) => {
    reset();
    return reply.redirect('/admin', 303);
  });
}
