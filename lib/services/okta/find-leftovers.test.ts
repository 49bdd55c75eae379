import { expect, it } from 'vitest';
import { findUnremoved } from './find-leftovers';

const rulesPath = '/api/v1/policies/00p/rules';

function toStep(action: string, existingId: string, ...paths: readonly string[]) {
  const [request, ...moreRequests] = paths.map((path) => ({ method: 'DELETE', path, body: null }));
  const words = { title: action, summary: '', undo: null };
  return { action, effect: 'remove', ...words, request, moreRequests, existingId };
}

const plan = {
  hash: 'h',
  organisationHash: 'o',
  steps: [
    toStep('delete_wider_rules', '0prWide', `${rulesPath}/0prWide`, `${rulesPath}/0prAdmins`),
    toStep('delete_rule', '0prPilot', `${rulesPath}/0prPilot`),
    toStep('delete_idp', '0oaOurs', '/api/v1/idps/0oaOurs'),
  ],
  routed: [],
  notRouted: '',
};

it('names the rules of a roll-out, which go first, of a removal that was killed', () => {
  const left = findUnremoved({ steps: [], choices: null, findings: null, plan });
  expect(left.map(({ kind, id }) => [kind, id])).toEqual([
    ['rule', '0prWide'],
    ['rule', '0prAdmins'],
    ['rule', '0prPilot'],
    ['idp', '0oaOurs'],
  ]);
});
