import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { findableForms } from '@/lib/db/users';
import { toGroupKey } from '@/lib/shared/group-key';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { applyImportStep } from './apply-import';
import { getImport, listImportLines } from './get-import';
import { previewImport } from './preview-import';
import { previewUndo } from './preview-undo';
import { undoImportStep } from './undo-import';

describeOnBothDatabases('groups an import creates', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let admin: Actor;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    admin = buildPersonActor(tenant.id, { role: 'ADMIN' });
  });

  async function preview(body: string): Promise<string> {
    const bytes = new TextEncoder().encode(`login,email,first name,last name,groups\n${body}`);
    return (await previewImport(admin, { name: 'people.csv', bytes })).importId;
  }

  async function applyAll(importId: string): Promise<void> {
    for (let isDone = false; !isDone;) ({ isDone } = await applyImportStep(admin, importId));
  }

  async function undoAll(importId: string): Promise<void> {
    for (let isDone = false; !isDone;) ({ isDone } = await undoImportStep(admin, importId));
  }

  async function person(login: string) {
    const names = { firstName: 'Ada', lastName: 'Lovelace' };
    const forms = findableForms({ login, email: login, ...names });
    return buildUser(getDb(), tenant.id, { login, ...names, ...forms });
  }

  const group = async (name: string) =>
    getDb().group.create({ data: { tenantId: tenant.id, name, nameKey: toGroupKey(name) } });

  const outcomes = async (importId: string) =>
    (await listImportLines(admin, importId, { view: null, after: null })).lines.map(
      ({ line, outcome }) => [line, outcome],
    );

  const groupsOf = async (login: string) => {
    const where = { tenantId: tenant.id, user: { login } };
    const select = { group: { select: { name: true } } };
    const rows = await getDb().groupMember.findMany({ where, select });
    return rows.map((row) => row.group.name).sort();
  };

  const actions = async () =>
    (await getDb().auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);

  it('creates the groups a file names that are not there, and says so before', async () => {
    await person('ada@example.com');
    const importId = await preview(
      [
        'ada@example.com,,Ada,Lovelace,Night shift',
        'new@example.com,,New,Person,NIGHT  SHIFT;Köln',
        'half@example.com,,C,,Only refused lines name it',
      ].join('\n'),
    );
    expect((await getImport(admin, importId)).newGroups).toEqual([
      { name: 'Night shift', state: 'planned', groupId: null },
      { name: 'Köln', state: 'planned', groupId: null },
    ]);
    expect(await getDb().group.count()).toBe(0);
    const { id: madeMeanwhile } = await group('köln');
    await applyAll(importId);
    expect(await groupsOf('ada@example.com')).toEqual(['Night shift']);
    expect(await groupsOf('new@example.com')).toEqual(['Night shift', 'köln']);
    expect((await getImport(admin, importId)).newGroups).toMatchObject([
      { name: 'Night shift', state: 'created' },
      { name: 'köln', state: 'found', groupId: madeMeanwhile },
    ]);
    expect(await actions()).toContain('group.created');

    expect((await previewUndo(admin, importId)).groups).toEqual({
      deleted: ['Night shift'],
      kept: [],
    });
    await undoAll(importId);
    expect((await getDb().group.findMany()).map(({ name }) => name)).toEqual(['köln']);
    expect((await actions()).slice(-2)).toEqual(['group.deleted', 'import.undone']);
  });

  it('keeps a group it created that somebody else uses by now', async () => {
    const importId = await preview('new@example.com,,New,Person,Used;Described');
    await applyAll(importId);
    const used = await getDb().group.findFirstOrThrow({ where: { name: 'Used' } });
    const { id: userId } = await person('ada@example.com');
    await getDb().groupMember.create({ data: { tenantId: tenant.id, groupId: used.id, userId } });
    await getDb().group.updateMany({ where: { name: 'Described' }, data: { description: 'Mine' } });
    expect((await previewUndo(admin, importId)).groups).toEqual({
      deleted: [],
      kept: ['Described', 'Used'],
    });
    await undoAll(importId);
    expect(await getDb().group.count()).toBe(2);
  });

  it('makes a group once, also when its people come in several steps', async () => {
    const people = Array.from({ length: 230 }, (_, index) => `p${String(index)}@example.com`);
    const importId = await preview(people.map((login) => `${login},,A,B,Everybody`).join('\n'));
    await applyAll(importId);
    expect(await getDb().group.count()).toBe(1);
    expect(await getDb().groupMember.count()).toBe(230);
  });

  it('passes over who would join a group that was created and deleted again meanwhile', async () => {
    const people = Array.from({ length: 201 }, (_, index) => `p${String(index)}@example.com`);
    const importId = await preview(people.map((login) => `${login},,A,B,Everybody`).join('\n'));
    await applyImportStep(admin, importId);
    await getDb().group.deleteMany();
    await applyAll(importId);
    const left = await getDb().userImportLine.findMany({ where: { progress: 'SKIPPED' } });
    expect(left.map(({ applyProblem }) => applyProblem)).toEqual(['imports.group_deleted_since']);
  });

  it('refuses lines that would create more than two hundred groups', async () => {
    const lines = Array.from({ length: 5 }, (_, line) => {
      const names = Array.from({ length: 41 }, (__, index) => `G${String(line * 41 + index)}`);
      return `p${String(line)}@example.com,,A,B,${names.join(';')}`;
    });
    const importId = await preview(lines.join('\n'));
    expect((await outcomes(importId)).map(([, outcome]) => outcome)).toEqual([
      ...['CREATE', 'CREATE', 'CREATE', 'CREATE', 'REFUSED'],
    ]);
    expect((await getImport(admin, importId)).newGroups).toHaveLength(164);
  });
});
