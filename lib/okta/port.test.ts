/** One contract over both implementations of the port: the fake, and the adapter on a stand-in. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSigningKey } from '@/e2e/okta-sandbox/org/signing-key';
import { startOktaSandbox, type OktaSandbox } from '@/e2e/okta-sandbox/start';
import type { OktaChoices } from '@/lib/schemas/okta';
import { createFakeOkta } from './fake';
import { createOktaGateway } from './gateway';
import { readOrganisationState, type OurIdentityProvider } from './organisation-state';
import type { OktaGateway } from './port';
import { revokeAndProve } from './revoke-token';
import { rollBack } from './roll-back';
import type { RoutingRuleBody } from './rule-bodies';
import { planSetup } from './setup-plan';
import {
  buildIdentityProviderBody,
  buildReplaceBody,
  buildRoutingRuleBody,
} from './wanted-objects';

interface Subject {
  readonly gateway: OktaGateway;
  readonly orgUrl: string;
  readonly token: string;
  /** Gives the pilot a profile attribute. */
  readonly giveAttribute: (name: string, value: string) => void;
}

const suffix = {
  type: 'IDENTIFIER',
  patterns: [{ matchType: 'SUFFIX', value: '@marlowfinch.example' }],
};
const attributeIs = { type: 'ATTRIBUTE', attribute: 'department' };
const keepWithOkta: RoutingRuleBody['actions'] = {
  idp: { idpSelectionType: 'SPECIFIC', providers: [{ type: 'OKTA' }] },
};

const pause = () => Promise.resolve();
const pilotLogin = 'ruth.adeyemi@marlowfinch.example';
const choices: OktaChoices = {
  idpName: '1Kosmos',
  matchRule: 'USERNAME',
  createUsers: true,
  trustClaims: false,
  pilotUserId: '0199aaaa-0000-7000-8000-000000000000',
  pilotLogin,
  pilotName: 'Ruth Adeyemi',
};

let sandbox: OktaSandbox;
let ours: OurIdentityProvider;

beforeAll(async () => {
  const contract = process.env['OKTA_CONTRACT'] ?? '';
  sandbox = await startOktaSandbox({ port: 0, ...(contract !== '' && { contract }) });
  const { certificateBase64 } = await createSigningKey('id.example.com');
  const der = Buffer.from(certificateBase64, 'base64');
  ours = {
    issuer: 'https://id.example.com/saml/metadata',
    ssoUrl: 'https://id.example.com/saml/sso',
    certificateBase64,
    certificateX5tS256: createHash('sha256').update(der).digest('base64url'),
  };
}, 120_000);

afterAll(() => sandbox.close());

function fakeSubject(): Subject {
  const token = 'fake-token-for-tests-only';
  const okta = createFakeOkta({ token });
  okta.organisation.metadataXml = '<md:EntityDescriptor entityID="{{audience}}" />';
  okta.organisation.users.push({ ...okta.organisation.owner, id: '00uPilot', login: pilotLogin });
  const giveAttribute = (name: string, value: string) => {
    okta.organisation.attributes.set(pilotLogin, { [name]: value });
  };
  return { gateway: okta.gateway, orgUrl: okta.organisation.view.url, token, giveAttribute };
}

function sandboxSubject(): Subject {
  sandbox.reset();
  const gateway = createOktaGateway({ sandboxOrigin: sandbox.url });
  const giveAttribute = (name: string, value: string) => {
    const pilot = sandbox.users().find(({ profile }) => profile.login === pilotLogin);
    if (pilot) pilot.profile[name] = value;
  };
  return { gateway, orgUrl: sandbox.url, token: sandbox.createToken({}), giveAttribute };
}

describe.each([
  { name: 'the fake', subject: fakeSubject },
  { name: 'the adapter on a stand-in organisation', subject: sandboxSubject },
])('the port, kept by $name', ({ subject }) => {
  it('shows an organisation without a token', async () => {
    const { gateway, orgUrl } = subject();
    const found = await gateway.probe(orgUrl);
    expect(found).toMatchObject({ url: orgUrl, pipeline: 'idx' });
    expect(found.id).toMatch(/^00o[A-Za-z0-9]{17}$/);
  });

  it('reads owner, roles, company, policy and the default rule', async () => {
    const { gateway, orgUrl, token } = subject();
    const state = await readOrganisationState(gateway.connect(orgUrl, token));
    expect(state.owner.login).toContain('@');
    expect(state.roles.map(({ type }) => type)).toEqual(['SUPER_ADMIN']);
    expect(state.companyName).not.toBe('');
    expect(state.keys).toEqual([]);
    expect(state.rules.at(-1)).toMatchObject({ isSystem: true, patterns: null });
  });

  it('finds a person by login, and says when there is none', async () => {
    const { gateway, orgUrl, token } = subject();
    const admin = gateway.connect(orgUrl, token);
    expect(await admin.findUserByLogin(pilotLogin)).toMatchObject({ login: pilotLogin });
    expect(await admin.findUserByLogin('"nobody"\\@acme.example')).toBeNull();
  });

  it('sets up, routes the pilot only, and is planned as kept the next time', async () => {
    const { gateway, orgUrl, token } = subject();
    const admin = gateway.connect(orgUrl, token);
    const policy = await admin.getDiscoveryPolicy();
    const { kid, existed } = await admin.createKey(ours.certificateBase64);
    expect(existed).toBe(false);
    expect(await admin.createKey(ours.certificateBase64)).toEqual({ kid, existed: true });
    const idp = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
    expect(idp).toMatchObject({ excludesAdmins: true, trustsClaims: false, kid });
    expect(idp.audience).toMatch(/^https:\/\/www\.okta\.com\/saml2\/service-provider\/sp/);
    expect(idp.acsUrl).toBe(`${orgUrl}/sso/saml2/${idp.id}`);
    expect(await admin.getServiceProviderMetadata(idp.id)).toContain(idp.audience);
    const [mapping] = await admin.listMappings(idp.id);
    expect(mapping?.expressions.get('email')).toBe('source.email');
    const rule = await admin.createInactiveRule(policy.id, buildRoutingRuleBody(choices, idp.id));
    expect(rule).toMatchObject({ status: 'INACTIVE', providerIds: [idp.id] });
    expect(await gateway.findRoute(orgUrl, pilotLogin)).toMatchObject({ type: 'OKTA' });
    await admin.activateRule(policy.id, rule.id);
    expect(await gateway.findRoute(orgUrl, pilotLogin)).toMatchObject({ idpId: idp.id });
    expect(await gateway.findRoute(orgUrl, 'other@acme.example')).toMatchObject({ type: 'OKTA' });
    const plan = planSetup({ state: await readOrganisationState(admin), choices, ours });
    expect(plan.steps.filter(({ effect }) => effect === 'keep')).toHaveLength(4);
  });

  it('takes rules over domains, attributes and everybody, each below the one before', async () => {
    const { gateway, orgUrl, token } = subject();
    const admin = gateway.connect(orgUrl, token);
    const { id: policyId } = await admin.getDiscoveryPolicy();
    const { kid } = await admin.createKey(ours.certificateBase64);
    const idp = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
    const pilot = buildRoutingRuleBody(choices, idp.id);
    const zoneId = (await admin.listZones()).map(({ id }) => id).slice(0, 1);
    const appId = (await admin.listApps()).map(({ id }) => id).slice(0, 1);
    const rule = (name: string, change: object): RoutingRuleBody => ({
      ...pilot,
      name,
      priority: 2,
      conditions: { ...pilot.conditions, ...change },
    });
    const stay = { ...pilot, name: '1Kosmos - admins stay', actions: keepWithOkta };
    const made = [
      stay,
      rule('1Kosmos - domain', { userIdentifier: suffix }),
      rule('1Kosmos - attribute', {
        userIdentifier: { ...attributeIs, patterns: [{ matchType: 'EQUALS', value: 'Sales' }] },
        network: { connection: 'ZONE', include: zoneId },
        app: { include: appId.map((id) => ({ type: 'APP' as const, id })), exclude: [] },
        platform: { include: [{ type: 'MOBILE', os: { type: 'IOS' } }], exclude: [] },
      }),
      rule('1Kosmos - everyone', { userIdentifier: undefined }),
    ];
    for (const body of made) await admin.createInactiveRule(policyId, body);
    const rules = (await admin.listRules(policyId)).filter(({ isSystem }) => !isSystem);
    expect(rules.map(({ name }) => name)).toEqual([
      '1Kosmos - admins stay',
      '1Kosmos - everyone',
      '1Kosmos - attribute',
      '1Kosmos - domain',
    ]);
    const [stays, everyone, attribute, domain] = rules;
    const activate = (of: typeof domain) => admin.activateRule(policyId, of?.id ?? '');
    expect(stays).toMatchObject({ providerIds: [], scope: { leadsToOkta: true } });
    expect(everyone).toMatchObject({ patterns: null, status: 'INACTIVE', providerIds: [idp.id] });
    expect(domain).toMatchObject({ scope: { zones: { include: [] }, platforms: [] } });
    expect(attribute).toMatchObject({
      patterns: [{ matchType: 'EQUALS', value: 'Sales' }],
      scope: {
        attribute: 'department',
        zones: { include: zoneId },
        apps: { include: appId },
        platforms: ['MOBILE/IOS'],
      },
    });
    const route = () => gateway.findRoute(orgUrl, 'other@marlowfinch.example');
    expect(await route()).toMatchObject({ type: 'OKTA' });
    await activate(domain);
    expect(await route()).toMatchObject({ idpId: idp.id });
    expect(await gateway.findRoute(orgUrl, 'other@elsewhere.example')).toMatchObject({
      type: 'OKTA',
    });
    await activate(stays);
    await activate(everyone);
    expect(await gateway.findRoute(orgUrl, 'other@elsewhere.example')).toMatchObject({
      idpId: idp.id,
    });
    expect(await gateway.findRoute(orgUrl, pilotLogin)).toMatchObject({ type: 'OKTA' });
  });

  it('falls back to Okta where the organisation has it', async () => {
    const { gateway, orgUrl, token } = subject();
    const admin = gateway.connect(orgUrl, token);
    const { id: policyId } = await admin.getDiscoveryPolicy();
    const { kid } = await admin.createKey(ours.certificateBase64);
    const idp = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
    const body = buildRoutingRuleBody(choices, idp.id);
    const wanted = { idp: { ...body.actions.idp, shouldFallBackToOkta: true as const } };
    const rule = await admin.createInactiveRule(policyId, { ...body, actions: wanted });
    expect(rule.scope.fallsBack).toBe(true);
  });

  it('finds people by an attribute, and zones and applications a rule may name', async () => {
    const { gateway, orgUrl, token, giveAttribute } = subject();
    const admin = gateway.connect(orgUrl, token);
    expect((await admin.listUsersByAttribute('department', 'R&D "x"')).users).toEqual([]);
    giveAttribute('department', 'R&D "x"');
    const { users, isCut } = await admin.listUsersByAttribute('department', 'R&D "x"');
    expect({ logins: users.map(({ login }) => login), isCut }).toEqual({
      logins: [pilotLogin],
      isCut: false,
    });
    const names = [await admin.listZones(), await admin.listApps()].flat();
    expect(names.length).toBeGreaterThan(1);
    const apps = await admin.listApps();
    expect(apps.map(({ label }) => label)).not.toContain('Okta Admin Console');
  });

  it('changes an identity provider, keeps its audience, and puts it back', async () => {
    const { gateway, orgUrl, token } = subject();
    const admin = gateway.connect(orgUrl, token);
    const { kid } = await admin.createKey(ours.certificateBase64);
    const was = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
    const before = await readOrganisationState(admin);
    const raw = await admin.readRawIdentityProvider(was.id);
    const wanted = { ...choices, matchRule: 'EMAIL', createUsers: false } as const;
    const changed = await admin.replaceIdentityProvider(
      was.id,
      buildReplaceBody(wanted, ours, was),
      raw,
    );
    expect(changed).toMatchObject({ audience: was.audience, matchType: 'EMAIL' });
    await admin.deactivateIdentityProvider(was.id);
    await admin.activateIdentityProvider(was.id);
    expect(await admin.findIdentityProvider(was.id)).toMatchObject({ status: 'ACTIVE' });
    const made = { changedIdp: { id: was.id, raw } };
    const result = await rollBack({ admin, before, ours, idpName: choices.idpName, made, pause });
    expect(result.leftovers).toEqual([]);
    const back = await admin.findIdentityProvider(was.id);
    expect({ ...back, lastUpdated: null }).toEqual({ ...was, lastUpdated: null });
  });

  it('replaces a rule, moves it, and puts settings and place back as they were', async () => {
    const { gateway, orgUrl, token } = subject();
    const admin = gateway.connect(orgUrl, token);
    const { kid } = await admin.createKey(ours.certificateBase64);
    const idp = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
    const { id: policyId } = await admin.getDiscoveryPolicy();
    const body = buildRoutingRuleBody(choices, idp.id);
    const made = await admin.createInactiveRule(policyId, body);
    await admin.createInactiveRule(policyId, { ...body, name: 'Above it', priority: 1 });
    await admin.activateRule(policyId, made.id);
    const before = await admin.listRules(policyId);
    const raw = await admin.readRawRule(policyId, made.id);
    const other = { ...choices, pilotLogin: 'somebody.else@acme.example' };
    const wanted = { ...buildRoutingRuleBody(other, idp.id), name: 'Renamed', priority: 1 };
    const replaced = await admin.replaceRule(policyId, made.id, wanted);
    expect(replaced).toMatchObject({ id: made.id, name: 'Renamed', status: 'ACTIVE' });
    const rules = await admin.listRules(policyId);
    expect(rules[0]?.id).toBe(made.id);
    expect(rules[0]?.patterns).toEqual([{ matchType: 'EQUALS', value: other.pilotLogin }]);
    await admin.restoreRule(policyId, made.id, raw, 2);
    const withoutTime = (list: typeof before) =>
      list.map((rule) => ({ ...rule, lastUpdated: null }));
    expect(withoutTime(await admin.listRules(policyId))).toEqual(withoutTime(before));
  });

  it('tells its time, its tokens and who is linked', async () => {
    const { gateway, orgUrl, token } = subject();
    const admin = gateway.connect(orgUrl, token);
    const { kid } = await admin.createKey(ours.certificateBase64);
    const idp = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
    expect(await admin.listLinkedLogins(idp.id)).toEqual([]);
    for (const { isBoundToZones } of await admin.listTokens()) expect(isBoundToZones).toBe(false);
    const time = await admin.getServerTime();
    if (time) expect(Math.abs(time.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it('takes everything back, also when asked twice', async () => {
    const { gateway, orgUrl, token } = subject();
    const admin = gateway.connect(orgUrl, token);
    const before = await readOrganisationState(admin);
    const { kid } = await admin.createKey(ours.certificateBase64);
    const idp = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
    const body = buildRoutingRuleBody(choices, idp.id);
    const rule = await admin.createInactiveRule(before.policy.id, body);
    await admin.activateRule(before.policy.id, rule.id);
    await admin.updateMapping((await admin.listMappings(idp.id))[0]?.id ?? '', {
      firstName: 'source.firstName',
    });
    await expect(admin.deleteKey(kid)).rejects.toMatchObject({ code: expect.any(String) });
    const made = { kid, idpId: idp.id, ruleId: rule.id };
    const result = await rollBack({ admin, before, ours, idpName: choices.idpName, made, pause });
    expect(result).toEqual({ undone: ['rule', 'idp', 'key'], leftovers: [] });
    expect(await admin.findIdentityProvider(idp.id)).toBeNull();
    const after = await readOrganisationState(admin);
    expect({ keys: after.keys, idps: after.identityProviders }).toEqual({
      keys: before.keys,
      idps: before.identityProviders,
    });
    await admin.deleteKey(kid);
    await admin.deleteIdentityProvider(idp.id);
    await admin.deleteRule(before.policy.id, rule.id);
  });

  it('revokes the token in use and proves it dead', async () => {
    const { gateway, orgUrl, token } = subject();
    const admin = gateway.connect(orgUrl, token);
    expect(await admin.isTokenDead()).toBe(false);
    expect(await revokeAndProve(admin, { pause })).toBe(true);
    await expect(admin.listKeys()).rejects.toMatchObject({ code: 'okta.token_invalid' });
    expect(await revokeAndProve(admin, { pause })).toBe(true);
  });
});

describe('the adapter on a stand-in organisation under Okta’s contract', () => {
  it('made no call that the contract does not know', () => {
    expect(sandbox.contractViolations()).toEqual([]);
  });
});
