/** Calls that fail on purpose: which, the how-manieth, and in what way. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { nowIso } from '../org/org-state';
import type { CallRecord, Failure, FailureRecord } from '../org/failure-types';
import type { OrgState } from '../org/types';
import type { RawCall } from './api-call';
import { toErrorAnswer } from './error-answer';
import { FAILURE_KINDS, type FailureKindId } from './failure-kinds';
import { HOSTILE_BODY, HOSTILE_LINK } from './hostile-body';
import { toWire, type AnswerCall, type WireAnswer } from './wire';

const MAX_CALLS = 200;

/** What shall fail. */
export interface FailurePlan {
  /** Any method when left out. */
  method?: string;
  /** A whole path: `*` stands for one part of it, `**` for anything. */
  path: string;
  /** 1 is the next call that fits. */
  nth?: number;
  /** How many fitting calls fail from there on: 1 when left out, null for all of them. */
  times?: number | null;
  /** One of the named kinds, or one of your own making. */
  failure: FailureKindId | Failure;
}

/** Begins to count from now; the record tells how often it was seen and has failed. */
export function addFailure(state: OrgState, plan: FailurePlan): FailureRecord {
  const { method = 'ANY', path, nth = 1, times = 1 } = plan;
  const failure: Failure =
    typeof plan.failure === 'string' ? FAILURE_KINDS[plan.failure].failure : plan.failure;
  const id = randomUUID();
  const record = { id, method, path, nth, times, failure, seen: 0, failed: 0 };
  state.failures.push(record);
  return record;
}

/** The answers of the organisation, apart from those that shall fail. Keeps a list of all calls. */
export function withFailures(state: OrgState, answer: AnswerCall): AnswerCall {
  return async (raw) => {
    const call: CallRecord = {
      at: nowIso(),
      method: raw.method,
      path: raw.path,
      status: null,
      failure: takeFailure(state, raw),
    };
    state.calls.push(call);
    if (state.calls.length > MAX_CALLS) state.calls.shift();
    const given =
      call.failure === null ? await answer(raw) : await fail(call.failure, () => answer(raw));
    call.status = given.delivery === 'none' ? null : given.status;
    return given;
  };
}

/** Every plan that fits counts the call; the first whose turn it is decides. */
function takeFailure(state: OrgState, { method, path }: RawCall): Failure | null {
  let taken: FailureRecord | null = null;
  for (const record of state.failures) {
    if (record.method !== 'ANY' && record.method !== method) continue;
    if (!toPattern(record.path).test(path)) continue;
    record.seen += 1;
    if (taken === null && isTurnOf(record)) taken = record;
  }
  if (taken === null) return null;
  taken.failed += 1;
  return taken.failure;
}

function isTurnOf({ seen, nth, times }: FailureRecord): boolean {
  return seen >= nth && (times === null || seen < nth + times);
}

function toPattern(path: string): RegExp {
  const parts = path.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}

async function fail(failure: Failure, act: () => Promise<WireAnswer>): Promise<WireAnswer> {
  switch (failure.kind) {
    case 'status':
      return refuse(failure);
    case 'delay':
      await wait(failure.delayMs, undefined, { ref: false });
      return act();
    case 'closed-before':
      return { status: 0, headers: {}, body: '', delivery: 'none' };
    case 'closed-after':
      return { ...(await act()), delivery: 'none' };
    case 'half-body':
      return { ...withBody(await act()), delivery: 'half' };
    case 'hostile-json':
      return makeHostile(await act());
  }
}

function refuse(failure: Extract<Failure, { kind: 'status' }>): WireAnswer {
  const { status, errorCode, summary, resetInSeconds } = failure;
  const answer = toWire(toErrorAnswer({ status, errorCode, message: summary, causes: [] }));
  if (resetInSeconds === undefined) return answer;
  const reset = Math.ceil(Date.now() / 1000) + resetInSeconds;
  const headers = {
    'x-rate-limit-limit': '600',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(reset),
  };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** An answer without a body has nothing to cut in half. */
function withBody(answer: WireAnswer): WireAnswer {
  if (answer.body !== '') return answer;
  const headers = { ...answer.headers, 'content-type': 'application/json' };
  return { status: 200, headers, body: '{"status":"DONE"}' };
}

function makeHostile(answer: WireAnswer): WireAnswer {
  const { status, headers } = withBody(answer);
  const hostile = { ...headers, 'content-type': 'application/json', link: HOSTILE_LINK };
  return { status, headers: hostile, body: HOSTILE_BODY };
}
