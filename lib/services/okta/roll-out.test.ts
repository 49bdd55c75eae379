/** Routing more people: what is refused, what is made, who may let what pass, and the way back. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/database';
import { rollOutInputSchema, type RollOutFormValues } from '@/lib/schemas/okta-roll-out';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases, describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { applyRun } from './apply-run';
import { approveOverride, confirmLoginDefault } from './assent-to-run';
import { checkRun } from './check-run';
import { getSetupRun } from './get-run';
import { setOktaEnvironmentForTests } from './okta-environment';
import { planRollOutRun } from './plan-roll-out';
import {
  blank,
  newToken,
  ownRules,
  readSamples,
  readStored,
  review,
  reviewSetupAgain,
  routeOf,
  scene,
  setScene,
  stepBack,
  superAdmin,
  widen,
  type Company,
} from './testdata/roll-out-scene';
import { waitForRuns } from './running-runs';
import { startRollOut } from './start-roll-out';
import { startUndo } from './start-undo';

/** A company in which two people could be routed, one of them enrolled. */
async function buildCompany(db: Database): Promise<Company> {
  const { id } = await buildTenant(db);
  const owner = await buildUser(db, id, { login: 'olivia@acme.example', role: 'OWNER' });
  const admin = await buildUser(db, id, { login: 'sam@acme.example', role: 'ADMIN' });
  const pilot = await buildUser(db, id, { login: 'pat@acme.example' });
  await buildUser(db, id, { login: 'lena@acme.example', enrolledAt: new Date() });
  await buildUser(db, id, { login: 'nick@acme.example' });
  const actor = buildPersonActor(id, { userId: owner.id, login: owner.login });
  const second = buildPersonActor(id, { userId: admin.id, login: admin.login, role: 'ADMIN' });
  return { tenantId: id, actor, second, pilotId: pilot.id };
}

afterEach(() => {
  setOktaEnvironmentForTests(null);
});

describeOnBothDatabases('a roll-out', (getDb) => {
  beforeEach(async () => setScene(getDb(), await buildCompany(getDb())));

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
    expect(await routeOf(superAdmin.split('@')[0] ?? '')).toBe('OKTA');
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
  beforeEach(async () => setScene(getDb(), await buildCompany(getDb())));

  it('is told by a set-up done again: who is routed besides the test person', async () => {
    expect((await reviewSetupAgain()).alsoRouted).toEqual([]);
    await widen();
    await widen({ stage: 'DOMAIN', domains: 'acme.example' });
    const { alsoRouted, plan } = await reviewSetupAgain();
    expect(alsoRouted).toEqual([
      'lena@acme.example',
      'everybody whose login ends with @acme.example',
    ]);
    expect(plan?.notRouted).toBe(
      'Routed to AdminX already, and still afterwards: login lena@acme.example; login ends with @acme.example. The changed settings of the identity provider hold for them too. For anybody else this run changes nothing. /login/default always leads to Okta’s own sign-in.',
    );
  });

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

  it('never asks about an administrator of Okta to prove a stage, and names who is caught', async () => {
    const { attributes, rolesByUser, users } = scene.okta.organisation;
    for (const login of ['lena@acme.example', 'nick@acme.example']) {
      attributes.set(login, { department: 'Sales' });
    }
    const [lena] = users.filter(({ login }) => login === 'lena@acme.example');
    rolesByUser.set(lena!.id, [{ type: 'HELP_DESK_ADMIN', label: 'Help', status: 'ACTIVE' }]);
    const who = { stage: 'ATTRIBUTE', attribute: 'department', value: 'Sales' } as const;
    const { runId, answer } = await review(who);
    expect(JSON.stringify(answer)).toContain(
      'lena@acme.example is an administrator of Okta whom the rule catches',
    );
    expect(await readSamples(runId)).toEqual(['nick@acme.example']);
    const domain = await review({ stage: 'DOMAIN', domains: 'acme.example' });
    expect(JSON.stringify(domain.answer)).toContain('lena@acme.example is an administrator');
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

  it('does not offer to fall back to Okta where Okta lists that feature as off', async () => {
    const { features } = scene.okta.organisation;
    const feature = { name: 'Fall back to Okta from an IdP', isOn: false, stage: 'EA' };
    const other = { name: 'Fallback font of the console', isOn: false, stage: 'EA' };
    scene.okta.organisation.features = [other, ...features, feature];
    const { answer } = await review({ fallback: true });
    expect(answer.run?.rollOut).toMatchObject({
      hasFallback: false,
      fallbackOff: 'Fall back to Okta from an IdP',
      choices: { fallback: false },
    });
    scene.okta.organisation.features = [other, ...features, { ...feature, isOn: true }];
    const { answer: offered } = await review({ fallback: true });
    expect(offered.run?.rollOut).toMatchObject({
      hasFallback: true,
      fallbackOff: null,
      choices: { fallback: true },
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
    expect(run.findings?.items.map(({ code }) => code)).toContain('rule_differs');
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
