import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { findableForms } from '@/lib/db/users';
import { userListQuerySchema } from '@/lib/schemas/user-lists';
import { toGroupKey } from '@/lib/shared/group-key';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { exportUsers } from './export-users';
import { getImport } from './get-import';
import { previewImport } from './preview-import';

const everybody = userListQuerySchema.parse({});

describeOnBothDatabases('the export of people', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let owner: Actor;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    owner = buildPersonActor(tenant.id);
  });

  async function person(login: string, firstName = 'Ada', lastName = 'Lovelace') {
    const forms = findableForms({ login, email: login, firstName, lastName });
    return buildUser(getDb(), tenant.id, { login, firstName, lastName, ...forms });
  }

  async function put(userId: string, names: readonly string[]): Promise<void> {
    for (const name of names) {
      const nameKey = toGroupKey(name);
      const data = { tenantId: tenant.id, name, nameKey };
      const where = { tenantId_nameKey: { tenantId: tenant.id, nameKey } };
      const { id: groupId } = await getDb().group.upsert({ where, create: data, update: {} });
      await getDb().groupMember.create({ data: { tenantId: tenant.id, groupId, userId } });
    }
  }

  async function read(actor = owner, filter = everybody): Promise<string> {
    let text = '';
    for await (const piece of await exportUsers(actor, filter)) text += piece;
    return text;
  }

  it('G11: writes nothing a spreadsheet takes for a formula, and imports again unchanged', async () => {
    const oddities = ['=1+1', '+49', '-cmd', '@SUM(A1)', "'=1", "'t Hooft", 'a "b", c;d', '山田'];
    for (const [index, name] of oddities.entries()) {
      await person(`p${String(index)}@example.com`, name, name);
    }
    const { id } = await person('-dash@example.com', 'Zsófia', 'Kővári');
    await put(id, ['=cmd', 'Köln', "'+x"]);
    const text = await read();
    for (const cell of text.replaceAll('""', '').matchAll(/(?:^|,|\r\n|; )"?([=+\-@])/gu)) {
      expect.unreachable(`A cell begins with ${String(cell[1])}`);
    }
    const bytes = new TextEncoder().encode(text);
    const { importId } = await previewImport(owner, { name: 'people.csv', bytes });
    expect(await getImport(owner, importId)).toMatchObject({
      sameCount: oddities.length + 1,
      createCount: 0,
      updateCount: 0,
      refusedCount: 0,
      ignoredColumns: ['role', 'state', 'last sign-in', 'created'],
    });
  });

  it('writes more people than are read at once, each of them once', async () => {
    const names = Array.from(
      { length: 1100 },
      (_, i) => `p${String(i).padStart(4, '0')}@example.com`,
    );
    await getDb().user.createMany({
      data: names.map((login) => ({
        ...{ tenantId: tenant.id, login, loginKey: login, email: login },
        ...{ firstName: 'P', lastName: 'Q', userHandle: new TextEncoder().encode(login) },
      })),
    });
    const lines = (await read()).trim().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',')[0])).toEqual(names);
  });

  it('keeps to the filters of the list, and is audited with them', async () => {
    await person('ada@example.com');
    await person('grace@example.com', 'Grace', 'Hopper');
    const text = await read(owner, userListQuerySchema.parse({ q: 'hop' }));
    expect(text).toContain('grace@example.com');
    expect(text).not.toContain('ada@example.com');
    const [event] = await getDb().auditEvent.findMany();
    expect(event).toMatchObject({
      action: 'users.exported',
      changes: { search: { after: 'hop' } },
    });
  });

  it('keeps to one group', async () => {
    const ada = await person('ada@example.com');
    const grace = await person('grace@example.com', 'Grace', 'Hopper');
    await put(ada.id, ['Köln']);
    await put(grace.id, ['Bonn']);
    const { id } = await getDb().group.findFirstOrThrow({ where: { name: 'Bonn' } });
    const text = await read(owner, userListQuerySchema.parse({ group: id }));
    expect(text).toContain('grace@example.com');
    expect(text).not.toContain('ada@example.com');
  });

  it.each(['SUPPORT', 'NONE'] as const)('G2: gives %s nothing', async (role) => {
    const actor = buildPersonActor(tenant.id, { role });
    await expect(read(actor)).rejects.toMatchObject({ code: 'request.forbidden' });
  });

  it('G1: gives nobody of another tenant', async () => {
    await person('ada@example.com');
    const stranger = buildPersonActor((await buildTenant(getDb())).id);
    expect((await read(stranger)).trim().split('\r\n')).toHaveLength(1);
  });
});
