import { expect, it } from 'vitest';
import type { SetupLeftover } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { describeProblem, type ProblemInput } from './describe-problem';

const rule: SetupLeftover = {
  kind: 'rule',
  name: '1Kosmos - pilot',
  id: '0pr1',
  menuPath: 'Security → Identity Providers → Routing rules',
};
const idp: SetupLeftover = {
  kind: 'idp',
  name: '1Kosmos',
  id: '0oa1',
  menuPath: 'Security → Identity Providers',
};
const key: SetupLeftover = { kind: 'key', name: 'Key', id: 'k1', menuPath: '' };

const cases: readonly (readonly [string, Partial<ProblemInput>, string, string])[] = [
  [
    'nothing was written',
    { end: 'unwritten' },
    'Nothing was written. Everybody signs in as before. The API token is revoked.',
    'Begin a new set-up with a new token.',
  ],
  [
    'everything was taken back',
    { end: 'taken_back' },
    'Everything this set-up made was taken back. Everybody signs in as before. The API token is revoked.',
    'Begin a new set-up with a new token.',
  ],
  [
    'only the certificate stays',
    { end: 'taken_back', leftovers: [key] },
    'Not everything could be taken back. Okta may still have the signing certificate of AdminX. Everybody signs in as before. The API token is revoked.',
    'Begin a new set-up with a new token.',
  ],
  [
    'a rule that may be on stays',
    { end: 'taken_back', leftovers: [rule, idp, key] },
    'Not everything could be taken back. Okta may still have the routing rule “1Kosmos - pilot”, the identity provider “1Kosmos”, the signing certificate of AdminX. While the rule is on, the test person is sent to AdminX and refused there; /login/default leads to Okta’s own sign-in. Everybody else signs in as before. The API token is revoked.',
    'Begin a new set-up with a new token and the same choices: it goes on from what is there. To undo instead, use “Remove from Okta” with a new token, or delete in Okta the routing rule “1Kosmos - pilot” (Security → Identity Providers → Routing rules), then the identity provider “1Kosmos” (Security → Identity Providers).',
  ],
  [
    'the token may live',
    { end: 'taken_back', isTokenDead: false },
    'Everything this set-up made was taken back. Everybody signs in as before. The API token was not proven dead and may still work.',
    'Revoke the API token in Okta: Security → API → Tokens. Then begin a new set-up with a new token.',
  ],
  [
    'the server stopped with objects made',
    { end: 'interrupted', isTokenDead: false, leftovers: [idp] },
    'What had been made was not taken back. Okta may have the identity provider “1Kosmos”. Everybody signs in as before. The API token was not proven dead and may still work.',
    'Revoke the API token in Okta: Security → API → Tokens. Then begin a new set-up with a new token and the same choices: it goes on from what is there. To undo instead, use “Remove from Okta” with a new token, or delete in Okta the identity provider “1Kosmos” (Security → Identity Providers).',
  ],
  [
    'a removal stopped while rules route more than the test person',
    { end: 'undo_stopped', leftovers: [{ ...rule, name: '1Kosmos - domain' }, rule] },
    'The removal stopped on the way. Okta may still have the routing rule “1Kosmos - domain”, the routing rule “1Kosmos - pilot”. While one of these rules is on, whom it catches is sent to AdminX; /login/default leads to Okta’s own sign-in. The API token is revoked.',
    'Mend what is said above, then begin the removal again with a new token: it goes on from what is left.',
  ],
  [
    'a removal stopped after the rules were gone',
    { end: 'undo_stopped', leftovers: [idp] },
    'The removal stopped on the way. Okta may still have the identity provider “1Kosmos”. Everybody signs in at Okta itself. The API token is revoked.',
    'Mend what is said above, then begin the removal again with a new token: it goes on from what is left.',
  ],
  [
    'everything is in place but the token',
    { end: 'connected', isTokenDead: false },
    'Everything is in place. The test person is sent to AdminX; who else is sent where is as before. The API token was not proven dead and may still work.',
    'Revoke the API token in Okta: Security → API → Tokens. Then go on to the test sign-in.',
  ],
];

it.each(cases)('says what Okta is like and what to do when %s', (_what, input, state, todo) => {
  const error = new AppError('okta.server_error');
  const problem = describeProblem({
    error,
    end: 'taken_back',
    leftovers: [],
    isTokenDead: true,
    ...input,
  });
  expect(problem.oktaState).toBe(state);
  expect(problem.todo).toBe(todo);
});

it('names the step and keeps what Okta said', () => {
  const error = new AppError('okta.server_error', 'private', {
    details: { oktaText: 'Internal Server Error' },
  });
  const problem = describeProblem({
    error,
    action: 'activate_rule',
    end: 'taken_back',
    leftovers: [],
    isTokenDead: false,
  });
  expect(problem.message).toBe(
    'At “Switch the routing rule on”: Okta had a problem on its side. Try again in a few minutes. Okta said: “Internal Server Error”',
  );
  expect(problem.leftovers).toMatchObject([{ kind: 'token' }]);
});
