import { expect, it } from 'vitest';
import type { RollOutWho } from '@/lib/schemas/okta-roll-out';
import { unlimitedScope } from './fake-organisation';
import type { OktaRule } from './port';
import { findOverlaps } from './roll-out-overlap';

const contractors: OktaRule = {
  id: '0prOther',
  name: 'Contractors',
  status: 'ACTIVE',
  priority: 1,
  isSystem: false,
  lastUpdated: null,
  providerIds: ['0oaOther'],
  patterns: [{ matchType: 'SUFFIX', value: 'ext.acme.example' }],
  scope: unlimitedScope,
  fingerprint: 'f',
};

const acme: RollOutWho = { stage: 'DOMAIN', domains: ['ext.acme.example'] };
const none: ReadonlySet<string> = new Set();

it.each([
  ['the same domain', acme, 1],
  ['another domain', { stage: 'DOMAIN', domains: ['acme.example'] }, 0],
  ['a login of that domain', { stage: 'LIST', logins: ['Kim@EXT.acme.example'] }, 1],
  ['another login', { stage: 'LIST', logins: ['kim@acme.example'] }, 0],
  ['an attribute, which may fit anybody', { stage: 'ATTRIBUTE', attribute: 'a', value: 'b' }, 1],
  ['everybody', { stage: 'EVERYONE' }, 1],
] as readonly (readonly [string, RollOutWho, number])[])('of %s', (_what, who, count) => {
  expect(findOverlaps([contractors], { who, place: 1, ours: none })).toHaveLength(count);
});

it('says which of the two wins, and leaves out what is off or ours', () => {
  const find = (rule: OktaRule, place: number, ours = none) =>
    findOverlaps([rule], { who: acme, place, ours }).join();
  expect(find(contractors, 1)).toContain('“Contractors” stands below');
  expect(find(contractors, 2)).toContain('“Contractors” stands above');
  expect(find({ ...contractors, status: 'INACTIVE' }, 1)).toBe('');
  expect(find(contractors, 1, new Set(['0prOther']))).toBe('');
});
