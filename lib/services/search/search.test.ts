import { beforeEach, expect, it } from 'vitest';
import {
  buildAnonymousActor,
  buildApplication,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { searchEverything } from './search-everything';

const coded = (code: string) => expect.objectContaining({ code }) as Error;

describeOnBothDatabases('the search of the command menu', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;

  const person = async (tenantId: typeof tenant.id, firstName: string, login: string) =>
    (await buildUser(getDb(), tenantId, { firstName, login })).id;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
  });

  it('finds people, groups and applications of the tenant', async () => {
    const id = await person(tenant.id, 'Zoë', 'zoe@example.com');
    const { id: applicationId } = await buildApplication(getDb(), tenant.id, { name: 'Zoetrope' });
    const group = await getDb().group.create({
      data: { tenantId: tenant.id, name: 'Zoë’s team', nameKey: 'zoes team' },
    });
    const actor = buildPersonActor(tenant.id, { role: 'SUPPORT' });
    expect(await searchEverything(actor, 'zoe')).toEqual({
      people: [{ id, title: 'Zoë Lovelace', detail: 'zoe@example.com' }],
      groups: [],
      applications: [{ id: applicationId, title: 'Zoetrope', detail: '' }],
    });
    expect((await searchEverything(actor, 'team')).groups).toMatchObject([{ id: group.id }]);
  });

  it('takes what was typed for words, not for patterns or operators', async () => {
    await person(tenant.id, 'Ada', 'ada@example.com');
    await buildApplication(getDb(), tenant.id, { name: 'Payroll' });
    const actor = buildPersonActor(tenant.id);
    for (const text of ['%%', '__', '!!', '& |', "' OR 1=1 --", 'ada | x', '\\']) {
      expect(await searchEverything(actor, text)).toEqual({
        people: [],
        groups: [],
        applications: [],
      });
    }
  });

  it('G1: finds nothing of another tenant', async () => {
    const other = await buildTenant(getDb());
    await person(other.id, 'Ada', 'ada@example.com');
    await buildApplication(getDb(), other.id, { name: 'Ada' });
    await getDb().group.create({ data: { tenantId: other.id, name: 'Ada', nameKey: 'ada' } });
    const found = await searchEverything(buildPersonActor(tenant.id, { role: 'OWNER' }), 'ada');
    expect(found).toEqual({ people: [], groups: [], applications: [] });
  });

  it('G2: shows a person without a role nothing, and refuses a signed-out browser', async () => {
    await person(tenant.id, 'Ada', 'ada@example.com');
    const nobody = buildPersonActor(tenant.id, { role: 'NONE' });
    expect(await searchEverything(nobody, 'ada')).toEqual({
      people: [],
      groups: [],
      applications: [],
    });
    await expect(searchEverything(buildAnonymousActor(tenant.id), 'ada')).rejects.toThrow(
      coded('auth.sign_in_required'),
    );
  });
});
