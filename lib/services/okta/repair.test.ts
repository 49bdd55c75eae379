/** A repair: what it puts back, what it refuses, who must let it pass, and what is kept of it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { setApplicationEnabled } from '@/lib/db/applications';
import { listAuditEvents } from '@/lib/db/audit-events';
import type { Database } from '@/lib/db/database';
import { findSetupRun } from '@/lib/db/setup-runs';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { createFakeOkta, type FakeOkta } from '@/lib/okta/fake';
import type { OktaRule } from '@/lib/okta/port';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import { rollOutInputSchema, type RollOutFormValues } from '@/lib/schemas/okta-roll-out';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases, describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { toX5c } from '@/lib/x509/pem';
import { applyRun } from './apply-run';
import { approveOverride, confirmLoginDefault } from './assent-to-run';
import { cancelRun } from './cancel-run';
import { checkRun } from './check-run';
import { getReceipt } from './get-receipt';
import { getSetupRun } from './get-run';
import { setOktaEnvironmentForTests } from './okta-environment';
import { planRollOutRun } from './plan-roll-out';
import { readSteps } from './roll-out-stored';
import { waitForRuns } from './running-runs';
import { saveChoices } from './save-choices';
import { startRepair } from './start-repair';
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
  const token = `00repairToken${String(tokens)}`.padEnd(42, 'x');
  okta.organisation.liveTokens.add(token);
  return token;
}

/** A connected organisation with a test person and somebody to be listed. */
async function setScene(db: Database): Promise<void> {
  const tenant = await buildTenant(db);
  const owner = await buildUser(db, tenant.id, { login: 'olivia@acme.example', role: 'OWNER' });
  const admin = await buildUser(db, tenant.id, { login: 'sam@acme.example', role: 'ADMIN' });
  const pilot = await buildUser(db, tenant.id, { login: 'pat@acme.example' });
  await buildUser(db, tenant.id, { login: 'lena@acme.example', enrolledAt: new Date() });
  await insertSigningKey(db, tenant.id, certificate);
  const okta = createFakeOkta({ token: `00${'first'.padEnd(40, 'x')}` });
  const { organisation } = okta;
  organisation.metadataXml = metadataXml;
  for (const login of ['pat@acme.example', 'lena@acme.example']) {
    organisation.users.push({ ...organisation.owner, id: `00u${login.slice(0, 4)}`, login });
  }
  const instantly = () => Promise.resolve();
  const now = () => new Date();
  setOktaEnvironmentForTests({ gateway: okta.gateway, now, sleep: instantly, pause: instantly });
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
  const base = { db, okta, tenantId: tenant.id, actor, second };
  scene = { ...base, applicationId, setupRunId: id };
}

const blank: RollOutFormValues = {
  stage: 'DOMAIN',
  logins: '',
  domains: 'acme.example',
  attribute: '',
  value: '',
  zoneMode: 'ANYWHERE',
  zoneIds: [],
  appIds: [],
  platforms: [],
  administrators: superAdmin,
  fallback: false,
};

/** Routes the domain, with a rule that keeps administrators with Okta. */
async function widen(form: Partial<RollOutFormValues> = {}): Promise<void> {
  const { actor, second, applicationId, okta } = scene;
  const token = newToken(okta);
  const { runId } = await startRollOut(actor, { applicationId, kind: 'ROLL_OUT' });
  await checkRun(actor, runId, { token });
  const choices = rollOutInputSchema.parse({ ...blank, ...form });
  const answer = await planRollOutRun(actor, runId, { token, choices });
  const planHash = answer.run?.plan?.hash ?? '';
  await confirmLoginDefault(actor, runId);
  await approveOverride(second, { runId, planHash, reason: 'The rest enrols next week' });
  await applyRun(actor, runId, { token, planHash });
  await waitForRuns();
  expect((await getSetupRun(actor, runId)).status).toBe('SUCCEEDED');
}

async function review() {
  const { actor, applicationId, okta } = scene;
  const token = newToken(okta);
  const { runId } = await startRepair(actor, { applicationId });
  const run = await checkRun(actor, runId, { token });
  return { runId, token, run, planHash: run.plan?.hash ?? '' };
}

async function repair() {
  const { runId, token, planHash } = await review();
  await applyRun(scene.actor, runId, { token, planHash });
  await waitForRuns();
  return getSetupRun(scene.actor, runId);
}

const own = () => scene.okta.organisation.rules.filter(({ isSystem }) => !isSystem);

function named(suffix: string): OktaRule {
  const found = own().find(({ name }) => name.endsWith(suffix));
  if (!found) throw new Error(`No rule ends with ${suffix}`);
  return found;
}

function edit(suffix: string, change: Partial<OktaRule>): void {
  const { id } = named(suffix);
  const { organisation } = scene.okta;
  organisation.rules = organisation.rules.map((rule) =>
    rule.id === id ? { ...rule, ...change } : rule,
  );
}

function remove(suffix: string): void {
  const { id } = named(suffix);
  const { organisation } = scene.okta;
  const left = organisation.rules.filter((rule) => rule.id !== id);
  organisation.rules = left.map((rule, index) => ({ ...rule, priority: index + 1 }));
}

async function readConnection() {
  const where = { applicationId: scene.applicationId };
  return scene.db.oktaConnection.findFirstOrThrow({ where });
}

afterEach(() => setOktaEnvironmentForTests(null));

describeOnBothDatabases('a repair', (getDb) => {
  beforeEach(() => setScene(getDb()));

  it('puts back a rule that was edited and one that was deleted, and keeps the new ids', async () => {
    await widen();
    const { actor, okta, tenantId, db } = scene;
    edit('pilot', { patterns: [{ matchType: 'EQUALS', value: 'mallory@acme.example' }] });
    remove('admins stay with Okta');
    const before = new Set(own().map(({ id }) => id));
    const run = await repair();
    expect(run).toMatchObject({ kind: 'REPAIR', status: 'SUCCEEDED', tokenStatus: 'REVOKED' });
    expect(own().map(({ name, status }) => `${name} ${status}`)).toEqual([
      '1Kosmos - admins stay with Okta ACTIVE',
      '1Kosmos - pilot ACTIVE',
      '1Kosmos - domain ACTIVE',
    ]);
    const admins = named('admins stay with Okta');
    expect(before.has(admins.id)).toBe(false);
    const [step] = readSteps((await readConnection()).rollOut);
    expect(step?.adminRule?.id).toBe(admins.id);
    expect(named('pilot').patterns).toEqual([{ matchType: 'EQUALS', value: 'pat@acme.example' }]);
    const events = await listAuditEvents(db, tenantId, {
      actions: ['routing.repaired'],
      take: 5,
      oldestFirst: true,
    });
    expect(events).toHaveLength(1);
    const { receipt } = await getReceipt(actor, run.id);
    const objects = receipt?.objects.map(({ kind, name, outcome }) => `${kind} ${name} ${outcome}`);
    expect(objects).toEqual(
      expect.arrayContaining([
        'rule 1Kosmos - admins stay with Okta created',
        'rule 1Kosmos - pilot changed',
        'idp 1Kosmos kept',
      ]),
    );
    expect(JSON.stringify(await findSetupRun(db, tenantId, run.id))).not.toContain(
      `00repairToken${String(tokens)}`,
    );
    expect(okta.organisation.liveTokens.size).toBe(1);
    // Planning again gives nothing, and ending it revokes the token.
    const again = await review();
    expect(again.run).toMatchObject({ status: 'CHECKED', plan: null });
    expect(again.run.findings?.items.map(({ code }) => code)).toContain('as_made');
    const ended = await cancelRun(actor, again.runId, again.token);
    expect(ended).toMatchObject({ status: 'CANCELLED', tokenStatus: 'REVOKED' });
  });

  it('is begun by nobody of another tenant', async () => {
    const other = await buildTenant(getDb());
    const stranger = buildPersonActor(other.id, { role: 'OWNER' });
    const { applicationId } = scene;
    await expect(startRepair(stranger, { applicationId })).rejects.toMatchObject({
      code: 'okta.application_not_found',
    });
  });
});

describeOnEmbeddedDatabase('a repair', (getDb) => {
  beforeEach(() => setScene(getDb()));

  it('puts the identity provider, its key and its mapping back, and what went off with it', async () => {
    const { organisation } = scene.okta;
    organisation.identityProviders = organisation.identityProviders.map((idp) => ({
      ...idp,
      name: 'Renamed',
      status: 'INACTIVE',
      kid: 'other',
      excludesAdmins: false,
      audience: 'https://www.okta.com/saml2/service-provider/spOther',
    }));
    const audience = (await scene.db.application.findFirstOrThrow()).entityId;
    organisation.keys = [];
    organisation.mappingExpressions.set('email', 'source.other');
    edit('pilot', { status: 'INACTIVE' });
    const { run } = await review();
    const changes = run.plan?.steps.flatMap(({ changes: list }) => list ?? []) ?? [];
    expect(changes).toContainEqual({ field: 'Name', before: 'Renamed', after: '1Kosmos' });
    expect(changes.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['Audience', 'State', 'Administrators of Okta', 'email']),
    );
    // The stand-in takes no audience; the real one does.
    organisation.identityProviders = organisation.identityProviders.map((idp) => ({
      ...idp,
      audience,
    }));
    const done = await repair();
    expect(done).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect(organisation.identityProviders[0]).toMatchObject({
      name: '1Kosmos',
      status: 'ACTIVE',
      kid: organisation.keys[0]?.kid,
      excludesAdmins: true,
    });
    expect(organisation.mappingExpressions.get('email')).toBe('source.email');
    expect((await readConnection()).keyKid).toBe(organisation.keys[0]?.kid);
    expect((await review()).run.plan).toBeNull();
  });

  it('asks the guard before people beyond the test person are routed again', async () => {
    await widen();
    edit('domain', { status: 'INACTIVE' });
    const { actor, second } = scene;
    const { runId, token, planHash, run } = await review();
    expect(run.rollOut?.mayApply).toBe(false);
    expect(run.rollOut?.guard.map(({ code }) => code)).not.toContain('exit_test');
    const applying = () => applyRun(actor, runId, { token, planHash });
    await expect(applying()).rejects.toMatchObject({ code: 'okta.guard_refused' });
    await confirmLoginDefault(actor, runId);
    await approveOverride(second, { runId, planHash, reason: 'They were routed until yesterday' });
    await applying();
    await waitForRuns();
    expect(await getSetupRun(actor, runId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(named('domain').status).toBe('ACTIVE');
  });

  it('shows everybody who is routed again, of each stage it puts back', async () => {
    const { db, okta, tenantId } = scene;
    const { organisation } = okta;
    await buildUser(db, tenantId, { login: 'nora@partner.example' });
    organisation.users.push({
      ...organisation.owner,
      id: '00unora',
      login: 'nora@partner.example',
    });
    organisation.attributes.set('lena@acme.example', { department: 'Sales' });
    await widen({ stage: 'LIST', domains: '', logins: 'nora@partner.example' });
    await widen();
    await widen({ stage: 'ATTRIBUTE', domains: '', attribute: 'department', value: 'Sales' });
    edit('domain', { status: 'INACTIVE' });
    expect((await review()).run.rollOut?.reach).toMatchObject({ enrolled: 1, notEnrolled: 3 });
    edit('list', { status: 'INACTIVE' });
    edit('attribute', { status: 'INACTIVE' });
    // Nobody is in that department any more, which is no reason to leave its rule broken.
    organisation.attributes.clear();
    const { run } = await review();
    expect(run.rollOut?.reach).toMatchObject({ enrolled: 1, notEnrolled: 4 });
    expect(run.rollOut?.reach?.cannotSignIn.map(({ login }) => login)).toContain(
      'nora@partner.example',
    );
    expect(run.plan).not.toBeNull();
  });

  it('puts the administrators’ rule back without any guard, also when they are locked out', async () => {
    await widen();
    edit('admins stay with Okta', { status: 'INACTIVE' });
    expect(await scene.okta.gateway.findRoute('', superAdmin)).not.toMatchObject({ type: 'OKTA' });
    expect(await repair()).toMatchObject({ status: 'SUCCEEDED' });
    expect(await scene.okta.gateway.findRoute('', superAdmin)).toMatchObject({ type: 'OKTA' });
  });

  it('takes everything back to what was found when people are not sent where they belong', async () => {
    await widen();
    edit('pilot', { patterns: null, name: 'Edited' });
    remove('admins stay with Okta');
    const before = structuredClone(own());
    const { runId, token, planHash } = await review();
    scene.okta.failAt({ call: 'activateRule', code: 'okta.server_error', afterwards: true });
    await applyRun(scene.actor, runId, { token, planHash });
    await waitForRuns();
    const run = await getSetupRun(scene.actor, runId);
    expect(run).toMatchObject({ status: 'ROLLED_BACK', tokenStatus: 'REVOKED' });
    expect(run.error?.oktaState).toContain('Okta is as it was found');
    expect(own()).toEqual(before);
  });

  it('does not take the place of a set-up, which lets people in again where it was switched off', async () => {
    const { actor, okta, db, applicationId } = scene;
    await setApplicationEnabled(db, scene.tenantId, { id: applicationId, enabled: false });
    const token = newToken(okta);
    const { id } = await startSetupRun(actor, { domain: 'acme.okta.com', orgId });
    const { findings } = await checkRun(actor, id, { token });
    const off = findings?.items.find(({ code }) => code === 'connected_off');
    expect(off).toMatchObject({ level: 'warning', application: { id: applicationId } });
    const pilot = await db.user.findFirstOrThrow({ where: { login: 'pat@acme.example' } });
    const { plan } = await saveChoices(actor, id, { ...defaultOktaChoices, pilotUserId: pilot.id });
    await applyRun(actor, id, { token, planHash: plan?.hash ?? '' });
    await waitForRuns();
    const { steps } = await getSetupRun(actor, id);
    const saved = steps.find(({ action }) => action === 'save_application');
    expect(saved?.evidence).toContain('switched on again');
    const application = await db.application.findFirst({ where: { id: applicationId } });
    expect(application?.enabled).toBe(true);
  });

  it('is what a set-up of the same organisation is told to use instead', async () => {
    edit('pilot', { status: 'INACTIVE' });
    const { actor, okta } = scene;
    const { id } = await startSetupRun(actor, { domain: 'acme.okta.com', orgId });
    const run = await checkRun(actor, id, { token: newToken(okta) });
    const found = run.findings?.items.find(({ code }) => code === 'connected_differs');
    expect(found?.why).toContain('“1Kosmos - pilot” was changed in Okta');
    expect(found?.todo).toContain('Check and repair');
    expect(found?.application?.id).toBe(scene.applicationId);
  });

  it('refuses when somebody changed the organisation since the review', async () => {
    edit('pilot', { status: 'INACTIVE' });
    const { runId, token, planHash } = await review();
    edit('pilot', { name: 'Changed meanwhile' });
    const before = structuredClone(own());
    await applyRun(scene.actor, runId, { token, planHash });
    await waitForRuns();
    const run = await getSetupRun(scene.actor, runId);
    expect(run.error?.code).toBe('okta.plan_stale');
    expect(own()).toEqual(before);
  });

  it('does not put back what was taken away here, whole or by one step', async () => {
    await widen();
    const { actor, applicationId, okta, setupRunId } = scene;
    const token = newToken(okta);
    const { runId } = await startRollOut(actor, { applicationId, kind: 'STEP_BACK' });
    const back = await checkRun(actor, runId, { token });
    okta.failAt({ call: 'deleteRule', code: 'okta.server_error' });
    await applyRun(actor, runId, { token, planHash: back.plan?.hash ?? '' });
    await waitForRuns();
    const starting = () => startRepair(actor, { applicationId });
    await expect(starting()).rejects.toMatchObject({ code: 'okta.repair_after_step_back' });
    const undoToken = newToken(okta);
    const undo = await startUndo(actor, setupRunId);
    const removal = await checkRun(actor, undo.runId, { token: undoToken });
    const input = { token: undoToken, planHash: removal.plan?.hash ?? '' };
    await applyRun(actor, undo.runId, input);
    await waitForRuns();
    await expect(starting()).rejects.toMatchObject({ code: 'okta.repair_closed' });
  });
});
