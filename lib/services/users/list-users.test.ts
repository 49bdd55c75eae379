import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { toUserListQuery, userListQuerySchema, userSorts } from '@/lib/schemas/user-lists';
import {
  buildAnonymousActor,
  buildAuthenticator,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { listUsers } from './list-users';

const now = new Date('2026-11-23T10:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000);

describeOnBothDatabases('the list of people', (getDb) => {
  let tenantId: Awaited<ReturnType<typeof buildTenant>>['id'];
  let owner: Actor;

  beforeEach(async () => {
    tenantId = (await buildTenant(getDb())).id;
    owner = buildPersonActor(tenantId);
  });

  const list = (query: object, actor = owner) =>
    listUsers(actor, userListQuerySchema.parse(query), now);
  const find = async (query: object) => (await list(query)).users.map(({ login }) => login);

  async function buildCrowd(): Promise<void> {
    for (let index = 0; index < 120; index += 1) {
      await buildUser(getDb(), tenantId, {
        login: `P${String(index).padStart(3, '0')}@example.com`,
        firstName: `N${String(index % 7)}`,
        lastName: 'Crowd',
        lastSignInAt: index % 3 === 0 ? null : daysAgo(index % 5),
      });
    }
  }

  it.each(userSorts)('goes through everybody once, forth and back, sorted by %s', async (sort) => {
    await buildCrowd();
    const pages: string[][] = [];
    let query = `?sort=${sort}`;
    for (;;) {
      const filter = userListQuerySchema.parse(Object.fromEntries(new URLSearchParams(query)));
      const page = await listUsers(owner, filter, now);
      pages.push(page.users.map(({ login }) => login));
      if (!page.after) break;
      query = toUserListQuery({ ...filter, after: page.after });
    }
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(new Set(pages.flat()).size).toBe(120);
    const last = await list(Object.fromEntries(new URLSearchParams(query)));
    const middle = toUserListQuery({ ...userListQuerySchema.parse({ sort }), before: last.before });
    const back = await list(Object.fromEntries(new URLSearchParams(middle)));
    expect(back.users.map(({ login }) => login)).toEqual(pages[1]);
    expect(back.before).not.toBeNull();
  });

  it('turns every order round exactly', async () => {
    await buildCrowd();
    for (const sort of ['login', 'name', 'last_sign_in', 'created']) {
      const upwards = await find({ sort });
      const bottom = await list({ sort: `-${sort}` });
      const next = userListQuerySchema.parse({ sort: `-${sort}` });
      const middle = await listUsers(owner, { ...next, after: bottom.after }, now);
      const top = await listUsers(owner, { ...next, after: middle.after }, now);
      const downwards = [...bottom.users, ...middle.users, ...top.users].map(({ login }) => login);
      expect(downwards.toReversed().slice(0, 50)).toEqual(upwards);
    }
  });

  it('puts those who never signed in behind the latest, and before the longest ago', async () => {
    const times = { never: null, today: daysAgo(0), longAgo: daysAgo(300) };
    for (const [login, lastSignInAt] of Object.entries(times)) {
      await buildUser(getDb(), tenantId, { login, lastSignInAt });
    }
    expect(await find({ sort: '-last_sign_in' })).toEqual(['today', 'longAgo', 'never']);
    expect(await find({ sort: 'last_sign_in' })).toEqual(['never', 'longAgo', 'today']);
  });

  it('finds people by the beginnings of words of name, login and e-mail address', async () => {
    await buildUser(getDb(), tenantId, { login: 'ada@example.com' });
    await buildUser(getDb(), tenantId, { login: '100%@example.com', firstName: 'Zoë' });
    expect(await find({ q: 'LOVE ad' })).toEqual(['ada@example.com']);
    expect(await find({ q: 'zoe' })).toEqual(['100%@example.com']);
    expect(await find({ q: 'ovelace' })).toEqual([]);
    expect(await find({ q: 'ada@exam' })).toEqual(['ada@example.com']);
    expect(await find({ q: 'lovelace ADA@Example.c' })).toEqual(['ada@example.com']);
    expect(await find({ q: 'ada@xample' })).toEqual([]);
    expect(await find({ q: '@example' })).toHaveLength(2);
    expect(await find({ q: 'ada@%' })).toEqual(['ada@example.com']);
    expect(await find({ q: '%' })).toEqual([]);
  });

  it('filters by state', async () => {
    const in3Days = new Date(now.getTime() + 3 * 24 * 3600 * 1000);
    const enrolled = await buildUser(getDb(), tenantId, { login: 'enrolled' });
    await buildAuthenticator(getDb(), tenantId, enrolled.id);
    await buildUser(getDb(), tenantId, { login: 'invited', invitedUntil: in3Days });
    await buildUser(getDb(), tenantId, { login: 'not_enrolled' });
    await buildUser(getDb(), tenantId, { login: 'was_invited', invitedUntil: daysAgo(1) });
    await buildUser(getDb(), tenantId, { login: 'disabled', disabledAt: now, enrolledAt: now });
    for (const state of ['enrolled', 'invited', 'disabled']) {
      expect(await find({ state })).toEqual([state]);
      expect((await list({ state })).users[0]?.state).toBe(state);
    }
    expect(await find({ state: 'not_enrolled' })).toEqual(['not_enrolled', 'was_invited']);
  });

  it('filters by role and by the time of the last sign-in', async () => {
    const build = (login: string, days: number | null) =>
      buildUser(getDb(), tenantId, { login, lastSignInAt: days === null ? null : daysAgo(days) });
    await build('never', null);
    for (const days of [1, 20, 100]) await build(`day${String(days)}`, days);
    await buildUser(getDb(), tenantId, { login: 'auditor', role: 'AUDITOR' });
    expect(await find({ role: 'AUDITOR' })).toEqual(['auditor']);
    expect(await find({ signedIn: 'week' })).toEqual(['day1']);
    expect(await find({ signedIn: 'month' })).toEqual(['day1', 'day20']);
    expect(await find({ signedIn: 'not_for_90_days' })).toEqual(['day100']);
    expect(await find({ signedIn: 'never' })).toEqual(['auditor', 'never']);
    expect((await list({ signedIn: 'never', role: 'AUDITOR' })).count).toBe(1);
  });

  it('takes every tampered address for a plain one', async () => {
    await buildUser(getDb(), tenantId, { login: 'ada' });
    const id = '019ab0c0-0000-7000-8000-000000000000';
    const place = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const after of [
      '%',
      place('x'),
      place(['x']),
      place(['x', 'y']),
      place(['\u0000', id]),
      place(['x'.repeat(700), id]),
      Buffer.from([0xff, 0xfe]).toString('base64url'),
    ]) {
      expect(await find({ after, state: 'nonsense', role: [], sort: '__proto__' })).toEqual([
        'ada',
      ]);
    }
    const timePlace = place(['yesterday', id]);
    expect(await find({ after: timePlace, sort: 'last_sign_in' })).toEqual(['ada']);
    expect(await find({ before: timePlace, sort: 'last_sign_in' })).toEqual(['ada']);
    expect(await find({ after: place(['\ud800', id]) })).toEqual([]);
    expect(await find({ q: '\u0000' })).toEqual([]);
  });

  it('G1: shows nobody of another tenant, whatever is asked for', async () => {
    const other = await buildTenant(getDb());
    await buildUser(getDb(), other.id, { login: 'foreign' });
    for (const query of [{}, { q: 'foreign' }, { state: 'not_enrolled' }, { sort: '-created' }]) {
      expect(await list(query)).toMatchObject({ users: [], count: 0 });
    }
  });

  it('G2: is read by every role of the portal and by nobody else', async () => {
    for (const role of ['ADMIN', 'SUPPORT', 'AUDITOR'] as const) {
      await expect(list({}, buildPersonActor(tenantId, { role }))).resolves.toBeTruthy();
    }
    const none = list({}, buildPersonActor(tenantId, { role: 'NONE' }));
    await expect(none).rejects.toMatchObject({ code: 'request.forbidden' });
    const nobody = list({}, buildAnonymousActor(tenantId));
    await expect(nobody).rejects.toMatchObject({ code: 'auth.sign_in_required' });
  });
});
