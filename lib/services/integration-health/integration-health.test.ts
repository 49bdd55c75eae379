import { afterEach, beforeEach, expect, it } from 'vitest';
import { Actor } from '@/lib/auth/actor';
import { overrideConfigForTests } from '@/lib/config/config';
import { setApplicationEnabled, touchApplicationSignIn } from '@/lib/db/applications';
import {
  createFakeOrganisation,
  findFakeRoute,
  unlimitedScope,
} from '@/lib/okta/fake-organisation';
import { AppError } from '@/lib/shared/errors';
import { buildApplication, buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { buildSigningKey } from '@/lib/testing/signing-keys';
import { getIntegrationHealth } from './get-integration-health';
import { listIntegrationHealth } from './list-integration-health';
import { lookAtRoutes } from './look-at-routes';
import { lookByClock } from './look-by-clock';
import type { Outside } from './outside';
import { setWatchedLogins } from './set-watched-logins';

const start = new Date('2026-11-24T10:00:00Z');
const pilotLogin = 'ada@acme.example';
const idp = {
  id: '0oaOurs',
  name: '1Kosmos',
  status: 'ACTIVE',
  lastUpdated: null,
  issuer: 'i',
  kid: 'k',
  audience: 'a',
  ssoUrl: 's',
  acsUrl: null,
  matchType: 'USERNAME',
  userNameTemplate: null,
  provisioningAction: 'AUTO',
  excludesAdmins: true,
  trustsClaims: false,
};
const rule = {
  id: '0prOurs',
  name: '1Kosmos - pilot',
  status: 'ACTIVE',
  priority: 1,
  isSystem: false,
  lastUpdated: null,
  providerIds: [idp.id],
  patterns: [{ matchType: 'EQUALS', value: pilotLogin }],
  scope: unlimitedScope,
  fingerprint: 'f',
};

describeOnBothDatabases('health of integrations', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let applicationId: string;
  let organisation: ReturnType<typeof createFakeOrganisation>;
  let now: Date;
  let asked: string[];
  let failure: AppError | null;

  const outside: Outside = {
    now: () => now,
    sleep: () => Promise.resolve(),
    gateway: {
      probe: () => (failure ? Promise.reject(failure) : Promise.resolve(organisation.view)),
      findRoute: (url, login) => {
        asked.push(`${url} ${login}`);
        return failure
          ? Promise.reject(failure)
          : Promise.resolve(findFakeRoute(organisation, login));
      },
    },
  };

  beforeEach(async () => {
    now = start;
    asked = [];
    failure = null;
    organisation = createFakeOrganisation('token');
    organisation.identityProviders = [idp];
    organisation.rules = [rule, ...organisation.rules];
    tenant = await buildTenant(getDb());
    const owner = await buildUser(getDb(), tenant.id, { role: 'OWNER', email: 'o@acme.example' });
    await buildUser(getDb(), tenant.id, { role: 'SUPPORT' });
    await buildSigningKey(getDb(), tenant.id);
    const run = await getDb().setupRun.create({
      data: {
        tenantId: tenant.id,
        status: 'SUCCEEDED',
        orgUrl: organisation.view.url,
        orgId: organisation.view.id,
        pipeline: 'idx',
        createdById: owner.id,
        findings: { state: { owner: { login: organisation.owner.login } } },
      },
    });
    applicationId = (await buildApplication(getDb(), tenant.id)).id;
    const lastSignInAt = new Date('2026-11-23T10:00:00Z');
    await touchApplicationSignIn(getDb(), tenant.id, { id: applicationId, at: lastSignInAt });
    await getDb().oktaConnection.create({
      data: {
        tenantId: tenant.id,
        applicationId,
        orgUrl: organisation.view.url,
        orgId: organisation.view.id,
        idpId: idp.id,
        idpName: idp.name,
        ruleName: rule.name,
        pilotLogin,
        setUpByHand: false,
        setupRunId: run.id,
      },
    });
    overrideConfigForTests({ smtp: { url: 'smtp://127.0.0.1:9', from: 'A <a@example.com>' } });
  });

  afterEach(() => {
    overrideConfigForTests();
  });

  const system = () => Actor.system(tenant.id, 'routing watch');
  const person = (role: 'OWNER' | 'SUPPORT' | 'AUDITOR' = 'OWNER') =>
    buildPersonActor(tenant.id, { role });
  const tick = (isStopping = () => false) => lookByClock(system(), { isStopping, outside });
  const later = (minutes: number) => {
    now = new Date(now.getTime() + minutes * 60_000);
  };
  const read = async () => {
    const health = await getIntegrationHealth(person(), applicationId, now);
    if (!health?.routing) throw new Error('The application has health and routing');
    return { ...health, routing: health.routing };
  };
  const switchRule = (status: string) => {
    organisation.rules = organisation.rules.map((known) =>
      known.id === rule.id ? { ...known, status } : known,
    );
  };

  it('ask for nobody at a host that has not said which organisation it is', async () => {
    await getDb().oktaConnection.updateMany({ data: { orgId: null } });
    const silent: Outside = {
      ...outside,
      gateway: {
        ...outside.gateway,
        probe: () => Promise.reject(new AppError('okta.not_an_organisation')),
      },
    };
    await lookAtRoutes(person(), applicationId, silent);
    expect(asked).toEqual([]);
    expect((await read()).routing.verdict).toBe('silent');
  });

  it('prove test person, administrator and stranger, at the stored host alone', async () => {
    await lookAtRoutes(person(), applicationId, outside);
    const { state, routing } = await read();
    expect(state).toBe('healthy');
    expect(routing.proofs).toMatchObject([
      { who: 'test', login: pilotLogin, seen: 'us' },
      { who: 'admin', login: organisation.owner.login, seen: 'okta' },
      { who: 'stranger', seen: 'okta' },
    ]);
    expect(routing.proofs[2]?.login).toMatch(/^adminx-nobody-[0-9a-f]{8}@acme\.example$/);
    expect(asked.every((call) => call.startsWith(`${organisation.view.url} `))).toBe(true);
  });

  it('notice by the clock that the rule was switched off in Okta, since when, and that it is back', async () => {
    await tick();
    later(10);
    switchRule('INACTIVE');
    await tick();
    later(5);
    await tick();
    const drifted = await read();
    expect(drifted.state).toBe('failing');
    expect(drifted.reasons[0]).toMatchObject({
      code: 'test_person_not_routed',
      since: '2026-11-24T10:10:00.000Z',
    });
    expect(drifted.routing).toMatchObject({ lastRightAt: '2026-11-24T10:00:00.000Z' });
    expect(drifted.routing.periods).toMatchObject([
      { verdict: 'drifted', lookCount: 2, differences: [`${pilotLogin} → Okta`] },
      { verdict: 'right', lookCount: 1 },
    ]);
    later(5);
    switchRule('ACTIVE');
    await tick();
    expect(await read()).toMatchObject({ state: 'healthy', routing: { driftedSince: null } });
    const events = await getDb().auditEvent.findMany({ orderBy: { sequence: 'asc' } });
    expect(events.map(({ action }) => action)).toEqual(['routing.drifted', 'routing.restored']);
  });

  it('expect nobody here while the application is switched off, and everybody again afterwards', async () => {
    await tick();
    await setApplicationEnabled(getDb(), tenant.id, { id: applicationId, enabled: false });
    now = new Date();
    await tick();
    expect((await read()).reasons[0]).toMatchObject({ code: 'off_but_routed', tone: 'danger' });
    switchRule('INACTIVE');
    later(5);
    await tick();
    const { state, reasons, routing } = await read();
    expect(state).toBe('off');
    expect(reasons.filter(({ tone }) => tone !== 'neutral')).toEqual([]);
    expect(routing).toMatchObject({ verdict: 'right', driftedSince: null });
    await setApplicationEnabled(getDb(), tenant.id, { id: applicationId, enabled: true });
    now = new Date(Math.max(now.getTime(), Date.now()));
    await tick();
    expect((await read()).reasons[0]?.code).toBe('test_person_not_routed');
  });

  it('ask once more before they call it drift', async () => {
    let isFirst = true;
    const flaky: Outside = {
      ...outside,
      gateway: {
        ...outside.gateway,
        findRoute: async (url, login) => {
          const route = await outside.gateway.findRoute(url, login);
          const isStale = isFirst && login === pilotLogin;
          isFirst = false;
          return isStale ? { login, type: 'OKTA', idpId: null, idpName: null } : route;
        },
      },
    };
    await lookAtRoutes(person(), applicationId, flaky);
    expect(await read()).toMatchObject({ state: 'healthy', routing: { verdict: 'right' } });
  });

  it('keep what was seen while Okta is silent, and do not call it drift', async () => {
    await tick();
    later(10);
    failure = new AppError('net.unreachable');
    await tick();
    const { state, routing } = await read();
    expect(state).toBe('healthy');
    expect(routing.verdict).toBe('silent');
    expect(routing.problem).not.toBeNull();
    expect(routing.proofs).toHaveLength(3);
    expect(routing.driftedSince).toBeNull();
  });

  it('F1: ask nobody for logins when another organisation has the address', async () => {
    organisation = { ...organisation, view: { ...organisation.view, id: '00oSomebodyElse00000' } };
    await tick();
    expect(asked).toEqual([]);
    expect((await read()).reasons[0]?.code).toBe('organisation_changed');
  });

  it('take each turn once, however many replicas ask', async () => {
    const looked = await Promise.all([tick(), tick(), tick()]);
    expect(looked.reduce((sum, count) => sum + count, 0)).toBe(1);
    later(9);
    expect(await tick()).toBe(0);
    later(1);
    expect(await tick()).toBe(1);
  });

  it('begin no look while the server stops', async () => {
    expect(await tick(() => true)).toBe(0);
  });

  it('mail owners and admins once for each change to the worse', async () => {
    await tick();
    switchRule('INACTIVE');
    for (let turn = 0; turn < 3; turn += 1) {
      later(10);
      await tick();
    }
    const count = () => getDb().outgoingMail.count({ where: { kind: 'integration_failing' } });
    expect(await count()).toBe(1);
    later(10);
    switchRule('ACTIVE');
    await tick();
    expect(await count()).toBe(1);
    later(10);
    switchRule('INACTIVE');
    await tick();
    expect(await count()).toBe(2);
  });

  it('keep fifty periods at most', async () => {
    await getDb().routingPeriod.createMany({
      data: Array.from({ length: 50 }, (_, index) => {
        const seenAt = new Date(now.getTime() - (50 - index) * 60_000);
        return {
          ...{ tenantId: tenant.id, applicationId, verdict: 'silent', routes: {}, lookCount: 1 },
          ...{ fingerprint: String(index), firstSeenAt: seenAt, lastSeenAt: seenAt },
        };
      }),
    });
    await tick();
    const kept = await getDb().routingPeriod.findMany({ orderBy: { firstSeenAt: 'asc' } });
    expect(kept).toHaveLength(50);
    expect(kept[0]?.fingerprint).toBe('1');
    expect(kept.at(-1)?.verdict).toBe('right');
  });

  it('watch further logins, chosen by whoever may connect', async () => {
    const input = {
      applicationId,
      testLogins: ['grace@acme.example'],
      adminLogins: ['root@acme.example'],
    };
    await expect(setWatchedLogins(person('SUPPORT'), input, outside)).rejects.toMatchObject({
      code: 'request.forbidden',
    });
    await setWatchedLogins(person(), input, outside);
    const { routing, reasons } = await read();
    expect(routing.proofs.map(({ login }) => login)).toEqual([
      pilotLogin,
      'grace@acme.example',
      organisation.owner.login,
      'root@acme.example',
      expect.stringContaining('adminx-nobody-'),
    ]);
    expect(reasons[0]?.title).toContain('grace@acme.example');
  });

  it('say how the latest sign-ins went, by cause', async () => {
    const quiet = await buildApplication(getDb(), tenant.id, { name: 'A quiet one' });
    await getDb().auditEvent.createMany({
      data: Array.from({ length: 70 }, (_, index) => ({
        tenantId: tenant.id,
        actorKind: 'ANONYMOUS' as const,
        actorLabel: 'x',
        action: index % 10 === 0 ? 'application.refused' : 'application.opened',
        reason: index % 10 === 0 ? 'saml.request_expired' : null,
        targetType: 'application',
        targetId: applicationId,
        targetLabel: 'B',
        sequence: BigInt(index + 1),
        // The first thirty are older than a week.
        occurredAt: new Date(now.getTime() - (index < 30 ? 8 : 1) * 86_400_000),
      })),
    });
    const list = await listIntegrationHealth(person('AUDITOR'), now);
    const of = (id: string) => list.find((integration) => integration.id === id);
    expect(of(applicationId)).toMatchObject({ recentCount: 40, recentRefusedCount: 4 });
    expect(of(quiet.id)).toMatchObject({ recentCount: 0, recentRefusedCount: 0 });
    expect((await read()).failures).toMatchObject([{ reason: 'saml.request_expired', count: 4 }]);
  });

  it('G1: are nobody else’s business', async () => {
    const other = await buildTenant(getDb());
    await tick();
    const stranger = buildPersonActor(other.id);
    expect(await getIntegrationHealth(stranger, applicationId, now)).toBeNull();
    expect(await listIntegrationHealth(stranger, now)).toEqual([]);
    await expect(lookAtRoutes(stranger, applicationId, outside)).rejects.toMatchObject({
      code: 'okta.application_not_found',
    });
    const input = { applicationId, testLogins: [], adminLogins: [] };
    await expect(setWatchedLogins(stranger, input, outside)).rejects.toMatchObject({
      code: 'okta.application_not_found',
    });
    expect(
      await lookByClock(Actor.system(other.id, 'x'), { isStopping: () => false, outside }),
    ).toBe(0);
  });

  it('are not looked at by whoever may not', async () => {
    await expect(lookAtRoutes(person('AUDITOR'), applicationId, outside)).rejects.toMatchObject({
      code: 'request.forbidden',
    });
    await expect(lookByClock(person(), { isStopping: () => false, outside })).rejects.toMatchObject(
      {
        code: 'request.forbidden',
      },
    );
  });
});
