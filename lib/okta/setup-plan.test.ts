import { describe, expect, it, vi } from 'vitest';
import type { OktaChoices } from '@/lib/schemas/okta';
import { createFakeOkta } from './fake';
import { judgeOrganisation, judgeRoles } from './findings';
import { readOrganisationState, type OurIdentityProvider } from './organisation-state';
import { judgePreflight, readPreflight } from './preflight';
import { identityProviderBodySchema } from './request-bodies';
import { routingRuleBodySchema } from './rule-bodies';
import { revokeAndProve } from './revoke-token';
import { rollBack } from './roll-back';
import { planSetup } from './setup-plan';
import {
  buildIdentityProviderBody,
  buildReplaceBody,
  buildRoutingRuleBody,
} from './wanted-objects';

const token = 'fake-token-for-tests-only';
const pause = () => Promise.resolve();
const seen = {
  pipeline: 'idx' as const,
  preflight: { clockAheadMs: 0, boundTokenNames: [], features: null, refused: [] },
};

const ours: OurIdentityProvider = {
  issuer: 'https://id.example.com/saml/metadata',
  ssoUrl: 'https://id.example.com/saml/sso',
  certificateBase64: 'AQID',
  certificateX5tS256: 'A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc-4E',
};

const choices: OktaChoices = {
  idpName: '1Kosmos',
  matchRule: 'USERNAME',
  createUsers: true,
  trustClaims: false,
  pilotUserId: '0199aaaa-0000-7000-8000-000000000000',
  pilotLogin: 'pat@acme.example',
  pilotName: 'Pat Pilot',
};

async function connect() {
  const okta = createFakeOkta({ token });
  const admin = okta.gateway.connect(okta.organisation.view.url, token);
  return { okta, admin, state: await readOrganisationState(admin) };
}

/** Does by hand what a run does, so that a later plan finds it there. */
async function setUp() {
  const { okta, admin } = await connect();
  const { kid } = await admin.createKey(ours.certificateBase64);
  const idp = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
  const rule = await admin.createInactiveRule('00pFake', buildRoutingRuleBody(choices, idp.id));
  return { okta, admin, kid, idp, rule, state: await readOrganisationState(admin) };
}

const effects = (plan: ReturnType<typeof planSetup>) =>
  Object.fromEntries(plan.steps.map(({ action, effect }) => [action, effect]));

describe('planSetup', () => {
  it('creates key, identity provider and rule in an empty organisation', async () => {
    const { state } = await connect();
    const plan = planSetup({ state, choices, ours });
    expect(effects(plan)).toMatchObject({
      upload_key: 'create',
      create_idp: 'create',
      create_rule: 'create',
      activate_rule: 'change',
      revoke_token: 'delete',
    });
    expect(plan.routed).toEqual(['pat@acme.example']);
  });

  it('shows the exact bodies, with placeholders for ids to come', async () => {
    const { state } = await connect();
    const plan = planSetup({ state, choices, ours });
    const body = (action: string) =>
      plan.steps.find((step) => step.action === action)?.request?.body;
    expect(body('create_idp')).toEqual(buildIdentityProviderBody(choices, ours, '{{kid}}'));
    expect(body('create_rule')).toEqual(buildRoutingRuleBody(choices, '{{idpId}}'));
  });

  it('keeps everything that is there already as wanted', async () => {
    const { state } = await setUp();
    const plan = planSetup({ state, choices, ours });
    expect(effects(plan)).toMatchObject({
      upload_key: 'keep',
      create_idp: 'keep',
      create_rule: 'keep',
      activate_rule: 'change',
    });
  });

  it('F12: is the same for the same organisation and choices, and different for any other', async () => {
    const { okta, admin, state } = await connect();
    const first = planSetup({ state, choices, ours });
    expect(planSetup({ state: await readOrganisationState(admin), choices, ours })).toEqual(first);
    const other = { ...choices, createUsers: false };
    expect(planSetup({ state, choices: other, ours }).hash).not.toBe(first.hash);
    okta.organisation.rules = okta.organisation.rules.map((rule) => ({
      ...rule,
      fingerprint: 'x',
    }));
    const changed = await readOrganisationState(admin);
    expect(planSetup({ state: changed, choices, ours }).hash).not.toBe(first.hash);
  });

  it('refuses a name that someone else’s identity provider has', async () => {
    const { state } = await setUp();
    const others = { ...ours, issuer: 'https://other.example/saml/metadata' };
    expect(() => planSetup({ state, choices, ours: others })).toThrow(
      expect.objectContaining({ code: 'okta.idp_name_taken' }),
    );
  });

  it.each([
    ['another name', { idpName: 'Other' }, 'okta.idp_exists_otherwise'],
    ['another test person', { pilotLogin: 'sam@acme.example' }, 'okta.rule_name_taken'],
    ['the token’s owner', { pilotLogin: 'Admin@acme.example' }, 'okta.pilot_is_token_owner'],
  ])('refuses %s', async (_name, change, code) => {
    const { state } = await setUp();
    expect(() => planSetup({ state, choices: { ...choices, ...change }, ours })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe('a plan over what differs', () => {
  it('shows each field before and after, and keeps id and audience', async () => {
    const { state } = await setUp();
    const [idp] = state.identityProviders;
    const found = { ...state, identityProviders: idp ? [{ ...idp, status: 'INACTIVE' }] : [] };
    const wanted = { ...choices, matchRule: 'EMAIL' as const, createUsers: false };
    const { steps } = planSetup({ state: found, choices: wanted, ours });
    const step = steps.find(({ action }) => action === 'create_idp');
    expect(step).toMatchObject({ effect: 'change', existingId: idp?.id });
    expect(step?.changes).toEqual([
      { field: 'State', before: 'Off', after: 'On' },
      { field: 'Match against', before: 'Okta username', after: 'E-mail address' },
      { field: 'If no match is found', before: 'Create the account', after: 'Okta’s sign-in page' },
    ]);
    expect(step?.request).toMatchObject({
      method: 'PUT',
      path: `/api/v1/idps/${idp?.id ?? ''}`,
      body: { '{{allElse}}': 'as Okta has it' },
    });
    expect(JSON.stringify(step?.request?.body)).toContain(idp?.audience);
  });

  it.each<{ late: 'idp'[] }>([{ late: [] }, { late: ['idp'] }])(
    'puts settings and state back, also what comes late: $late',
    async ({ late }) => {
      const { state, okta, admin } = await setUp();
      const [was] = state.identityProviders;
      if (!was) throw new Error('setUp makes an identity provider');
      const raw = await admin.readRawIdentityProvider(was.id);
      const before = okta.organisation.identityProviders;
      const body = buildReplaceBody({ ...choices, matchRule: 'EMAIL' }, ours, was);
      await admin.replaceIdentityProvider(was.id, body, raw);
      const wait = vi.fn(() => Promise.resolve());
      wait.mockImplementationOnce(async () => {
        await admin.replaceIdentityProvider(was.id, body, raw);
      });
      const made = { changedIdp: { id: was.id, raw }, unanswered: late };
      const input = { admin, before: state, ours, idpName: choices.idpName, made, pause: wait };
      expect(await rollBack(input)).toEqual({ undone: [], leftovers: [] });
      expect(wait).toHaveBeenCalledTimes(late.length);
      expect(okta.organisation.identityProviders).toEqual(before);
    },
  );
});

describe('the preflight', () => {
  const at = (clockAheadMs: number) => ({ ...seen.preflight, clockAheadMs });
  const levelsOf = (items: readonly { code: string; level: string }[]) =>
    Object.fromEntries(items.map(({ code, level }) => [code, level]));

  it.each([
    [5_000, 'good', 'agree'],
    [-45_000, 'warning', '45 seconds ahead of Okta’s'],
    [600_000, 'stop', '10 minutes behind Okta’s'],
  ])('judges a clock %d ms apart as %s', async (ahead, level, title) => {
    const { state } = await connect();
    const clock = judgePreflight(at(ahead), state, ours).find(({ code }) => code === 'clock');
    expect(clock).toMatchObject({ level });
    expect(clock?.title).toContain(title);
  });

  it('F6: finds taken names, a foreign identity provider and a token bound to networks', async () => {
    const { state } = await setUp();
    const others = { ...ours, issuer: 'https://other.example/saml/metadata' };
    const bound = { ...seen.preflight, clockAheadMs: null, boundTokenNames: ['Office only'] };
    expect(levelsOf(judgePreflight(bound, state, others))).toEqual({
      token_network: 'warning',
      foreign_idp: 'stop',
      names: 'warning',
      early_access: 'good',
    });
    expect(levelsOf(judgePreflight(at(0), state, ours))).toEqual({
      clock: 'good',
      early_access: 'good',
    });
  });

  it('reads clock and tokens, and goes on without them', async () => {
    const { okta, admin } = await connect();
    const now = new Date('2026-11-24T10:00:00Z');
    okta.organisation.serverTime = new Date(now.getTime() + 60_000);
    okta.organisation.tokens = [
      { name: 'Mine', userId: '00uOwner', isBoundToZones: true },
      { name: 'Free', userId: '00uOwner', isBoundToZones: false },
      { name: 'Of others', userId: '00uOther', isBoundToZones: true },
    ];
    const input = { ownerId: '00uOwner', now: () => now };
    expect(await readPreflight(admin, input)).toEqual({
      clockAheadMs: 60_000,
      boundTokenNames: ['Mine'],
      features: [],
    });
    okta.failAt({ call: 'listTokens', code: 'okta.permission_missing' });
    okta.failAt({ call: 'getServerTime', code: 'okta.server_error' });
    okta.failAt({ call: 'listFeatures', code: 'okta.permission_missing' });
    expect(await readPreflight(admin, input)).toEqual({
      clockAheadMs: null,
      boundTokenNames: null,
      features: null,
    });
  });
});

describe('the strict bodies', () => {
  const idp = buildIdentityProviderBody(choices, ours, 'kid1');
  const rule = buildRoutingRuleBody(choices, '0oa1');

  const withIdentifier = (userIdentifier: object) => ({
    ...rule,
    conditions: { ...rule.conditions, userIdentifier },
  });

  it('let everybody be routed only by a rule that says so', () => {
    const { network, platform, app } = rule.conditions;
    const conditions = { network, platform, app };
    const everyone = { ...rule, name: '1Kosmos - everyone', conditions };
    expect(routingRuleBodySchema.safeParse(everyone).success).toBe(true);
    expect(routingRuleBodySchema.safeParse({ ...rule, conditions }).success).toBe(false);
  });

  it('let our own bodies through', () => {
    expect(identityProviderBodySchema.parse(idp)).toEqual(idp);
    expect(routingRuleBodySchema.parse(rule)).toEqual(rule);
  });

  it.each([
    ['a missing name', { ...idp, name: undefined }],
    ['a missing kid', structuredCloneWithout(idp, 'kid')],
    ['a missing subject', { ...idp, policy: { ...idp.policy, subject: undefined } }],
    ['an unknown field in the policy', { ...idp, policy: { ...idp.policy, mapAMRClaims: true } }],
    [
      'administrators included',
      JSON.parse(JSON.stringify(idp).replace('"excludeAdmins":true', '"excludeAdmins":false')),
    ],
  ] as [string, unknown][])('catch an identity provider with %s', (_name, body) => {
    expect(identityProviderBodySchema.safeParse(body).success).toBe(false);
  });

  it.each([
    ['no type', { ...rule, type: undefined }],
    ['a group condition', { ...rule, conditions: { ...rule.conditions, people: {} } }],
    [
      'an empty user identifier',
      { ...rule, conditions: { ...rule.conditions, userIdentifier: {} } },
    ],
    [
      'a domain without its sign',
      withIdentifier({
        type: 'IDENTIFIER',
        patterns: [{ matchType: 'SUFFIX', value: 'acme.com' }],
      }),
    ],
    [
      'two patterns for an attribute',
      withIdentifier({
        type: 'ATTRIBUTE',
        attribute: 'department',
        patterns: [
          { matchType: 'EQUALS', value: 'a' },
          { matchType: 'EQUALS', value: 'b' },
        ],
      }),
    ],
    [
      'an attribute that is none',
      withIdentifier({
        type: 'ATTRIBUTE',
        attribute: 'a" or 1',
        patterns: [{ matchType: 'EQUALS', value: 'a' }],
      }),
    ],
    [
      'an empty platform',
      { ...rule, conditions: { ...rule.conditions, platform: { include: [], exclude: [] } } },
    ],
    [
      'a zone without an id',
      { ...rule, conditions: { ...rule.conditions, network: { connection: 'ZONE', include: [] } } },
    ],
    [
      'two providers',
      {
        ...rule,
        actions: {
          idp: {
            ...rule.actions.idp,
            providers: [{ type: 'OKTA' }, { type: 'SAML2', id: '0oa1' }],
          },
        },
      },
    ],
    [
      'nobody in particular',
      { ...rule, conditions: { ...rule.conditions, userIdentifier: undefined } },
    ],
  ] as [string, unknown][])('catch a rule with %s', (_name, body) => {
    expect(routingRuleBodySchema.safeParse(body).success).toBe(false);
  });
});

function structuredCloneWithout(value: unknown, key: string): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, member: unknown) => (name === key ? undefined : member)),
  );
}

describe('judgeRoles', () => {
  const role = (type: string, status = 'ACTIVE') => ({ type, label: type, status });

  it.each([
    [[role('SUPER_ADMIN')], 'enough'],
    [[role('ORG_ADMIN'), role('APP_ADMIN')], 'enough'],
    [[role('ORG_ADMIN')], 'probably'],
    [[role('CUSTOM')], 'unknown'],
    [[role('APP_ADMIN')], 'not_enough'],
    [[role('READ_ONLY_ADMIN')], 'not_enough'],
    [[role('SUPER_ADMIN', 'INACTIVE')], 'not_enough'],
    [[], 'not_enough'],
  ])('judges %j as %s', (roles, verdict) => {
    expect(judgeRoles(roles)).toBe(verdict);
  });

  it('stops the check when the role is too small', async () => {
    const { state } = await connect();
    const small = { ...state, roles: [role('READ_ONLY_ADMIN')] };
    expect(judgeOrganisation(small, ours, seen).canContinue).toBe(false);
    expect(judgeOrganisation(state, ours, seen).canContinue).toBe(true);
  });

  it.each([
    ['ACTIVE', true],
    ['INACTIVE', true],
  ])('knows that an identity provider of ours that is %s can be used: %s', async (status, can) => {
    const { admin } = await connect();
    const { kid } = await admin.createKey(ours.certificateBase64);
    await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
    const state = await readOrganisationState(admin);
    const [idp] = state.identityProviders;
    const found = { ...state, identityProviders: idp ? [{ ...idp, status }] : [] };
    const { canContinue, items } = judgeOrganisation(found, ours, seen);
    expect(canContinue).toBe(can);
    expect(items.find(({ code }) => code === 'our_objects')?.title).toContain('1Kosmos');
  });
});

describe('rollBack', () => {
  it('takes back rule, identity provider and key, and nothing that was there before', async () => {
    const { state: before, okta, admin } = await connect();
    const rules = [...okta.organisation.rules];
    const { kid } = await admin.createKey(ours.certificateBase64);
    const idp = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
    const rule = await admin.createInactiveRule('00pFake', buildRoutingRuleBody(choices, idp.id));
    await admin.activateRule('00pFake', rule.id);
    const made = { kid, idpId: idp.id, ruleId: rule.id };
    const result = await rollBack({ admin, before, ours, idpName: '1Kosmos', made, pause });
    expect(result).toEqual({ undone: ['rule', 'idp', 'key'], leftovers: [] });
    expect(okta.organisation).toMatchObject({ rules, identityProviders: [], keys: [] });
  });

  it('finds what a call made whose answer was lost', async () => {
    const { state: before, okta, admin } = await connect();
    await admin.createKey(ours.certificateBase64);
    const result = await rollBack({ admin, before, ours, idpName: '1Kosmos', made: {}, pause });
    expect(result.undone).toEqual(['key']);
    expect(okta.organisation.keys).toEqual([]);
  });

  it('names what is left, and where to click, when the token dies in the middle', async () => {
    const { state: before, okta, admin } = await connect();
    const { kid } = await admin.createKey(ours.certificateBase64);
    okta.organisation.liveTokens.clear();
    const result = await rollBack({
      admin,
      before,
      ours,
      idpName: '1Kosmos',
      made: { kid },
      pause,
    });
    expect(result.undone).toEqual([]);
    expect(result.leftovers).toEqual([
      expect.objectContaining({ kind: 'key', id: kid, menuPath: 'Security → Identity Providers' }),
    ]);
  });
});

describe('revokeAndProve', () => {
  it('revokes and proves', async () => {
    const { okta, admin } = await connect();
    await expect(revokeAndProve(admin, { pause })).resolves.toBe(true);
    expect(okta.organisation.liveTokens.size).toBe(0);
  });

  it('F8: does not take a failed revocation for done', async () => {
    const { okta, admin } = await connect();
    okta.failAt({ call: 'revokeToken', code: 'okta.server_error', always: true });
    await expect(revokeAndProve(admin, { pause })).resolves.toBe(false);
  });

  it('F8: does not believe a 204 that leaves the token alive', async () => {
    const { okta, admin } = await connect();
    okta.failAt({ call: 'isTokenDead', code: 'okta.server_error', always: true });
    await expect(revokeAndProve(admin, { pause })).resolves.toBe(true);
    const other = await connect();
    other.okta.failAt({ call: 'isTokenDead', code: 'okta.server_error' });
    other.okta.failAt({ call: 'revokeToken', code: 'okta.timeout' });
    await expect(revokeAndProve(other.admin, { pause })).resolves.toBe(true);
  });
});
