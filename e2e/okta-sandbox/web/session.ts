/** The browser's session with the organisation: a random id in a cookie of our own name. */
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newSecret } from '../org/ids';
import { nowIso } from '../org/org-state';
import { actorOf, addEvent } from '../org/system-log';
import type { Arrival, OrgState, SessionRecord, UserRecord } from '../org/types';

/** Cookies are shared by all ports of a host, so the name says whose it is. */
const COOKIE = 'okta_sandbox_session';

export interface SignedIn {
  session: SessionRecord;
  user: UserRecord;
}

export function findSession(state: OrgState, request: FastifyRequest): SignedIn | null {
  const session = state.sessions.get(request.cookies[COOKIE] ?? '');
  const user = state.users.get(session?.userId ?? '');
  return session && user?.status === 'ACTIVE' ? { session, user } : null;
}

export function startSession(
  state: OrgState,
  reply: FastifyReply,
  user: UserRecord,
  arrival: Arrival | null,
): void {
  const session = { id: newSecret(), userId: user.id, created: nowIso(), arrival };
  state.sessions.set(session.id, session);
  user.lastLogin = session.created;
  addEvent(state, {
    eventType: 'user.session.start',
    displayMessage: 'User login to Okta',
    actor: actorOf(user),
  });
  reply.setCookie(COOKIE, session.id, { path: '/', httpOnly: true, sameSite: 'lax' });
}

export function endSession(state: OrgState, request: FastifyRequest, reply: FastifyReply): void {
  const signedIn = findSession(state, request);
  if (signedIn) {
    state.sessions.delete(signedIn.session.id);
    addEvent(state, {
      eventType: 'user.session.end',
      displayMessage: 'User logout from Okta',
      actor: actorOf(signedIn.user),
    });
  }
  reply.clearCookie(COOKIE, { path: '/' });
}
