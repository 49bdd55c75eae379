/** The forms of the page of failures. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFailureKind } from '../api/failure-kinds';
import { addFailure, type FailurePlan } from '../api/failures';
import type { OrgState } from '../org/types';
import { FAILURE_METHODS, failuresPage, HOW_OFTEN } from './admin-failures-page';
import { formField } from './form';
import { sendPage } from './page';

/** Declares a form that only this very origin may send. */
export type PostRoute = (
  path: string,
  act: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
) => void;

const PAGE = '/admin/failures';
const MAX_NTH = 1000;

export function registerFailureForms(post: PostRoute, state: OrgState): void {
  post(PAGE, (request, reply) => {
    const plan = readPlan(request);
    if (typeof plan === 'string') return sendPage(reply, state, failuresPage(state, plan), 400);
    addFailure(state, plan);
    return reply.redirect(PAGE, 303);
  });
  post(`${PAGE}/:failureId/remove`, (request, reply) => {
    const { failureId } = request.params as { failureId?: string };
    state.failures = state.failures.filter(({ id }) => id !== failureId);
    return reply.redirect(PAGE, 303);
  });
}

/** The plan, or the sentence that says what is wrong with it. */
function readPlan(request: FastifyRequest): FailurePlan | string {
  const method = formField(request, 'method');
  const path = formField(request, 'path').trim();
  const nth = Number(formField(request, 'nth'));
  const times = formField(request, 'times');
  const failure = formField(request, 'failure');
  if (!path.startsWith('/')) return 'The path begins with a slash, as in /api/v1/idps.';
  if (!Number.isInteger(nth) || nth < 1 || nth > MAX_NTH) {
    return `Which call is a whole number from 1 to ${String(MAX_NTH)}.`;
  }
  const isOffered = FAILURE_METHODS.includes(method) && Object.hasOwn(HOW_OFTEN, times);
  if (!isOffered || !isFailureKind(failure)) return 'Choose from what the form offers.';
  return { method, path, nth, times: times === 'always' ? null : Number(times), failure };
}
