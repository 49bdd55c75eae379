import { expect, it } from 'vitest';
import { areRoutesAt, countNeeded, judgeExit } from './roll-out-exit';
import { findRefusals, judgeGuard, type GuardFacts } from './roll-out-guard';

const now = new Date('2026-11-30T12:00:00Z');
const hourMs = 3_600_000;
const passed = judgeExit({
  stage: 'TEST_PERSON',
  routedCount: 1,
  signedInCount: 1,
  refusedCount: 0,
  areRoutesRight: true,
});
const good: GuardFacts = {
  now,
  lastSignInAt: new Date(now.getTime() - hourMs),
  administrators: [{ login: 'root@acme.example', isSuperAdmin: true, isWithOkta: true }],
  excludesAdmins: true,
  isApplicationEnabled: true,
  isLoginDefaultConfirmed: true,
  reach: { notEnrolled: 0, unknown: 0, withoutAccess: 0 },
  exitTest: passed,
};

function unmet(change: Partial<GuardFacts>): readonly string[] {
  return judgeGuard({ ...good, ...change })
    .filter(({ isMet }) => !isMet)
    .map(({ code }) => code);
}

it('lets through what meets every condition', () => {
  expect(unmet({})).toEqual([]);
});

it.each([
  ['test_sign_in', { lastSignInAt: null }],
  ['test_sign_in', { lastSignInAt: new Date(now.getTime() - 25 * hourMs) }],
  ['admin_not_routed', { administrators: [] }],
  ['admin_not_routed', { administrators: [{ login: 'a', isSuperAdmin: false, isWithOkta: true }] }],
  [
    'admin_not_routed',
    {
      administrators: [
        { login: 'a', isSuperAdmin: true, isWithOkta: true },
        { login: 'b', isSuperAdmin: true, isWithOkta: false },
      ],
    },
  ],
  ['admins_excluded', { excludesAdmins: false }],
  ['login_default', { isLoginDefaultConfirmed: false }],
  ['application_open', { isApplicationEnabled: false }],
  ['application_open', { reach: { ...good.reach, withoutAccess: 3 } }],
  ['people_enrolled', { reach: { ...good.reach, notEnrolled: 1 } }],
  ['people_enrolled', { reach: { ...good.reach, unknown: 2 } }],
  ['people_enrolled', { reach: { ...good.reach, unknown: null } }],
  ['exit_test', { exitTest: { ...passed, isPassed: false } }],
] as const)('refuses with %s for %j', (code, change) => {
  expect(unmet(change)).toEqual([code]);
});

it('F10: nobody can let pass that no administrator is proven to stay with Okta', () => {
  const conditions = judgeGuard({ ...good, administrators: [] });
  const refusals = findRefusals(conditions, ['admin_not_routed']);
  expect(refusals.map(({ code }) => code)).toEqual(['admin_not_routed']);
});

it('lets a second administrator pass what was approved, but never that the way back was not opened', () => {
  const conditions = judgeGuard({
    ...good,
    lastSignInAt: null,
    excludesAdmins: false,
    isLoginDefaultConfirmed: false,
    reach: { notEnrolled: 3, unknown: null, withoutAccess: 0 },
  });
  const refusals = (approved: Parameters<typeof findRefusals>[1]) =>
    findRefusals(conditions, approved).map(({ code }) => code);
  const all = ['test_sign_in', 'admins_excluded', 'login_default', 'people_enrolled'] as const;
  expect(refusals(all)).toEqual(['login_default']);
  expect(refusals(['test_sign_in', 'admins_excluded'])).toEqual([
    'login_default',
    'people_enrolled',
  ]);
  expect(refusals([])).toHaveLength(4);
});

it('lets a second administrator pass people without access, never an application switched off', () => {
  const refusals = (change: Partial<GuardFacts>) =>
    findRefusals(judgeGuard({ ...good, ...change }), ['application_open']).map(({ code }) => code);
  expect(refusals({ reach: { ...good.reach, withoutAccess: 1 } })).toEqual([]);
  expect(refusals({ isApplicationEnabled: false })).toEqual(['application_open']);
});

it.each([
  [1, 1],
  [4, 1],
  [10, 2],
  [1000, 10],
  [null, 10],
])('of %s people routed, %i must have signed in', (routed, needed) => {
  expect(countNeeded(routed)).toBe(needed);
});

it('a route is right only when it leads to our identity provider', () => {
  const to = (idpId: string | null) => ({ login: 'a', type: 'SAML2', idpId, idpName: null });
  expect(areRoutesAt([to('0oaOurs'), to('0oaOurs')], '0oaOurs')).toBe(true);
  expect(areRoutesAt([to('0oaOurs'), to('0oaOther')], '0oaOurs')).toBe(false);
  expect(areRoutesAt([to(null)], null)).toBe(false);
  expect(areRoutesAt([], '0oaOurs')).toBe(false);
});

it('an exit test needs people through, nothing refused since, and routes that are right', () => {
  const facts = { stage: 'LIST', routedCount: 10, signedInCount: 2, refusedCount: 0 } as const;
  expect(judgeExit({ ...facts, areRoutesRight: true }).isPassed).toBe(true);
  expect(judgeExit({ ...facts, areRoutesRight: null }).isPassed).toBe(false);
  expect(judgeExit({ ...facts, areRoutesRight: true, refusedCount: 1 }).isPassed).toBe(false);
  expect(judgeExit({ ...facts, areRoutesRight: true, signedInCount: 1 }).isPassed).toBe(false);
});
