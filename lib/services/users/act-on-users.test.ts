import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import {
  buildAnonymousActor,
  buildApplication,
  buildAuthenticator,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { actOnUsers } from './act-on-users';
import { getUserActivity } from './get-user-activity';

describeOnBothDatabases('acting on several people', (getDb) => {
  let tenantId: Awaited<ReturnType<typeof buildTenant>>['id'];
  let owner: Actor;

  beforeEach(async () => {
    tenantId = (await buildTenant(getDb())).id;
    owner = buildPersonActor(tenantId);
  });

  it('does what it can and says for each person what was refused, and why', async () => {
    const enrolled = await buildUser(getDb(), tenantId);
    await buildAuthenticator(getDb(), tenantId, enrolled.id);
    const fresh = await buildUser(getDb(), tenantId);
    const foreign = await buildUser(getDb(), (await buildTenant(getDb())).id);
    const userIds = [enrolled.id, fresh.id, fresh.id, foreign.id];
    const results = await actOnUsers(owner, { act: 'invite', userIds });
    expect(results).toMatchObject([
      { login: enrolled.login, invitation: null },
      { login: fresh.login, refusal: null },
      { login: null, refusal: 'This person does not exist.' },
    ]);
    expect(results[0]?.refusal).toContain('has a passkey already');
    expect(results[1]?.invitation?.url).toContain('/enrol/');
    expect(await getDb().invitation.count()).toBe(1);
  });

  it('G2: leaves everybody above the actor, the own account and the last owner alone', async () => {
    const boss = await buildUser(getDb(), tenantId, { role: 'OWNER' });
    const admin = await buildUser(getDb(), tenantId, { role: 'ADMIN' });
    const plain = await buildUser(getDb(), tenantId);
    const userIds = [boss.id, admin.id, plain.id];
    for (const act of ['disable', 'delete'] as const) {
      const byAdmin = buildPersonActor(tenantId, { role: 'ADMIN', userId: admin.id });
      const results = await actOnUsers(byAdmin, { act, userIds });
      expect(results.map(({ refusal }) => refusal === null)).toEqual([false, false, true]);
    }
    const [last] = await actOnUsers(owner, { act: 'delete', userIds: [boss.id] });
    expect(last?.refusal).toContain('only owner');
    expect(await getDb().user.count({ where: { tenantId } })).toBe(2);
  });

  it.each(['invite', 'disable', 'enable', 'delete'] as const)(
    'G2: lets neither support, nor auditors, nor browsers %s anybody',
    async (act) => {
      const user = await buildUser(getDb(), tenantId);
      for (const role of ['SUPPORT', 'AUDITOR', 'NONE'] as const) {
        const actor = buildPersonActor(tenantId, { role });
        const refused = actOnUsers(actor, { act, userIds: [user.id] });
        await expect(refused).rejects.toMatchObject({ code: 'request.forbidden' });
      }
      const nobody = actOnUsers(buildAnonymousActor(tenantId), { act, userIds: [user.id] });
      await expect(nobody).rejects.toMatchObject({ code: 'auth.sign_in_required' });
    },
  );

  async function record(
    action: 'user.signed_in' | 'user.sign_in_refused' | 'application.opened',
    target: { readonly type: string; readonly id: string; readonly label: string },
    actor: Actor,
  ): Promise<void> {
    const options =
      action === 'user.sign_in_refused' ? { reason: 'auth.passkey_not_verified' as const } : {};
    await inTransaction((tx) => recordAudit(tx, actor, action, target, undefined, options));
  }

  it('says why the last sign-in failed, until one went well', async () => {
    const user = await buildUser(getDb(), tenantId);
    const target = { type: 'user', id: user.id, label: user.login };
    const browser = buildAnonymousActor(tenantId);
    await record('user.signed_in', target, browser);
    expect((await getUserActivity(owner, user.id)).failure).toBeNull();
    await record('user.sign_in_refused', target, browser);
    const { failure, events } = await getUserActivity(owner, user.id);
    expect(failure).toMatchObject({
      application: null,
      where: expect.stringContaining('192.0.2.8'),
    });
    expect(failure?.reason).toContain('The passkey did not prove itself');
    expect(failure?.advice).toContain('Ask which device was used');
    expect(events.map(({ action }) => action)).toEqual(['user.sign_in_refused', 'user.signed_in']);
    await record('user.signed_in', target, browser);
    expect((await getUserActivity(owner, user.id)).failure).toBeNull();
  });

  it('tells nobody to do what only others may', async () => {
    const user = await buildUser(getDb(), tenantId);
    await record(
      'user.sign_in_refused',
      { type: 'user', id: user.id, label: user.login },
      buildAnonymousActor(tenantId),
    );
    const adviceFor = async (role: 'ADMIN' | 'SUPPORT' | 'AUDITOR') =>
      (await getUserActivity(buildPersonActor(tenantId, { role }), user.id)).failure?.advice;
    expect(await adviceFor('ADMIN')).toContain('remove it below');
    expect(await adviceFor('SUPPORT')).toMatch(
      /passcode under Lost device .* removed by an admin/u,
    );
    expect(await adviceFor('AUDITOR')).toContain('an admin can remove it');
    await getDb().user.update({ where: { id: user.id }, data: { role: 'OWNER' } });
    expect(await adviceFor('ADMIN')).toContain('an owner can remove it');
  });

  it('shows the enabled applications of the tenant and when the person opened them', async () => {
    const user = await buildUser(getDb(), tenantId);
    const app = await buildApplication(getDb(), tenantId, { name: 'Okta' });
    await buildApplication(getDb(), tenantId, { name: 'Off', enabled: false });
    await buildApplication(getDb(), (await buildTenant(getDb())).id, { name: 'Foreign' });
    expect((await getUserActivity(owner, user.id)).applications).toEqual([
      { id: app.id, name: 'Okta', lastOpenedAt: null, reason: 'Everybody may' },
    ]);
    const target = { type: 'application', id: app.id, label: 'Okta' };
    await record('application.opened', target, buildPersonActor(tenantId, { userId: user.id }));
    await record('application.opened', target, buildPersonActor(tenantId));
    const [opened] = (await getUserActivity(owner, user.id)).applications;
    expect(opened?.lastOpenedAt).not.toBeNull();
  });

  it('G1: answers 404 when nobody it is asked about is of this tenant', async () => {
    const foreign = await buildUser(getDb(), (await buildTenant(getDb())).id);
    const asked = actOnUsers(owner, { act: 'delete', userIds: [foreign.id] });
    await expect(asked).rejects.toMatchObject({ code: 'users.not_found', status: 404 });
    expect(await getDb().user.count()).toBe(1);
  });

  it('G1: tells nothing about a person of another tenant', async () => {
    const foreign = await buildUser(getDb(), (await buildTenant(getDb())).id);
    for (const id of [foreign.id, randomUUID()]) {
      const activity = getUserActivity(owner, id);
      await expect(activity).rejects.toMatchObject({ code: 'users.not_found', status: 404 });
    }
  });
});
