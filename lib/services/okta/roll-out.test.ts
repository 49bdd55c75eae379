/** Routing more people: what is refused, what is made, who may let what pass, and the way back. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import type { Database } from '@/lib/db/database';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { createFakeOkta, type FakeOkta } from '@/lib/okta/fake';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import { rollOutInputSchema, type RollOutFormValues } from '@/lib/schemas/okta-roll-out';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases, describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { toX5c } from '@/lib/x509/pem';
import { applyRun } from './apply-run';
import { approveOverride, confirmLoginDefault } from './assent-to-run';
import { checkRun } from './check-run';
import { getSetupRun } from './get-run';
import { setOktaEnvironmentForTests } from './okta-environment';
import { planRollOutRun } from './plan-roll-out';
import { readSteps } from './roll-out-stored';
import { waitForRuns } from './running-runs';
import { saveChoices } from './save-choices';
import { startRollOut } from './start-roll-out';
import { startSetupRun } from './start-run';
import { startUndo } from './start-undo';

const orgId = '00otivnuq1X5554yc1d7';
const superAdmin = 'admin@acme.example';
const certificate = await createSigningCertificate({
  publicUrl: 'https://id.example.com',
  now: new Date(),
});
const metadataXml = `<md:EntityDescriptor entityID="{{audience}}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${toX5c(certificate.certificatePem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{{acs}}" index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>`;

interface Scene {
  readonly db: Database;
  readonly okta: FakeOkta;
  readonly tenantId: TenantId;
  readonly actor: Actor;
  readonly second: Actor;
  readonly applicationId: string;
  readonly setupRunId: string;
}

let scene: Scene;
let tokens = 0;

function newToken(okta: FakeOkta): string {
  tokens += 1;
  const token = `00${`rollOutToken${String(tokens)}`.padEnd(40, 'x')}`;
  okta.organisation.liveTokens.add(token);
  return token;
}

/** A connected organisation in which two people could be routed, one of them enrolled. */
async function setScene(db: Database): Promise<void> {
  const tenant = await buildTenant(db);
  const owner = await buildUser(db, tenant.id, { login: 'olivia@acme.example', role: 'OWNER' });
  const admin = await buildUser(db, tenant.id, { login: 'sam@acme.example', role: 'ADMIN' });
  const pilot = await buildUser(db, tenant.id, { login: 'pat@acme.example' });
  await buildUser(db, tenant.id, { login: 'lena@acme.example', enrolledAt: new Date() });
  await buildUser(db, tenant.id, { login: 'nick@acme.example' });
  await insertSigningKey(db, tenant.id, certificate);
  const okta = createFakeOkta({ token: `00${'first'.padEnd(40, 'x')}` });
  const { organisation } = okta;
  organisation.metadataXml = metadataXml;
  for (const login of ['pat@acme.example', 'lena@acme.example', 'nick@acme.example']) {
    organisation.users.push({ ...organisation.owner, id: `00u${login.slice(0, 4)}`, login });
  }
  const instantly = () => Promise.resolve();
  setOktaEnvironmentForTests({
    gateway: okta.gateway,
    now: () => new Date(),
    sleep: instantly,
    pause: instantly,
  });
  const actor = buildPersonActor(tenant.id, { userId: owner.id, login: owner.login });
  const second = buildPersonActor(tenant.id, {
    userId: admin.id,
    login: admin.login,
    role: 'ADMIN',
  });
  const token = newToken(okta);
  const { id } = await startSetupRun(actor, { domain: 'acme.okta.com', orgId });
  await checkRun(actor, id, { token });
  const run = await saveChoices(actor, id, { ...defaultOktaChoices, pilotUserId: pilot.id });
  await applyRun(actor, id, { token, planHash: run.plan?.hash ?? '' });
  await waitForRuns();
  const applicationId = (await getSetupRun(actor, id)).result?.applicationId ?? '';
  await db.application.updateMany({
    where: { id: applicationId },
    data: { lastSignInAt: new Date() },
  });
  const base = { db, okta, tenantId: tenant.id, actor, second };
  scene = { ...base, applicationId, setupRunId: id };
}

const blank: RollOutFormValues = {
  stage: 'LIST',
  logins: 'lena@acme.example',
  domains: '',
  attribute: '',
  value: '',
  zoneMode: 'ANYWHERE',
  zoneIds: [],
  appIds: [],
  platforms: [],
  administrators: superAdmin,
  fallback: false,
};

/** Up to the review of a roll-out. */
async function review(form: Partial<RollOutFormValues> = {}) {
  const { actor, applicationId, okta } = scene;
  const token = newToken(okta);
  const { runId } = await startRollOut(actor, { applicationId, kind: 'ROLL_OUT' });
  await checkRun(actor, runId, { token });
  const choices = rollOutInputSchema.parse({ ...blank, ...form });
  const answer = await planRollOutRun(actor, runId, { token, choices });
  return { runId, token, answer, planHash: answer.run?.plan?.hash ?? '' };
}

/** Reviewed, confirmed, approved by the second admin, applied. */
async function widen(form: Partial<RollOutFormValues> = {}) {
  const { runId, token, planHash } = await review(form);
  await confirmLoginDefault(scene.actor, runId);
  const reason = 'The rest is on holiday until Monday';
  await approveOverride(scene.second, { runId, planHash, reason });
  await applyRun(scene.actor, runId, { token, planHash });
  await waitForRuns();
  return getSetupRun(scene.actor, runId);
}

async function stepBack() {
  const { actor, applicationId, okta } = scene;
  const token = newToken(okta);
  const { runId } = await startRollOut(actor, { applicationId, kind: 'STEP_BACK' });
  const { plan } = await checkRun(actor, runId, { token });
  await applyRun(actor, runId, { token, planHash: plan?.hash ?? '' });
  await waitForRuns();
  return getSetupRun(actor, runId);
}

function ownRules() {
  return scene.okta.organisation.rules.filter(({ isSystem }) => !isSystem);
}

async function readStored() {
  const connection = await scene.db.oktaConnection.findFirst({
    where: { applicationId: scene.applicationId },
    select: { rollOut: true },
  });
  return readSteps(connection?.rollOut ?? null);
}

async function routeOf(login: string) {
  const { type } = await scene.okta.gateway.findRoute('https://acme.okta.com', login);
  return type;
}

afterEach(() => {
  setOktaEnvironmentForTests(null);
});

describeOnBothDatabases('a roll-out', (getDb) => {
  beforeEach(() => setScene(getDb()));

  it('goes from the test person to a list, a domain and everyone, and back step by step', async () => {
    const list = await widen();
    expect(list).toMatchObject({ status: 'SUCCEEDED', tokenStatus: 'REVOKED', error: null });
    expect(list.steps.map(({ action, status }) => [action, status])).toEqual([
      ['verify_organisation', 'DONE'],
      ['verify_people', 'DONE'],
      ['find_routes_before', 'DONE'],
      ['create_wider_rule', 'DONE'],
      ['activate_wider_rule', 'DONE'],
      ['find_routes_after', 'DONE'],
      ['save_roll_out', 'DONE'],
      ['revoke_token', 'DONE'],
    ]);
    expect(await routeOf('lena@acme.example')).toBe('SAML2');
    expect(await routeOf('nick@acme.example')).toBe('OKTA');
    const domain = await widen({ stage: 'DOMAIN', domains: 'acme.example' });
    expect(domain).toMatchObject({ status: 'SUCCEEDED' });
    const everyone = await widen({ stage: 'EVERYONE' });
    expect(everyone).toMatchObject({ status: 'SUCCEEDED' });
    expect(ownRules().map(({ name }) => name)).toEqual([
      '1Kosmos - admins stay with Okta',
      '1Kosmos - pilot',
      '1Kosmos - list',
      '1Kosmos - domain',
      '1Kosmos - everyone',
    ]);
    expect(await routeOf('nick@acme.example')).toBe('SAML2');
    expect(await routeOf('someone@elsewhere.example')).toBe('SAML2');
    expect(await routeOf(superAdmin)).toBe('OKTA');
    expect((await readStored()).map(({ choices }) => choices.who.stage)).toEqual([
      'LIST',
      'DOMAIN',
      'EVERYONE',
    ]);
    expect(await stepBack()).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect(await routeOf('someone@elsewhere.example')).toBe('OKTA');
    expect(await routeOf('nick@acme.example')).toBe('SAML2');
    expect(await stepBack()).toMatchObject({ status: 'SUCCEEDED' });
    expect(ownRules().map(({ name }) => name)).toEqual(['1Kosmos - pilot', '1Kosmos - list']);
    expect(await stepBack()).toMatchObject({ status: 'SUCCEEDED' });
    expect(ownRules().map(({ name }) => name)).toEqual(['1Kosmos - pilot']);
    expect(await readStored()).toEqual([]);
    await expect(stepBack()).rejects.toMatchObject({ code: 'okta.nothing_to_step_back' });
  });

  it('F10: is refused by the server while a condition of the guard is not met', async () => {
    const { runId, token, planHash, answer } = await review();
    const unmet = () => answer.run?.rollOut?.guard.filter(({ isMet }) => !isMet);
    expect(unmet()?.map(({ code }) => code)).toEqual(['login_default', 'exit_test']);
    const apply = () => applyRun(scene.actor, runId, { token, planHash });
    await expect(apply()).rejects.toMatchObject({ code: 'okta.guard_refused' });
    const reason = 'It is right to go on all the same';
    await expect(approveOverride(scene.actor, { runId, planHash, reason })).rejects.toMatchObject({
      code: 'okta.override_own',
    });
    // Nobody may let it pass that the way back was not looked at.
    await expect(approveOverride(scene.second, { runId, planHash, reason })).rejects.toMatchObject({
      code: 'okta.override_impossible',
    });
    await confirmLoginDefault(scene.actor, runId);
    await expect(apply()).rejects.toMatchObject({ code: 'okta.guard_refused' });
    await expect(
      approveOverride(scene.second, { runId, planHash: '0'.repeat(64), reason }),
    ).rejects.toMatchObject({ code: 'okta.plan_stale' });
    await approveOverride(scene.second, { runId, planHash, reason });
    // Who approved cannot be the one who applies.
    await expect(applyRun(scene.second, runId, { token, planHash })).rejects.toMatchObject({
      code: 'okta.guard_refused',
    });
    const setEnabled = (enabled: boolean) =>
      scene.db.application.updateMany({ where: { id: scene.applicationId }, data: { enabled } });
    await setEnabled(false);
    await expect(apply()).rejects.toThrow('application_open');
    await setEnabled(true);
    expect(ownRules()).toHaveLength(1);
    await apply();
    await waitForRuns();
    expect(await getSetupRun(scene.actor, runId)).toMatchObject({ status: 'SUCCEEDED' });
    const events = await scene.db.auditEvent.findMany({
      where: { tenantId: scene.tenantId, targetId: { in: [runId, scene.applicationId] } },
      select: { action: true, actorLabel: true, changes: true },
    });
    const audited = (action: string) => events.find((event) => event.action === action);
    expect(audited('setup_run.override_approved')).toMatchObject({
      actorLabel: 'sam@acme.example',
    });
    expect(JSON.stringify(audited('setup_run.applied'))).toContain('sam@acme.example');
    expect(audited('setup_run.way_back_confirmed')).toBeDefined();
    expect(audited('routing.widened')).toBeDefined();
  });
});

describeOnEmbeddedDatabase('a roll-out in detail', (getDb) => {
  beforeEach(() => setScene(getDb()));

  it('is taken away whole with the connection', async () => {
    await widen({ stage: 'DOMAIN', domains: 'acme.example' });
    const { actor, okta, setupRunId } = scene;
    const token = newToken(okta);
    const { runId } = await startUndo(actor, setupRunId);
    const { plan } = await checkRun(actor, runId, { token });
    await applyRun(actor, runId, { token, planHash: plan?.hash ?? '' });
    await waitForRuns();
    expect(await getSetupRun(actor, runId)).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect(ownRules()).toEqual([]);
    expect(okta.organisation.identityProviders).toEqual([]);
    expect(await readStored()).toEqual([]);
  });

  it('an approval counts for one plan, for what it saw, and while the approver may still give it', async () => {
    const { runId, token, planHash } = await review();
    await confirmLoginDefault(scene.actor, runId);
    await approveOverride(scene.second, { runId, planHash, reason: 'It is right to go on' });
    const refused = { code: 'okta.guard_refused' };
    const apply = (hash: string) => applyRun(scene.actor, runId, { token, planHash: hash });
    const setRole = (role: 'ADMIN' | 'SUPPORT') =>
      scene.db.user.updateMany({ where: { login: 'sam@acme.example' }, data: { role } });
    await setRole('SUPPORT');
    await expect(apply(planHash)).rejects.toMatchObject(refused);
    await setRole('ADMIN');
    await scene.db.application.updateMany({ data: { lastSignInAt: null } });
    await expect(apply(planHash)).rejects.toMatchObject(refused);
    const choices = rollOutInputSchema.parse({ ...blank, logins: 'nick@acme.example' });
    const again = await planRollOutRun(scene.actor, runId, { token, choices });
    const otherHash = again.run?.plan?.hash ?? '';
    expect(otherHash).not.toBe(planHash);
    expect(again.run?.rollOut).toMatchObject({ override: null, mayApply: false });
    await expect(apply(otherHash)).rejects.toMatchObject(refused);
  });

  it('names who is routed without a passkey, and what is not known', async () => {
    const { answer } = await review({ stage: 'DOMAIN', domains: '@ACME.example' });
    const reach = answer.run?.rollOut?.reach;
    expect(reach).toMatchObject({ enrolled: 1, unknown: null });
    expect(reach?.cannotSignIn.map(({ login }) => login)).toContain('nick@acme.example');
    expect(reach?.limits.join(' ')).toContain('not compared');
    const listed = await review({ logins: 'lena@acme.example\nnick@acme.example' });
    expect(listed.answer.run?.rollOut?.reach).toMatchObject({ notEnrolled: 1, unknown: 0 });
  });

  it.each([
    [{ administrators: 'nobody@acme.example' }, 'administrators', 'knows nobody'],
    [{ administrators: 'lena@acme.example' }, 'administrators', 'no super administrator'],
    [{ logins: superAdmin }, 'logins', 'is an administrator'],
    [{ logins: 'ghost@acme.example' }, 'logins', 'knows nobody'],
  ] as const)('refuses people who will not do: %j', async (form, field, words) => {
    const { answer } = await review(form);
    expect(answer.refused).toMatchObject({ field });
    expect(answer.refused?.message).toContain(words);
  });

  it('refuses what nobody can be, and to go backwards', async () => {
    const nobody = review({ stage: 'ATTRIBUTE', attribute: 'department', value: 'Nobody' });
    await expect(nobody).rejects.toMatchObject({ code: 'okta.roll_out_nobody' });
    await widen({ stage: 'DOMAIN', domains: 'acme.example' });
    await expect(review()).rejects.toMatchObject({ code: 'okta.roll_out_backwards' });
  });

  it('routes by a profile attribute, where groups cannot be routed', async () => {
    const { attributes } = scene.okta.organisation;
    attributes.set('nick@acme.example', { department: 'Sales' });
    const run = await widen({ stage: 'ATTRIBUTE', attribute: 'department', value: 'Sales' });
    expect(run).toMatchObject({ status: 'SUCCEEDED' });
    expect(await routeOf('nick@acme.example')).toBe('SAML2');
    expect(await routeOf('lena@acme.example')).toBe('OKTA');
  });

  it('limits a stage to zones, applications and devices, and says that it cannot be proven', async () => {
    const limits: Partial<RollOutFormValues> = {
      zoneMode: 'INCLUDE',
      zoneIds: ['nzoOffice'],
      appIds: ['0oaLedger'],
      platforms: ['MOBILE/IOS'],
    };
    const { answer } = await review(limits);
    expect(answer.run?.plan?.routed[0]).toContain('Office');
    expect(answer.run?.plan?.cautions?.join(' ')).toContain('cannot be proven from here');
    expect(await widen(limits)).toMatchObject({ status: 'SUCCEEDED' });
    await expect(review({ appIds: ['0oaGone'] })).rejects.toMatchObject({
      code: 'okta.choice_gone',
    });
  });

  it.each(['kept', 'dropped', 'refused'] as const)(
    'a fallback that is %s is no failure, and is said',
    async (fallback) => {
      scene.okta.organisation.fallback = fallback;
      const run = await widen({ fallback: true });
      expect(run).toMatchObject({ status: 'SUCCEEDED' });
      expect(run.rollOut?.fallback).toBe(fallback === 'kept' ? 'on' : 'dropped');
      expect(ownRules()).toHaveLength(2);
    },
  );

  it('takes everything back when an administrator is not with Okta afterwards', async () => {
    const { okta } = scene;
    const { runId, token, planHash } = await review({ stage: 'DOMAIN', domains: 'acme.example' });
    await confirmLoginDefault(scene.actor, runId);
    await approveOverride(scene.second, { runId, planHash, reason: 'We try it on purpose now' });
    // A rule for administrators that Okta says is on, and that does nothing.
    const real = okta.gateway;
    const idpId = okta.organisation.identityProviders[0]?.id ?? null;
    setOktaEnvironmentForTests({
      gateway: {
        ...real,
        findRoute: async (url, login) =>
          login === superAdmin &&
          ownRules().some(({ name, status }) => name.endsWith('domain') && status === 'ACTIVE')
            ? { login, type: 'SAML2', idpId, idpName: '1Kosmos' }
            : real.findRoute(url, login),
      },
      now: () => new Date(),
      sleep: () => Promise.resolve(),
      pause: () => Promise.resolve(),
    });
    await applyRun(scene.actor, runId, { token, planHash });
    await waitForRuns();
    const run = await getSetupRun(scene.actor, runId);
    expect(run).toMatchObject({ status: 'ROLLED_BACK', tokenStatus: 'REVOKED' });
    expect(run.error).toMatchObject({ code: 'okta.admin_routed', leftovers: [] });
    expect(ownRules().map(({ name }) => name)).toEqual(['1Kosmos - pilot']);
    expect(await readStored()).toEqual([]);
  });

  it('F12: refuses when the organisation changed since the review', async () => {
    const { okta } = scene;
    const { runId, token, planHash } = await review();
    await confirmLoginDefault(scene.actor, runId);
    await approveOverride(scene.second, { runId, planHash, reason: 'We try it on purpose now' });
    okta.organisation.rules = okta.organisation.rules.map((rule) => ({
      ...rule,
      fingerprint: 'x',
    }));
    await applyRun(scene.actor, runId, { token, planHash });
    await waitForRuns();
    const run = await getSetupRun(scene.actor, runId);
    expect(run.error).toMatchObject({ code: 'okta.plan_stale' });
    expect(ownRules()).toHaveLength(1);
  });

  it('warns when somebody edited the rule of a step', async () => {
    await widen();
    const { organisation } = scene.okta;
    organisation.rules = organisation.rules.map((rule) =>
      rule.name.endsWith('list') ? { ...rule, fingerprint: 'edited' } : rule,
    );
    const { runId } = await startRollOut(scene.actor, {
      applicationId: scene.applicationId,
      kind: 'ROLL_OUT',
    });
    const run = await checkRun(scene.actor, runId, { token: newToken(scene.okta) });
    expect(run.findings?.items.map(({ code }) => code)).toContain('step_edited');
  });

  it('shows nothing of a roll-out to another tenant, and nothing to support', async () => {
    const { runId } = await review();
    const foreign = buildPersonActor((await buildTenant(getDb())).id);
    await expect(confirmLoginDefault(foreign, runId)).rejects.toMatchObject({
      code: 'okta.run_not_found',
    });
    const start = { applicationId: scene.applicationId, kind: 'ROLL_OUT' } as const;
    await expect(startRollOut(foreign, start)).rejects.toMatchObject({
      code: 'okta.application_not_found',
    });
    const support = buildPersonActor(scene.tenantId, { role: 'SUPPORT' });
    await expect(startRollOut(support, start)).rejects.toMatchObject({ code: 'request.forbidden' });
  });
});
