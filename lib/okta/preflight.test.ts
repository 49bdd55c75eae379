/** What the check finds of an organisation that is not as it should be: the adapter on a stand-in. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startOktaSandbox, type OktaSandbox } from '@/e2e/okta-sandbox/start';
import { judgeOrganisation } from './findings';
import { createOktaGateway } from './gateway';
import { judgeFeatures } from './judge-features';
import { probeOrganisationState, type OurIdentityProvider } from './organisation-state';
import { readPreflight } from './preflight';

const ours: OurIdentityProvider = {
  issuer: 'https://id.example.com/saml/metadata',
  ssoUrl: 'https://id.example.com/saml/sso',
  certificateBase64: 'AQID',
  certificateX5tS256: 'A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc-4E',
};

let sandbox: OktaSandbox;

beforeAll(async () => {
  sandbox = await startOktaSandbox({ port: 0 });
}, 60_000);

beforeEach(() => {
  sandbox.reset();
});

afterAll(() => sandbox.close());

/** What the check says, as the wizard does it. */
async function check(token: string) {
  const pause = () => Promise.resolve();
  const gateway = createOktaGateway({ sandboxOrigin: sandbox.url, pause });
  const admin = gateway.connect(sandbox.url, token);
  const { state, refused } = await probeOrganisationState(admin);
  const now = (await admin.getServerTime()) ?? new Date(0);
  const found = await readPreflight(admin, { ownerId: state.owner.id, now: () => now });
  const preflight = { ...found, refused };
  const findings = judgeOrganisation(state, ours, { pipeline: 'idx', preflight });
  return { ...findings, find: (code: string) => findings.items.find((item) => item.code === code) };
}

describe('the check', () => {
  it('finds nothing in the way of a super administrator, and names features that are there', async () => {
    const { canContinue, find } = await check(sandbox.createToken({}));
    expect(canContinue).toBe(true);
    expect(find('early_access')?.title).toContain('“SAML IdP Single Logout” is off');
    expect(find('clock')?.level).toBe('good');
    expect(find('token_network')).toBeUndefined();
    expect(find('reads')).toBeUndefined();
  });

  it('finds out by reading what a custom role may not, and says it all at once', async () => {
    sandbox.addUser({
      login: 'custom@marlowfinch.example',
      firstName: 'Carlotta',
      lastName: 'Ustinov',
      roles: ['CUSTOM'],
    });
    const token = sandbox.createToken({ ownerLogin: 'custom@marlowfinch.example' });
    const { canContinue, find } = await check(token);
    expect(canContinue).toBe(false);
    expect(find('reads')?.title).toBe(
      'This token may not read its owner’s roles, certificates of identity providers, identity providers and the routing policy',
    );
    expect(find('reads')?.todo).toContain('Security → Administrators → Roles');
    // Nobody else's objects are taken for absent.
    expect(find('our_objects')).toBeUndefined();
  });

  it('F6: stops at an organisation without routing rules, though Okta says 401', async () => {
    sandbox.failCall({ path: '/api/v1/policies', failure: 'feature-missing' });
    const { canContinue, find } = await check(sandbox.createToken({}));
    expect(canContinue).toBe(false);
    expect(find('feature')?.title).toBe('This organisation does not have the routing policy');
    expect(find('feature')?.why).toContain('The token is good');
  });

  it('F6: says so when an organisation has so many objects that a limit may be near', async () => {
    const token = sandbox.createToken({});
    const gateway = createOktaGateway({ sandboxOrigin: sandbox.url });
    const { state } = await probeOrganisationState(gateway.connect(sandbox.url, token));
    const [rule] = state.rules;
    if (!rule) throw new Error('There is always a default rule');
    const many = { ...state, rules: Array.from({ length: 120 }, () => rule) };
    const preflight = { clockAheadMs: 0, boundTokenNames: [], features: [], refused: [] };
    const { items } = judgeOrganisation(many, ours, { pipeline: 'idx', preflight });
    expect(items.find(({ code }) => code === 'room')?.title).toContain('120 routing rules');
  });

  it('warns of a token that is bound to networks, and names it', async () => {
    const { find } = await check(sandbox.createToken({ name: 'Office only', network: 'ZONE' }));
    expect(find('token_network')).toMatchObject({ level: 'warning' });
    expect(find('token_network')?.title).toContain('“Office only”');
  });

  it('takes a token bound to networks elsewhere for one that Okta does not accept', async () => {
    const token = sandbox.createToken({ network: 'ZONE_ELSEWHERE' });
    await expect(check(token)).rejects.toMatchObject({
      code: 'okta.token_invalid',
      publicMessage: expect.stringContaining('network zone') as string,
    });
  });
});

describe('judgeFeatures', () => {
  it.each([
    ['is not shown them', null, 'does not show this token'],
    ['has none', [], 'cannot be known'],
  ])('says what cannot be known when the token %s', (_what, features, words) => {
    expect(judgeFeatures(features).why).toContain(words);
  });

  it('names those that are about this, and no others', () => {
    const feature = (name: string, isOn: boolean) => ({ name, isOn, stage: 'EA' });
    const { title } = judgeFeatures([
      feature('Fallback to Okta', true),
      feature('Dark theme', true),
      ...Array.from({ length: 5 }, (_, n) => feature(`IdP thing ${String(n)}`, false)),
    ]);
    expect(title).toContain('“Fallback to Okta” is on');
    expect(title).toContain('and 2 more');
    expect(title).not.toContain('Dark theme');
  });
});
