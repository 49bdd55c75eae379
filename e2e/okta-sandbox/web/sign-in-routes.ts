/** Signing in and out: identifier first, routing rules, password, and the way to a provider. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findUserByTyped } from '../org/org-state';
import { evaluateRouting } from '../org/routing';
import { addEvent, unknownActor } from '../org/system-log';
import type { IdpRecord, OrgState } from '../org/types';
import { startSignIn } from '../sp/service-provider';
import { formField } from './form';
import { homePage } from './home-page';
import { sendPage } from './page';
import { endSession, findSession, startSession } from './session';
import { continuePage, identifierPage, missingPage, passwordPage } from './sign-in-pages';

async function sendToIdp(
  state: OrgState,
  reply: FastifyReply,
  idp: IdpRecord,
  loginHint: string | null,
): Promise<FastifyReply> {
  const request = await startSignIn(state, idp, loginHint);
  if (request.binding === 'HTTP-REDIRECT') return reply.redirect(request.url, 303);
  return sendPage(reply, state, continuePage(idp.name, request.url, request.fields));
}

function refusePassword(state: OrgState, reply: FastifyReply, username: string): FastifyReply {
  addEvent(state, {
    eventType: 'user.session.start',
    displayMessage: 'User login to Okta',
    result: 'FAILURE',
    reason: 'INVALID_CREDENTIALS',
    actor: unknownActor(username),
  });
  const error = 'Unable to sign in. Check the username and the password.';
  return sendPage(reply, state, passwordPage(username, error), 401);
}

async function startAtIdp(
  state: OrgState,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { idpId = '' } = request.params as { idpId?: string };
  // The name that WebFinger gives to Okta's own sign-in.
  if (idpId === 'OKTA') return reply.redirect('/login/default', 302);
  const idp = state.idps.get(idpId);
  if (idp?.status === 'ACTIVE') {
    const { login_hint: hint } = request.query as { login_hint?: unknown };
    return sendToIdp(state, reply, idp, typeof hint === 'string' && hint !== '' ? hint : null);
  }
  const what = idp ? `${idp.name} is switched off.` : 'There is no such identity provider here.';
  return sendPage(reply, state, missingPage(what), 404);
}

export function registerSignIn(app: FastifyInstance, state: OrgState): void {
  app.get('/', (request, reply) => {
    const signedIn = findSession(state, request);
    if (!signedIn) return reply.redirect('/login/login.htm', 302);
    return sendPage(reply, state, homePage(state, signedIn));
  });
  app.get('/login/login.htm', (_request, reply) =>
    sendPage(reply, state, identifierPage(state.org.companyName)),
  );
  app.post('/login/login.htm', (request, reply) => {
    const identifier = formField(request, 'username').trim();
    const userAgent = request.headers['user-agent'] ?? '';
    const { idp } = evaluateRouting(state, { identifier, userAgent });
    if (idp) return sendToIdp(state, reply, idp, identifier);
    return sendPage(reply, state, passwordPage(identifier, null));
  });
  app.get('/login/default', (_request, reply) => sendPage(reply, state, passwordPage(null, null)));
  app.post('/login/password', (request, reply) => {
    const username = formField(request, 'username').trim();
    const user = findUserByTyped(state, username);
    const isRight = user?.password === formField(request, 'password');
    if (!isRight || user.status !== 'ACTIVE') return refusePassword(state, reply, username);
    startSession(state, reply, user, null);
    return reply.redirect('/', 303);
  });
  for (const path of ['/sso/saml2/:idpId', '/sso/idps/:idpId']) {
    app.get(path, (request, reply) => startAtIdp(state, request, reply));
  }
  for (const path of ['/logout', '/login/signout']) {
    app.get(path, (request, reply) => {
      endSession(state, request, reply);
      return reply.redirect('/login/login.htm', 302);
    });
  }
}
