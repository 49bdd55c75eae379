import { beforeEach, expect, it } from 'vitest';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { restoreSpelling, takeOverSpelling } from './change-spelling';
import { countSpelling, getAlignmentPage } from './get-alignment';
import { waitForAlignments } from './running-alignments';
import { startCsvAlignment } from './start-csv-alignment';

const spelling = { kind: 'SPELLING', q: '', after: null } as const;

describeOnBothDatabases('taking over how Okta spells logins', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
  });

  const person = (values: Parameters<typeof buildPersonActor>[1] = {}) =>
    buildPersonActor(tenant.id, { role: 'OWNER', ...values });
  const here = (login: string, values = {}) => buildUser(getDb(), tenant.id, { login, ...values });
  const compare = async (...logins: string[]) => {
    const bytes = new TextEncoder().encode(['login', ...logins].join('\n'));
    const { alignmentId } = await startCsvAlignment(person(), { name: 'okta.csv', bytes });
    await waitForAlignments();
    return alignmentId;
  };
  const loginsHere = async () => {
    const users = await getDb().user.findMany({ where: { tenantId: tenant.id } });
    return users.map(({ login }) => login).sort();
  };
  const linesOf = async (id: string) => {
    const { rows } = await getAlignmentPage(person(), id, spelling);
    return rows.map(({ ourLogin, spelling: line }) => [ourLogin, line]);
  };

  it('shows what would become of each before, and takes the spelling over and back', async () => {
    const ada = await here('Ada@acme.example');
    await here('bo+test@acme.example');
    const id = await compare('ada@acme.example', 'bo@acme.example');
    expect(await linesOf(id)).toEqual([
      ['Ada@acme.example', { state: 'READY' }],
      ['bo+test@acme.example', { state: 'READY' }],
    ]);
    const input = { alignmentId: id, position: 0 };
    const step = await takeOverSpelling(person(), input);
    expect(step).toMatchObject({ changed: 2, looked: 2, isDone: true });
    expect(await loginsHere()).toEqual(['ada@acme.example', 'bo@acme.example']);
    expect(await countSpelling(person(), id)).toEqual({ takenOver: 2, different: 0 });
    const events = await getDb().auditEvent.findMany({
      where: { tenantId: tenant.id, targetId: ada.id, action: 'user.login_changed' },
    });
    expect(events).toHaveLength(1);

    expect(await restoreSpelling(person(), input)).toMatchObject({ changed: 2, isDone: true });
    expect(await loginsHere()).toEqual(['Ada@acme.example', 'bo+test@acme.example']);
    expect(await countSpelling(person(), id)).toEqual({ takenOver: 0, different: 2 });
  });

  it('leaves whoever changed, whose login is taken or suspicious, and says why', async () => {
    await here('changed+x@acme.example');
    await here('taken+x@acme.example');
    await here('taken@acme.example');
    await here('paypa1@acme.example');
    await here('paypal+x@acme.example');
    const id = await compare(
      ...['changed@acme.example', 'taken@acme.example', 'paypal@acme.example'],
    );
    await getDb().user.updateMany({
      where: { login: 'changed+x@acme.example' },
      data: { login: 'other@acme.example', loginKey: 'other@acme.example' },
    });
    const step = await takeOverSpelling(person(), { alignmentId: id, position: 0 });
    expect(step).toMatchObject({ changed: 0, looked: 3, isDone: true });
    expect(Object.fromEntries(await linesOf(id))).toMatchObject({
      'changed+x@acme.example': { state: 'LEFT', problem: expect.stringContaining('changed') },
      'taken+x@acme.example': { state: 'LEFT' },
      'paypal+x@acme.example': { state: 'LEFT', problem: expect.stringContaining('looks like') },
    });
  });

  it('does not put back a login that was changed again since', async () => {
    await here('Ada@acme.example');
    const id = await compare('ada@acme.example');
    const input = { alignmentId: id, position: 0 };
    await takeOverSpelling(person(), input);
    await getDb().user.updateMany({
      where: { login: 'ada@acme.example' },
      data: { login: 'ada.l@acme.example', loginKey: 'ada.l@acme.example' },
    });
    expect(await restoreSpelling(person(), input)).toMatchObject({ changed: 0, isDone: true });
    expect(await linesOf(id)).toMatchObject([[expect.anything(), { state: 'TAKEN_OVER' }]]);
  });

  it('ends the sessions of whoever gets a new login, fifty people a step', async () => {
    const logins = Array.from({ length: 52 }, (_, n) => `P${String(1000 + n)}@acme.example`);
    for (const login of logins) await here(login);
    const id = await compare(...logins.map((login) => login.toLowerCase()));
    const first = await takeOverSpelling(person(), { alignmentId: id, position: 0 });
    expect(first).toMatchObject({ changed: 50, isDone: false });
    const second = await takeOverSpelling(person(), { alignmentId: id, position: first.position });
    expect(second).toMatchObject({ changed: 2, isDone: true });
  });

  it('G1, G2: asks for the passkey, for the permission, and for the tenant', async () => {
    await here('Ada@acme.example', { role: 'OWNER' });
    const id = await compare('ada@acme.example');
    const input = { alignmentId: id, position: 0 };
    await expect(
      takeOverSpelling(person({ authenticatedAt: new Date(0) }), input),
    ).rejects.toMatchObject({ code: 'auth.reauthentication_required' });
    await expect(takeOverSpelling(person({ role: 'SUPPORT' }), input)).rejects.toMatchObject({
      code: 'request.forbidden',
    });
    const stranger = buildPersonActor((await buildTenant(getDb())).id);
    await expect(takeOverSpelling(stranger, input)).rejects.toMatchObject({
      code: 'alignment.not_found',
    });
    // An admin does not act on an owner.
    const step = await takeOverSpelling(person({ role: 'ADMIN' }), input);
    expect(step).toMatchObject({ changed: 0, looked: 1 });
    expect(await loginsHere()).toContain('Ada@acme.example');
  });
});
