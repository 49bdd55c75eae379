import { describe, expect, it } from 'vitest';
import type { RouteProof } from '@/lib/schemas/integration-health';
import { judgeHealth, type HealthFacts } from './judge-health';
import type { RoutingFacts } from './judge-routing';

const now = new Date('2026-11-24T10:00:00Z');
const dayMs = 86_400_000;
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);

const test: RouteProof = {
  who: 'test',
  login: 'ada@acme.example',
  expected: 'us',
  seen: 'us',
  idpName: '1Kosmos',
};
const admin: RouteProof = {
  who: 'admin',
  login: 'root@acme.example',
  expected: 'okta',
  seen: 'okta',
  idpName: null,
};
const stranger: RouteProof = { ...admin, who: 'stranger', login: 'adminx-nobody-1@acme.example' };

const rightRouting: RoutingFacts = {
  verdict: 'right',
  proofs: [test, admin, stranger],
  problem: null,
  lastLookAt: ago(60_000),
  lastRightAt: ago(60_000),
  driftedSince: null,
  silentSince: null,
  hasTestPerson: true,
  hasAdministrator: true,
  ruleName: '1Kosmos - pilot',
  idpName: '1Kosmos',
  loginDefaultUrl: 'https://acme.okta.com/login/default',
};

const well: HealthFacts = {
  isOkta: true,
  isEnabled: true,
  lastSignInAt: ago(dayMs),
  recentCount: 10,
  recentRefusedCount: 0,
  refusedSinceGood: 0,
  certificateDaysLeft: 700,
  routing: rightRouting,
};

const judge = (facts: Partial<HealthFacts>) => judgeHealth({ ...well, ...facts }, now);
const seeing = (proofs: readonly RouteProof[], rest: Partial<RoutingFacts> = {}) => ({
  routing: {
    ...rightRouting,
    verdict: 'drifted' as const,
    driftedSince: ago(3_600_000),
    proofs,
    ...rest,
  },
});

describe('the health of an integration', () => {
  it('is good when routing, sign-ins and certificate are', () => {
    expect(judge({})).toEqual({ state: 'healthy', reasons: [] });
  });

  it('is not proven before the first sign-in, however right the routing is', () => {
    const { state, reasons } = judge({ lastSignInAt: null, recentCount: 0 });
    expect(state).toBe('unproven');
    expect(reasons.map(({ code }) => code)).toEqual(['nobody_signed_in']);
  });

  it.each([
    ['test person at Okta', [{ ...test, seen: 'okta' as const }], 'test_person_not_routed'],
    ['test person elsewhere', [{ ...test, seen: 'elsewhere' as const }], 'test_person_elsewhere'],
    ['administrator here', [test, { ...admin, seen: 'us' as const }], 'admin_routed'],
  ])('fails with the %s, and says since when', (_what, proofs, code) => {
    const { state, reasons } = judge(seeing(proofs));
    expect(state).toBe('failing');
    expect(reasons[0]).toMatchObject({ code, tone: 'danger', since: '2026-11-24T09:00:00.000Z' });
    expect(reasons[0]?.todo).toContain('Security → Identity Providers → Routing rules');
  });

  it('F10: needs attention when a stranger is sent here', () => {
    const { state, reasons } = judge(seeing([test, { ...stranger, seen: 'us' }]));
    expect(state).toBe('attention');
    expect(reasons[0]?.code).toBe('stranger_routed');
  });

  it('fails when another organisation has the address', () => {
    const problem = 'okta.organisation_changed';
    expect(judge(seeing([], { problem })).reasons[0]?.code).toBe('organisation_changed');
  });

  it('fails when it is switched off here while Okta still sends people', () => {
    expect(judge({ isEnabled: false })).toMatchObject({
      state: 'failing',
      reasons: [{ code: 'off_but_routed' }],
    });
  });

  it('is off when it is switched off and nobody is sent here', () => {
    const left = { ...test, seen: 'okta' } as const;
    const elsewhere = { ...test, seen: 'elsewhere', idpName: 'Another one' } as const;
    for (const proof of [left, elsewhere]) {
      for (const expected of ['us', 'away'] as const) {
        const { routing } = seeing([{ ...proof, expected }, admin]);
        expect(judge({ isEnabled: false, routing })).toEqual({ state: 'off', reasons: [] });
      }
    }
  });

  it('is not proven when it was switched on again and nobody has looked since', () => {
    const away = { ...test, seen: 'okta', expected: 'away' } as const;
    const routing = { ...rightRouting, proofs: [away] };
    expect(judge({ routing, lastSignInAt: ago(8 * dayMs) }).state).toBe('unproven');
  });

  it('is patient with an Okta that does not answer, for an hour', () => {
    const silent = (since: number) =>
      judge({ routing: { ...rightRouting, verdict: 'silent', silentSince: ago(since) } });
    expect(silent(59 * 60_000)).toMatchObject({ reasons: [{ tone: 'neutral' }] });
    expect(silent(60 * 60_000)).toMatchObject({
      state: 'attention',
      reasons: [{ code: 'route_silent' }],
    });
  });

  it('says whom nobody watches', () => {
    const routing = { ...rightRouting, hasTestPerson: false, hasAdministrator: false };
    expect(judge({ routing }).reasons.map(({ code }) => code)).toEqual([
      'no_test_person',
      'no_administrator',
    ]);
  });

  it('is not proven without a look, a sign-in or an address', () => {
    const unseen = { ...rightRouting, verdict: null, lastLookAt: null };
    const quiet = { lastSignInAt: null, recentCount: 0 };
    expect(judge({ ...quiet, routing: unseen }).state).toBe('unproven');
    expect(judge({ ...quiet, routing: null }).state).toBe('unproven');
  });

  it.each([
    [60, 'healthy'],
    [59, 'attention'],
    [14, 'attention'],
    [13, 'failing'],
    [-1, 'failing'],
  ] as const)('with %i days of the certificate left is %s', (certificateDaysLeft, state) => {
    expect(judge({ certificateDaysLeft }).state).toBe(state);
  });

  it.each([
    [50, 1, 0, 'healthy'],
    [50, 9, 0, 'healthy'],
    [50, 10, 0, 'attention'],
    [3, 3, 3, 'attention'],
    [5, 5, 5, 'failing'],
  ] as const)(
    'of %i sign-ins %i refused, %i since the last good one, is %s',
    (recentCount, recentRefusedCount, refusedSinceGood, state) => {
      expect(judge({ recentCount, recentRefusedCount, refusedSinceGood }).state).toBe(state);
    },
  );

  it('puts the worst reason first', () => {
    const { reasons } = judge({ ...seeing([{ ...test, seen: 'okta' }]), certificateDaysLeft: 30 });
    expect(reasons.map(({ tone }) => tone)).toEqual(['danger', 'warning']);
  });

  it('of another kind of application is about its sign-ins and the certificate alone', () => {
    expect(judge({ isOkta: false, routing: null })).toEqual({ state: 'healthy', reasons: [] });
  });
});
