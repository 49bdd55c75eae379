import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { findableForms } from '@/lib/db/users';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { toGroupKey } from '@/lib/shared/group-key';
import { applyImportStep } from './apply-import';
import { discardImport } from './discard-import';
import { getImport, listImportLines } from './get-import';
import { listImports } from './list-imports';
import { listUninvited } from './list-uninvited';
import { previewImport } from './preview-import';
import { previewUndo } from './preview-undo';
import { writeRefusedLines } from './refused-lines';
import { undoImportStep } from './undo-import';

const header = 'login,email,first name,last name,groups\n';
const every = { view: null, after: null };

describeOnBothDatabases('imports of people', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let admin: Actor;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    admin = buildPersonActor(tenant.id, { role: 'ADMIN' });
  });

  async function preview(body: string, actor = admin, head = header): Promise<string> {
    const bytes = new TextEncoder().encode(head + body);
    return (await previewImport(actor, { name: 'people.csv', bytes })).importId;
  }

  async function applyAll(importId: string, actor = admin): Promise<void> {
    for (let isDone = false; !isDone;) ({ isDone } = await applyImportStep(actor, importId));
  }

  async function undoAll(importId: string): Promise<void> {
    for (let isDone = false; !isDone;) ({ isDone } = await undoImportStep(admin, importId));
  }

  async function person(
    login: string,
    values: { role?: 'NONE' | 'OWNER'; firstName?: string; lastName?: string } = {},
  ) {
    const { firstName = 'Ada', lastName = 'Lovelace' } = values;
    const forms = findableForms({ login, email: login, firstName, lastName });
    return buildUser(getDb(), tenant.id, { login, ...values, ...forms });
  }

  const group = async (name: string) =>
    getDb().group.create({ data: { tenantId: tenant.id, name, nameKey: toGroupKey(name) } });

  const outcomes = async (importId: string) =>
    (await listImportLines(admin, importId, every)).lines.map(({ line, outcome }) => [
      line,
      outcome,
    ]);

  const groupsOf = async (login: string) => {
    const where = { tenantId: tenant.id, user: { login } };
    const select = { group: { select: { name: true } } };
    const rows = await getDb().groupMember.findMany({ where, select });
    return rows.map((row) => row.group.name).sort();
  };

  const actions = async () =>
    (await getDb().auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);

  it('previews creations, updates, sames and refusals, and changes nobody', async () => {
    await person('ada@example.com');
    await person('grace@example.com', { firstName: 'Grace', lastName: 'Hopper' });
    await group('Köln');
    const importId = await preview(
      [
        'ADA@example.com,ada@example.com,Ada,King,köln',
        'grace@example.com,,Grace,,',
        'new@example.com,,花子,山田,Köln',
        'broken,,A,B,',
        'new@example.com,,C,D,',
        `ghost@example.com,,C,D,${'x'.repeat(101)}`,
        'half@example.com,,C,,',
      ].join('\n'),
    );
    expect(await outcomes(importId)).toEqual([
      [2, 'UPDATE'],
      [3, 'SAME'],
      [4, 'CREATE'],
      [5, 'REFUSED'],
      [6, 'REFUSED'],
      [7, 'REFUSED'],
      [8, 'REFUSED'],
    ]);
    const { lines } = await listImportLines(admin, importId, every);
    expect(lines[0]).toMatchObject({
      login: 'ada@example.com',
      changes: [
        { field: 'lastName', before: ['Lovelace'], after: ['King'] },
        { field: 'groups', before: [], after: ['Köln'] },
      ],
    });
    expect(lines[2]?.changes[0]).toEqual({
      field: 'email',
      before: [],
      after: ['new@example.com'],
    });
    expect(await getImport(admin, importId)).toMatchObject({
      status: 'PREVIEWED',
      createCount: 1,
      updateCount: 1,
      sameCount: 1,
      refusedCount: 4,
    });
    expect(await getDb().user.count()).toBe(2);
    expect(await getDb().groupMember.count()).toBe(0);
    expect(await actions()).toEqual([]);
  });

  it.each([
    ['a login without its form', 'ada,,A,B,', 'imports.login_malformed'],
    ['no login', ',a@b.example,A,B,', 'imports.login_missing'],
    ['a bad e-mail address', 'a@b.example,nowhere,A,B,', 'imports.email_malformed'],
    ['a long name', `a@b.example,,${'x'.repeat(101)},B,`, 'imports.too_long'],
    ['a turned-round name', 'a@b.example,,A\u202eB,C,', 'imports.hidden_characters'],
    ['an escape sequence', 'a@b.example,,A\u001b[31m,C,', 'imports.hidden_characters'],
    ['more columns', 'a@b.example,,A,B,,x', 'imports.wrong_column_count'],
  ])('G11: refuses a line with %s and says why', async (_, line, code) => {
    const importId = await preview(line);
    const row = await getDb().userImportLine.findFirstOrThrow();
    expect(row).toMatchObject({ line: 2, outcome: 'REFUSED', problems: [code] });
    const report = await writeRefusedLines(admin, importId);
    expect(report.split('\r\n')[1]).toMatch(/^2,/u);
  });

  it('B8: warns about logins that look like another or mix scripts', async () => {
    await person('ada@example.com');
    const importId = await preview(
      ['аda@example.com,,A,B,', 'rnax@example.com,,A,B,', 'max@example.com,,A,B,'].join('\n'),
    );
    const rows = await getDb().userImportLine.findMany({ orderBy: { line: 'asc' } });
    expect(rows.map(({ outcome, problems }) => [outcome, problems])).toEqual([
      ['CREATE', ['imports.look_alike', 'imports.mixed_scripts']],
      ['CREATE', []],
      ['CREATE', ['imports.look_alike']],
    ]);
    expect((await getImport(admin, importId)).warningCount).toBe(2);
    const { lines } = await listImportLines(admin, importId, { view: 'WARNING', after: null });
    expect(lines.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('applies every line, audited with before and after', async () => {
    await person('ada@example.com');
    await group('Köln');
    const importId = await preview(
      'ada@example.com,,Ada,King,Köln\nnew@example.com,n@example.com,New,Person,Köln\n',
    );
    expect(await applyImportStep(admin, importId)).toMatchObject({
      isDone: true,
      done: 2,
      total: 2,
    });
    const created = await getDb().user.findFirstOrThrow({ where: { login: 'new@example.com' } });
    expect(created).toMatchObject({ email: 'n@example.com', lastName: 'Person', role: 'NONE' });
    expect(created.searchText).toContain('person');
    expect(await groupsOf('ada@example.com')).toEqual(['Köln']);
    expect(await groupsOf('new@example.com')).toEqual(['Köln']);
    expect(await actions()).toEqual(['user.edited', 'user.created', 'import.applied']);
    const [edited] = await getDb().auditEvent.findMany({ orderBy: { id: 'asc' } });
    expect(edited?.changes).toEqual({
      lastName: { before: 'Lovelace', after: 'King' },
      groups: { before: [], after: ['Köln'] },
    });
    expect(await applyImportStep(admin, importId)).toMatchObject({ isDone: true });
    expect(await getDb().user.count()).toBe(2);
  });

  it('passes over what changed after the preview, and says why', async () => {
    const ada = await person('ada@example.com');
    await person('grace@example.com');
    const gone = await person('gone@example.com');
    const köln = await group('Köln');
    const importId = await preview(
      [
        'ada@example.com,,,King,',
        'grace@example.com,,,King,',
        'gone@example.com,,,King,',
        'new@example.com,,New,Person,',
        'member@example.com,,New,Person,Köln',
      ].join('\n'),
    );
    await getDb().user.update({ where: { id: ada.id }, data: { lastName: 'Byron' } });
    await getDb().user.delete({ where: { id: gone.id } });
    await person('NEW@example.com');
    await getDb().group.delete({ where: { id: köln.id } });
    await applyAll(importId);
    const rows = await getDb().userImportLine.findMany({ orderBy: { line: 'asc' } });
    expect(rows.map(({ progress, applyProblem }) => [progress, applyProblem])).toEqual([
      ['SKIPPED', 'imports.changed_since'],
      ['APPLIED', null],
      ['SKIPPED', 'imports.deleted_since'],
      ['SKIPPED', 'imports.created_since'],
      ['SKIPPED', 'imports.group_deleted_since'],
    ]);
    expect((await getDb().user.findUniqueOrThrow({ where: { id: ada.id } })).lastName).toBe(
      'Byron',
    );
    expect((await writeRefusedLines(admin, importId)).split('\r\n')).toHaveLength(6);
  });

  it('goes on where it stopped, two hundred lines a time', async () => {
    const lines = Array.from(
      { length: 450 },
      (_, i) => `p${String(i)}@example.com,,P,${String(i)},`,
    );
    const importId = await preview(lines.join('\n'));
    expect(await applyImportStep(admin, importId)).toMatchObject({
      isDone: false,
      done: 200,
      total: 450,
    });
    expect((await getImport(admin, importId)).status).toBe('APPLYING');
    await expect(discardImport(admin, importId)).rejects.toMatchObject({
      code: 'imports.not_previewed',
    });
    const both = [applyImportStep(admin, importId), applyImportStep(admin, importId)];
    await Promise.all(both);
    expect(await getDb().user.count()).toBe(450);
    expect(await getImport(admin, importId)).toMatchObject({
      status: 'APPLIED',
      uninvitedCount: 450,
    });
    const page = await listUninvited(admin, { importId, after: 0 });
    expect(page.userIds).toHaveLength(20);
    expect(page.next).toBe(21);
  });

  it('is applied and undone to the end when the last step is a full one', async () => {
    const lines = Array.from(
      { length: 400 },
      (_, i) => `p${String(i)}@example.com,,P,${String(i)},`,
    );
    const importId = await preview(lines.join('\n'));
    await applyAll(importId);
    expect((await getImport(admin, importId)).status).toBe('APPLIED');
    expect(await previewUndo(admin, importId)).toMatchObject({ deleteCount: 400, keepCount: 0 });
    await undoAll(importId);
    expect((await getImport(admin, importId)).status).toBe('UNDONE');
    expect(await getDb().user.count()).toBe(0);
    expect((await actions()).filter((action) => action.startsWith('import.'))).toEqual([
      'import.applied',
      'import.undone',
    ]);
  });

  it('undoes an import, and leaves what changed since', async () => {
    await person('ada@example.com');
    await group('Köln');
    const importId = await preview(
      [
        'ada@example.com,,Ada,King,Köln',
        'plain@example.com,,New,Plain,Köln',
        'enrolled@example.com,,New,Enrolled,',
        'edited@example.com,,New,Edited,',
        'promoted@example.com,,New,Promoted,',
      ].join('\n'),
    );
    await applyAll(importId);
    const change = async (login: string, data: object) =>
      getDb().user.updateMany({ where: { tenantId: tenant.id, login }, data });
    await change('enrolled@example.com', { enrolledAt: new Date() });
    await change('edited@example.com', { lastName: 'Else' });
    await change('promoted@example.com', { role: 'SUPPORT' });
    expect(await previewUndo(admin, importId)).toMatchObject({
      deleteCount: 1,
      restoreCount: 1,
      keepCount: 3,
      kept: [{ line: 4 }, { line: 5 }, { line: 6 }],
    });
    await undoAll(importId);
    expect(await getDb().user.findFirst({ where: { login: 'plain@example.com' } })).toBeNull();
    const ada = await getDb().user.findFirstOrThrow({ where: { login: 'ada@example.com' } });
    expect(ada.lastName).toBe('Lovelace');
    expect(await groupsOf('ada@example.com')).toEqual([]);
    expect(await getDb().user.count()).toBe(4);
    const rows = await getDb().userImportLine.findMany({ orderBy: { line: 'asc' } });
    expect(rows.map(({ undoProblem }) => undoProblem)).toEqual([
      null,
      null,
      'imports.enrolled_since',
      'imports.changed_after_import',
      'imports.changed_after_import',
    ]);
    expect((await actions()).slice(-3)).toEqual(['user.edited', 'user.deleted', 'import.undone']);
    expect((await getImport(admin, importId)).status).toBe('UNDONE');
    const again = applyImportStep(admin, importId);
    await expect(again).rejects.toMatchObject({ code: 'imports.not_previewed' });
  });

  it('G2: grants no role, and changes nobody above the reader', async () => {
    await person('olivia@example.com', { role: 'OWNER' });
    const importId = await preview(
      'olivia@example.com,,Mallory,Owner,OWNER\nnew@example.com,,New,Person,OWNER\n',
      admin,
      'login,email,first name,last name,role\n',
    );
    expect(await outcomes(importId)).toEqual([
      [2, 'REFUSED'],
      [3, 'CREATE'],
    ]);
    expect((await getImport(admin, importId)).ignoredColumns).toEqual(['role']);
    await applyAll(importId);
    const created = await getDb().user.findFirstOrThrow({ where: { login: 'new@example.com' } });
    expect(created.role).toBe('NONE');
    const byOwner = await preview('olivia@example.com,,Olivia,New,', buildPersonActor(tenant.id));
    await applyAll(byOwner);
    const [line] = await getDb().userImportLine.findMany({ where: { importId: byOwner } });
    expect(line).toMatchObject({ progress: 'SKIPPED', applyProblem: 'users.higher_role' });
  });

  it.each(['SUPPORT', 'AUDITOR', 'NONE'] as const)('G2: lets %s import nothing', async (role) => {
    const importId = await preview('new@example.com,,New,Person,');
    const actor = buildPersonActor(tenant.id, { role, userId: randomUUID() });
    const forbidden = { code: 'request.forbidden' };
    await expect(preview('x@example.com,,X,Y,', actor)).rejects.toMatchObject(forbidden);
    await expect(applyImportStep(actor, importId)).rejects.toMatchObject(forbidden);
    await expect(undoImportStep(actor, importId)).rejects.toMatchObject(forbidden);
    await expect(previewUndo(actor, importId)).rejects.toMatchObject(forbidden);
    await expect(discardImport(actor, importId)).rejects.toMatchObject(forbidden);
    await expect(getImport(actor, importId)).rejects.toMatchObject(forbidden);
    await expect(listImportLines(actor, importId, every)).rejects.toMatchObject(forbidden);
    await expect(listImports(actor, null)).rejects.toMatchObject(forbidden);
    await expect(writeRefusedLines(actor, importId)).rejects.toMatchObject(forbidden);
    await expect(listUninvited(actor, { importId, after: 0 })).rejects.toMatchObject(forbidden);
  });

  it('G1: shows and applies nothing of another tenant', async () => {
    const importId = await preview('new@example.com,,New,Person,');
    const stranger = buildPersonActor((await buildTenant(getDb())).id);
    const notFound = { code: 'imports.not_found' };
    await expect(getImport(stranger, importId)).rejects.toMatchObject(notFound);
    await expect(applyImportStep(stranger, importId)).rejects.toMatchObject(notFound);
    await expect(undoImportStep(stranger, importId)).rejects.toMatchObject(notFound);
    await expect(previewUndo(stranger, importId)).rejects.toMatchObject(notFound);
    await expect(discardImport(stranger, importId)).rejects.toMatchObject(notFound);
    await expect(writeRefusedLines(stranger, importId)).rejects.toMatchObject(notFound);
    expect((await listImportLines(stranger, importId, every)).lines).toEqual([]);
    expect((await listImports(stranger, null)).imports).toEqual([]);
    await applyAll(importId);
    const uninvited = listUninvited(stranger, { importId, after: 0 });
    await expect(uninvited).rejects.toMatchObject(notFound);
  });

  it('G1: compares with people and groups of the own tenant only', async () => {
    const other = await buildTenant(getDb());
    await buildUser(getDb(), other.id, { login: 'ada@example.com' });
    await getDb().group.create({ data: { tenantId: other.id, name: 'X', nameKey: 'x' } });
    const importId = await preview('ada@example.com,,A,B,\neve@example.com,,A,B,X\n');
    expect(await outcomes(importId)).toEqual([
      [2, 'CREATE'],
      [3, 'CREATE'],
    ]);
    const { newGroups } = await getImport(admin, importId);
    expect(newGroups).toEqual([{ name: 'X', state: 'planned', groupId: null }]);
  });

  it('throws a preview away, and lists the rest newest first', async () => {
    const first = await preview('a@example.com,,A,B,');
    const second = await preview('b@example.com,,A,B,');
    await discardImport(admin, first);
    expect((await listImports(admin, null)).imports.map(({ id }) => id)).toEqual([second]);
    expect(await getDb().userImportLine.count()).toBe(1);
  });
});
