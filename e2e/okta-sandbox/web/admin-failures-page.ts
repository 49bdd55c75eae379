/** Calls that shall fail: say which and how, see which did. */
import { describeFailure, FAILURE_KINDS } from '../api/failure-kinds';
import type { CallRecord, FailureRecord } from '../org/failure-types';
import type { OrgState } from '../org/types';
import { adminPage, tableOf } from './admin-frame';
import { html, softBreaks, timeTag, type Html } from './html';
import type { Page } from './page';

const SHOWN_CALLS = 30;

export const FAILURE_METHODS = ['ANY', 'GET', 'POST', 'PUT', 'DELETE'];

/** The choices of the form: how many fitting calls fail. */
export const HOW_OFTEN: Record<string, string> = {
  '1': 'Once',
  '3': 'Three times',
  always: 'Every time from then on',
};

/** Calls of a set-up, in its order, for those who do not know Okta's API by heart. */
const SUGGESTIONS = {
  '/api/v1/idps/credentials/keys': 'certificates',
  '/api/v1/idps': 'identity providers',
  '/api/v1/idps/*/metadata.xml': 'SP metadata',
  '/api/v1/mappings/*': 'attribute mapping',
  '/api/v1/policies/*/rules': 'routing rules',
  '/api/v1/policies/*/rules/*/lifecycle/activate': 'switching a rule on',
  '/api/v1/policies/*/rules/*/lifecycle/deactivate': 'switching a rule off',
  '/api/v1/api-tokens/current': 'revoking the token',
  '/.well-known/webfinger': 'where a login is sent',
  '/**': 'everything',
};

function options(choices: Record<string, string>): Html[] {
  return Object.entries(choices).map(
    ([value, label]) => html`<option value="${value}">${label}</option>`,
  );
}

function failureForm(): Html {
  const kinds = Object.entries(FAILURE_KINDS).map(([id, { label }]) => [id, label]);
  const methods = FAILURE_METHODS.map((method) => [method, method === 'ANY' ? 'Any' : method]);
  return html`<form class="field-grid" method="post" action="/admin/failures">
    <div>
      <label for="method">Method</label>
      <select id="method" name="method">
        ${options(Object.fromEntries(methods) as Record<string, string>)}
      </select>
    </div>
    <div>
      <label for="path">Path</label>
      <input
        id="path"
        name="path"
        required
        maxlength="300"
        list="paths"
        autocomplete="off"
        spellcheck="false"
        aria-describedby="path-help"
      />
      <datalist id="paths">${options(SUGGESTIONS)}</datalist>
      <p class="help" id="path-help">* stands for one part of a path, ** for anything.</p>
    </div>
    <div>
      <label for="nth">From which call on</label>
      <input id="nth" name="nth" type="number" min="1" max="1000" value="1" required />
    </div>
    <div>
      <label for="failure">What happens</label>
      <select id="failure" name="failure">
        ${options(Object.fromEntries(kinds) as Record<string, string>)}
      </select>
    </div>
    <div>
      <label for="times">How often</label>
      <select id="times" name="times">
        ${options(HOW_OFTEN)}
      </select>
    </div>
    <div><button type="submit">Let it fail</button></div>
  </form>`;
}

function describeTurn({ nth, times }: FailureRecord): string {
  const from = nth === 1 ? 'next call' : `call ${String(nth)}`;
  if (times === null) return `from the ${from} on`;
  return times === 1 ? `the ${from}` : `${String(times)} times from the ${from} on`;
}

function failureRow(record: FailureRecord): Html {
  const { id, method, path, failure, seen, failed } = record;
  return html`<tr data-testid="failure-row">
    <th scope="row" class="mono anywhere">${method === 'ANY' ? 'any' : method} ${path}</th>
    <td data-label="What happens">${describeFailure(failure)}</td>
    <td data-label="When">${describeTurn(record)}</td>
    <td data-label="So far" data-testid="failure-count">
      ${seen} ${seen === 1 ? 'call' : 'calls'}, ${failed} failed
    </td>
    <td>
      <form method="post" action="/admin/failures/${id}/remove">
        <button type="submit" class="small danger">Remove</button>
      </form>
    </td>
  </tr>`;
}

function callRow({ at, method, path, status, failure }: CallRecord): Html {
  return html`<tr data-testid="call-row">
    <td data-label="Time">${timeTag(at)}</td>
    <th scope="row" class="mono anywhere">${method} ${softBreaks(path)}</th>
    <td data-label="Answer">${status ?? 'none'}</td>
    <td data-label="On purpose">${failure === null ? null : describeFailure(failure)}</td>
  </tr>`;
}

/** `problem` says what was wrong with the form that was sent. */
export function failuresPage(state: OrgState, problem: string | null): Page {
  const calls = state.calls.slice(-SHOWN_CALLS).reverse();
  return adminPage({
    path: '/admin/failures',
    title: 'Failures',
    intro:
      'Let calls of the API fail on purpose, and see what a program makes of it. Counted from when you ask for it.',
    body: html`${problem !== null && html`<div class="notice bad" role="alert">${problem}</div>`}
      ${failureForm()}
      ${tableOf(
        ['Call', 'What happens', 'When', 'So far', ''],
        state.failures.map(failureRow),
        'No call fails on purpose.',
      )}
      <section>
        <h2>Latest calls</h2>
        ${tableOf(
          ['Time', 'Call', 'Answer', 'On purpose'],
          calls.map(callRow),
          'No program has called the API yet.',
        )}
      </section>`,
  });
}
