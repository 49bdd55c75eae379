import { beforeEach, afterEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, type Database } from '@/lib/db/database';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { createFakeOkta, type FakeOkta } from '@/lib/okta/fake';
import type { FakeCall } from '@/lib/okta/fake-around';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases, describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { toX5c } from '@/lib/x509/pem';
import { applyRun } from './apply-run';
import { cancelRun } from './cancel-run';
import { checkRun } from './check-run';
import { getOktaApplication } from './get-okta-application';
import { getSetupRun } from './get-run';
import { listRecentSetupRuns } from './list-runs';
import { oktaEnvironment, setOktaEnvironmentForTests } from './okta-environment';
import { waitForRuns } from './running-runs';
import { saveChoices } from './save-choices';
import { startSetupRun } from './start-run';
import { watchRun } from './watch-run';

/** A made-up token in the shape of Okta's. */
const token = `00${'plantedTokenForServiceTests'.padEnd(40, 'x')}`;
const orgId = '00otivnuq1X5554yc1d7';

const certificate = await createSigningCertificate({
  publicUrl: 'https://id.example.com',
  now: new Date(),
});

interface Scene {
  okta: FakeOkta;
  tenantId: TenantId;
  actor: Actor;
  pilotUserId: string;
  now: Date;
}

let scene: Scene;

async function setScene(db: Database): Promise<void> {
  const tenant = await buildTenant(db);
  const owner = await buildUser(db, tenant.id, { login: 'olivia@acme.example', role: 'OWNER' });
  const pilot = await buildUser(db, tenant.id, { login: 'pat@acme.example' });
  await insertSigningKey(db, tenant.id, certificate);
  const okta = createFakeOkta({ token });
  okta.organisation.metadataXml = metadataXml();
  scene = {
    okta,
    tenantId: tenant.id,
    actor: buildPersonActor(tenant.id, { userId: owner.id, login: owner.login }),
    pilotUserId: pilot.id,
    now: new Date(),
  };
  setOktaEnvironmentForTests({
    gateway: okta.gateway,
    now: () => scene.now,
    sleep: () => Promise.resolve(),
    pause: () => Promise.resolve(),
  });
}

function metadataXml(): string {
  return `<md:EntityDescriptor entityID="{{audience}}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${toX5c(certificate.certificatePem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{{acs}}" index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>`;
}

/** Connect, Check, Choose: up to the review page. */
async function review() {
  const { actor, pilotUserId } = scene;
  const { id } = await startSetupRun(actor, { domain: 'acme.okta.com', orgId });
  await checkRun(actor, id, { token });
  const run = await saveChoices(actor, id, { ...defaultOktaChoices, pilotUserId });
  return { id, planHash: run.plan?.hash ?? '' };
}

async function applyReviewed() {
  const { id, planHash } = await review();
  await applyRun(scene.actor, id, { token, planHash });
  await waitForRuns();
  return getSetupRun(scene.actor, id);
}

function oktaIsAsBefore(): boolean {
  const { keys, identityProviders, rules } = scene.okta.organisation;
  return keys.length === 0 && identityProviders.length === 0 && rules.length === 1;
}

function routeEverybody(login: string) {
  const idpId = scene.okta.organisation.identityProviders[0]?.id ?? null;
  return { login, type: 'SAML2', idpId, idpName: null };
}

/** As a rule does that catches the whole domain once it is on. */
function routeStrangers(login: string) {
  const { rules, owner } = scene.okta.organisation;
  const isOn = rules.some(({ name, status }) => name.endsWith('- pilot') && status === 'ACTIVE');
  const isWithOkta = login === owner.login || !isOn;
  return isWithOkta ? { login, type: 'OKTA', idpId: null, idpName: null } : routeEverybody(login);
}

async function dump(db: Database): Promise<string> {
  const tables = await db.$queryRaw<{ tablename: string }[]>`
    SELECT tablename FROM pg_tables WHERE schemaname = 'public'`;
  const texts = [];
  for (const { tablename } of tables) {
    texts.push(
      JSON.stringify(
        await db.$queryRawUnsafe(`SELECT to_jsonb(t)::text AS row FROM "${tablename}" t`),
      ),
    );
  }
  return texts.join('\n');
}

afterEach(() => {
  setOktaEnvironmentForTests(null);
});

describeOnBothDatabases('a set-up run', (getDb) => {
  beforeEach(() => setScene(getDb()));

  it('connects the organisation, routes the pilot and leaves no live token', async () => {
    const run = await applyReviewed();
    expect(run).toMatchObject({ status: 'SUCCEEDED', tokenStatus: 'REVOKED', error: null });
    expect(run.steps.map(({ action, status }) => [action, status])).toEqual([
      ['verify_organisation', 'DONE'],
      ['upload_key', 'DONE'],
      ['create_idp', 'DONE'],
      ['read_metadata', 'DONE'],
      ['check_mapping', 'KEPT'],
      ['find_route_before', 'DONE'],
      ['create_rule', 'DONE'],
      ['activate_rule', 'DONE'],
      ['find_route_after', 'DONE'],
      ['save_application', 'DONE'],
      ['revoke_token', 'DONE'],
    ]);
    expect(run.result).toMatchObject({
      routeBefore: { type: 'OKTA' },
      routeAfter: { type: 'SAML2', idpId: run.result?.idpId },
      pilotLogin: 'pat@acme.example',
    });
    expect(scene.okta.organisation.liveTokens.size).toBe(0);
    expect(scene.okta.organisation.rules[0]).toMatchObject({ status: 'ACTIVE', priority: 1 });
    expect(scene.okta.organisation.identityProviders[0]?.excludesAdmins).toBe(true);
    const application = await getOktaApplication(scene.actor, run.result?.applicationId ?? '');
    expect(application.okta).toMatchObject({
      audience: run.result?.audience,
      acsUrl: run.result?.acsUrl,
      signOutUrl: 'https://acme.okta.com/logout',
      loginDefaultUrl: 'https://acme.okta.com/login/default',
      requiresSignedRequests: true,
    });
    expect(application.run?.steps).toHaveLength(11);
  });

  it('F3: stores the token nowhere, and the same search finds a planted one', async () => {
    await applyReviewed();
    expect(await dump(getDb())).not.toContain(token);
    await buildUser(getDb(), scene.tenantId, { lastName: token });
    expect(await dump(getDb())).toContain(token);
  });

  it('F9: the second admin sees the first, and cannot apply beside', async () => {
    const first = await review();
    const second = await review();
    const lease = new Date(scene.now.getTime() + 60_000);
    await getDb().setupRun.updateMany({
      where: { id: first.id },
      data: { status: 'APPLYING', leaseUntil: lease },
    });
    const other = buildPersonActor(scene.tenantId, { login: 'second@acme.example' });
    await expect(
      applyRun(other, second.id, { token, planHash: second.planHash }),
    ).rejects.toMatchObject({ code: 'okta.run_busy' });
    const seen = await listRecentSetupRuns(other);
    expect(seen.find(({ id }) => id === first.id)).toMatchObject({
      status: 'APPLYING',
      createdBy: 'olivia@acme.example',
      isMine: false,
    });
  });

  it('F9: of two applies at once one goes through', async () => {
    const { id, planHash } = await review();
    const both = await Promise.allSettled([
      applyRun(scene.actor, id, { token, planHash }),
      applyRun(scene.actor, id, { token, planHash }),
    ]);
    await waitForRuns();
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(scene.okta.organisation.identityProviders).toHaveLength(1);
  });

  it('finds a run whose server stopped, and says what exists and where to click', async () => {
    const { id } = await review();
    await getDb().setupRun.updateMany({
      where: { id },
      data: { status: 'APPLYING', tokenStatus: 'IN_USE', leaseUntil: new Date(0) },
    });
    await getDb().setupRunStep.createMany({
      data: [
        {
          runId: id,
          tenantId: scene.tenantId,
          position: 0,
          action: 'upload_key',
          status: 'DONE',
          detail: { evidence: 'Key k1', objectId: 'k1' },
        },
        {
          runId: id,
          tenantId: scene.tenantId,
          position: 1,
          action: 'create_idp',
          status: 'WORKING',
        },
      ],
    });
    const run = await getSetupRun(scene.actor, id);
    expect(run).toMatchObject({ status: 'INTERRUPTED', tokenStatus: 'ALIVE' });
    expect(run.error?.leftovers.map(({ kind, id: objectId }) => [kind, objectId])).toEqual([
      ['idp', null],
      ['key', 'k1'],
      ['token', null],
    ]);
    expect(run.error?.todo).toContain('Security → API → Tokens');
  });

  it('shows nothing of a run to another tenant', async () => {
    const { id } = await review();
    const foreign = buildPersonActor((await buildTenant(getDb())).id);
    await expect(getSetupRun(foreign, id)).rejects.toMatchObject({ code: 'okta.run_not_found' });
    await expect(cancelRun(foreign, id, null)).rejects.toMatchObject({ status: 404 });
  });
});

/** A few failures through the database; `failure-table.test.ts` has every call times every kind. */
const failures: [FakeCall, string, boolean][] = [
  ['listKeys', 'okta.rate_limited', false],
  ['createKey', 'okta.timeout', true],
  ['createIdentityProvider', 'okta.unreachable', true],
  ['findRoute', 'net.timeout', false],
  ['createInactiveRule', 'okta.feature_missing', false],
  ['activateRule', 'okta.timeout', true],
];

describeOnEmbeddedDatabase('a set-up run that fails', (getDb) => {
  beforeEach(() => setScene(getDb()));

  it.each(failures)(
    'F5: at %s with %s (done in Okta: %s) leaves nothing behind',
    async (call, code, afterwards) => {
      const { id, planHash } = await review();
      const always = call === 'findRoute';
      scene.okta.failAt({ call, code: code as never, afterwards, always });
      await applyRun(scene.actor, id, { token, planHash });
      await waitForRuns();
      const run = await getSetupRun(scene.actor, id);
      expect(run).toMatchObject({
        status: 'ROLLED_BACK',
        tokenStatus: 'REVOKED',
        error: { code, leftovers: [] },
      });
      expect(oktaIsAsBefore()).toBe(true);
      expect(scene.okta.organisation.liveTokens.size).toBe(0);
      expect(await getDb().application.count()).toBe(0);
    },
  );

  it.each([
    [
      'okta.route_unproven',
      (login: string) => ({ login, type: 'OKTA', idpId: null, idpName: null }),
    ],
    ['okta.owner_routed', routeEverybody],
    ['okta.stranger_routed', routeStrangers],
  ])('takes everything back with %s when routing is not what was wanted', async (code, route) => {
    const { id, planHash } = await review();
    const findRoute = (_url: string, login: string) => Promise.resolve(route(login));
    setOktaEnvironmentForTests({
      gateway: { ...scene.okta.gateway, findRoute },
      now: () => scene.now,
      sleep: () => Promise.resolve(),
      pause: () => Promise.resolve(),
    });
    await applyRun(scene.actor, id, { token, planHash });
    await waitForRuns();
    const run = await getSetupRun(scene.actor, id);
    expect(run).toMatchObject({ status: 'ROLLED_BACK', error: { code } });
    expect(oktaIsAsBefore()).toBe(true);
  });

  it('says what is left when the token dies in the middle', async () => {
    const { id, planHash } = await review();
    const { organisation } = scene.okta;
    scene.okta.failAt({
      call: 'createInactiveRule',
      code: 'okta.token_invalid',
      oktaCode: 'E0000011',
    });
    const sabotage = scene.okta.calls.push.bind(scene.okta.calls);
    scene.okta.calls.push = (...calls) => {
      if (calls.includes('createInactiveRule')) organisation.liveTokens.clear();
      return sabotage(...calls);
    };
    await applyRun(scene.actor, id, { token, planHash });
    await waitForRuns();
    const run = await getSetupRun(scene.actor, id);
    expect(run).toMatchObject({ status: 'FAILED', tokenStatus: 'REVOKED' });
    expect(run.error?.leftovers.map(({ kind }) => kind)).toEqual(['idp', 'key']);
    expect(run.error?.todo).toContain('Security → Identity Providers');
  });

  it('F8: a token that cannot be revoked keeps the run red, with the menu path', async () => {
    const { id, planHash } = await review();
    scene.okta.failAt({ call: 'revokeToken', code: 'okta.server_error', always: true });
    await applyRun(scene.actor, id, { token, planHash });
    await waitForRuns();
    const run = await getSetupRun(scene.actor, id);
    expect(run).toMatchObject({ status: 'FAILED', tokenStatus: 'ALIVE' });
    expect(run.error?.code).toBe('okta.token_alive');
    expect(run.error?.todo).toContain('Security → API → Tokens');
    expect(run.result?.applicationId).not.toBeNull();
    expect(run.result?.tokenRevokedAt).toBeNull();
  });

  it('F12: refuses a plan other than the reviewed one', async () => {
    const { id } = await review();
    await expect(
      applyRun(scene.actor, id, { token, planHash: 'f'.repeat(64) }),
    ).rejects.toMatchObject({ code: 'okta.plan_stale' });
    expect((await getSetupRun(scene.actor, id)).status).toBe('PLANNED');
  });

  it('F12: refuses a plan that another tab changed while it was being judged', async () => {
    const { id, planHash } = await review();
    const { plan } = await getSetupRun(scene.actor, id);
    const { gateway } = scene.okta;
    const connect: typeof gateway.connect = (...where) => {
      const changed = { ...plan, hash: 'f'.repeat(64) };
      void getDatabase()
        .setupRun.updateMany({ where: { id }, data: { plan: changed } })
        .then();
      return gateway.connect(...where);
    };
    setOktaEnvironmentForTests({ ...oktaEnvironment(), gateway: { ...gateway, connect } });
    await expect(applyRun(scene.actor, id, { token, planHash })).rejects.toMatchObject({
      code: 'okta.plan_stale',
    });
    expect((await getSetupRun(scene.actor, id)).status).toBe('PLANNED');
    expect(scene.okta.calls).not.toContain('createKey');
  });

  it('F12: refuses when a rule changed since the review, before any write', async () => {
    const { id, planHash } = await review();
    scene.okta.organisation.rules = scene.okta.organisation.rules.map((rule) => ({
      ...rule,
      fingerprint: 'edited',
    }));
    await applyRun(scene.actor, id, { token, planHash });
    await waitForRuns();
    const run = await getSetupRun(scene.actor, id);
    expect(run).toMatchObject({ status: 'ROLLED_BACK', error: { code: 'okta.plan_stale' } });
    expect(scene.okta.calls).not.toContain('createKey');
  });

  it('F12: an apply cannot be replayed', async () => {
    const { id, planHash } = await review();
    await applyRun(scene.actor, id, { token, planHash });
    await waitForRuns();
    await expect(applyRun(scene.actor, id, { token, planHash })).rejects.toMatchObject({
      code: 'okta.run_over',
    });
  });

  it('refuses an administrator as the test person', async () => {
    const { organisation } = scene.okta;
    const { id, planHash } = await review();
    organisation.users.push({ ...organisation.owner, login: 'pat@acme.example' });
    await applyRun(scene.actor, id, { token, planHash });
    await waitForRuns();
    expect((await getSetupRun(scene.actor, id)).error?.code).toBe('okta.pilot_is_admin');
    expect(oktaIsAsBefore()).toBe(true);
  });

  it('needs a passkey used just now to apply', async () => {
    const { id, planHash } = await review();
    const stale = buildPersonActor(scene.tenantId, { authenticatedAt: new Date(0) });
    await expect(applyRun(stale, id, { token, planHash })).rejects.toMatchObject({
      code: 'auth.reauthentication_required',
    });
  });

  it('cancelling revokes the token that comes with the request', async () => {
    const { id } = await review();
    const run = await cancelRun(scene.actor, id, token);
    expect(run).toMatchObject({ status: 'CANCELLED', tokenStatus: 'REVOKED' });
    expect(scene.okta.organisation.liveTokens.size).toBe(0);
  });

  it('cancelling without the token takes one that was in use for alive', async () => {
    const { id } = await review();
    const run = await cancelRun(scene.actor, id, null);
    expect(run).toMatchObject({ status: 'CANCELLED', tokenStatus: 'ALIVE' });
    expect(run.error?.todo).toContain('Security → API → Tokens');
  });

  it('sets up again over what an earlier run left, without a duplicate', async () => {
    await applyReviewed();
    scene.okta.organisation.liveTokens.add(token);
    const again = await applyReviewed();
    expect(again.status).toBe('SUCCEEDED');
    expect(
      again.steps.filter(({ status }) => status === 'KEPT').map(({ action }) => action),
    ).toEqual(['upload_key', 'create_idp', 'check_mapping', 'create_rule', 'activate_rule']);
    expect(await getDb().application.count()).toBe(1);
  });

  it('streams the whole state with every change, and the end last', async () => {
    const { id, planHash } = await review();
    await applyRun(scene.actor, id, { token, planHash });
    const seen = [];
    for await (const progress of watchRun(scene.actor, id)) seen.push(progress);
    expect(seen.at(-1)).toMatchObject({ type: 'finished', status: 'SUCCEEDED' });
    expect(JSON.stringify(seen)).not.toContain(token);
  });
});
