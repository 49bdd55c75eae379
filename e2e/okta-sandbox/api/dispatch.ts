/** The one place that every call of the Management API passes: token, role, limits, errors. */
import { newErrorId } from '../org/ids';
import { findLiveToken, renewToken } from '../org/org-state';
import type { OrgState } from '../org/types';
import { forbidden, OktaRefusal, type ApiAnswer, type RawCall } from './api-call';
import { toErrorAnswer } from './error-answer';
import { countCall, rateHeaders } from './rate-limit';
import { findRoute, type FoundRoute } from './routes';
import { getOrganization, getWebfinger } from './well-known';

/** Answers one call. Never throws: what goes wrong becomes an error body in Okta's shape. */
export function dispatch(state: OrgState, raw: RawCall): ApiAnswer {
  const requestId = newErrorId().slice(3);
  const headers: Record<string, string> = {
    'x-okta-request-id': requestId,
    'cache-control': 'no-cache, no-store',
  };
  let answer: ApiAnswer;
  try {
    answer = raw.path.startsWith('/.well-known/')
      ? answerPublic(state, raw)
      : answerWithToken(state, raw, headers);
  } catch (error) {
    answer = toErrorAnswer(explain(error));
  }
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function answerPublic(state: OrgState, raw: RawCall): ApiAnswer {
  if (raw.method !== 'GET') throw wrongMethod();
  if (raw.path === '/.well-known/okta-organization') return getOrganization(state);
  if (raw.path === '/.well-known/webfinger') {
    return getWebfinger(state, raw.query, raw.headers['user-agent'] ?? '');
  }
  throw unknownPath();
}

function answerWithToken(
  state: OrgState,
  raw: RawCall,
  headers: Record<string, string>,
): ApiAnswer {
  const found = findFittingRoute(raw);
  const secret = /^SSWS (\S+)$/.exec(raw.headers['authorization'] ?? '')?.[1];
  const live = secret === undefined ? null : findLiveToken(state, secret);
  if (live === null) throw new OktaRefusal(401, 'E0000011', 'Invalid token provided');
  const { token, owner } = live;
  renewToken(token);
  const usage = countCall(state, token.id, raw.path);
  Object.assign(headers, rateHeaders(usage));
  if (usage.isExceeded) {
    const summary = 'API call exceeded rate limit due to too many requests.';
    throw new OktaRefusal(429, 'E0000047', summary);
  }
  const { roles } = found.route;
  if (roles !== null && !owner.roles.some(({ type }) => roles.includes(type))) throw forbidden();
  return found.route.handle({
    state,
    params: found.params,
    query: raw.query,
    body: readBody(raw),
    userAgent: raw.headers['user-agent'] ?? '',
    token,
    owner,
  });
}

function findFittingRoute(raw: RawCall): FoundRoute {
  const found = findRoute(raw.method, raw.path);
  if (found === null) throw unknownPath();
  if (found === 'wrong-method') throw wrongMethod();
  return found;
}

function readBody(raw: RawCall): unknown {
  if (raw.body.length === 0 || raw.method === 'GET' || raw.method === 'DELETE') return undefined;
  if (!/^application\/(?:[\w.+-]*\+)?json\b/i.test(raw.headers['content-type'] ?? '')) {
    const summary =
      'Invalid content-type specified in request. Content-Type header must be application/json.';
    throw new OktaRefusal(400, 'E0000021', `Bad request. ${summary}`);
  }
  try {
    return JSON.parse(raw.body.toString('utf8')) as unknown;
  } catch {
    throw new OktaRefusal(400, 'E0000003', 'The request body was not well-formed.');
  }
}

function unknownPath(): OktaRefusal {
  return new OktaRefusal(404, 'E0000008', 'The requested path was not found');
}

function wrongMethod(): OktaRefusal {
  const summary = 'The endpoint does not support the provided HTTP method';
  return new OktaRefusal(405, 'E0000022', summary);
}

function explain(error: unknown): OktaRefusal {
  const refusal =
    error instanceof OktaRefusal
      ? error
      : new OktaRefusal(500, 'E0000009', 'Internal Server Error');
  if (refusal !== error) console.error('The stand-in Okta organisation failed:', error);
  return refusal;
}
