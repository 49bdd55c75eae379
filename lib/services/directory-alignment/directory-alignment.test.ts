import { beforeEach, expect, it } from 'vitest';
import type { AlignmentKind } from '@/lib/schemas/alignment';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { cancelAlignment } from './cancel-alignment';
import { exportAlignment, writeImportFile } from './export-alignment';
import { getAlignment, getAlignmentPage, listAlignments } from './get-alignment';
import { stopAlignments, waitForAlignments } from './running-alignments';
import { startCsvAlignment } from './start-csv-alignment';
import { toStaged } from './to-staged';

const everybody = { kind: null, q: '', after: null } as const;

describeOnBothDatabases('alignment with Okta', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
  });

  const person = (role: 'OWNER' | 'SUPPORT' | 'AUDITOR' = 'OWNER') =>
    buildPersonActor(tenant.id, { role });
  const start = (text: string) =>
    startCsvAlignment(person(), { name: 'okta.csv', bytes: new TextEncoder().encode(text) });
  const compare = async (text: string) => {
    const { alignmentId } = await start(text);
    await waitForAlignments();
    return alignmentId;
  };
  const findingsOf = async (id: string): Promise<Record<string, AlignmentKind>> => {
    const { rows } = await getAlignmentPage(person(), id, everybody);
    return Object.fromEntries(rows.map((row) => [row.ourLogin || row.oktaLogin, row.kind]));
  };
  const collect = async (pieces: AsyncGenerator<string>) => {
    let text = '';
    for await (const piece of pieces) text += piece;
    return text;
  };

  it('tells every way in which two people can differ', async () => {
    const people = [
      ['same@acme.example'],
      ['Case@acme.example'],
      ['plus+okta@acme.example'],
      ['mail.only@acme.example', 'mail@acme.example'],
      ['asleep@acme.example'],
      ['left@acme.example'],
      ['elsewhere@acme.example'],
      ['missing@acme.example'],
    ] as const;
    for (const [login, email = login] of people) {
      await buildUser(getDb(), tenant.id, { login, email });
    }
    const id = await compare(
      [
        'Okta username,Primary email,First name,Last name,Okta user status,Provider',
        'same@acme.example,same@acme.example,S,A,Active,OKTA',
        'case@acme.example,case@acme.example,C,A,Active,OKTA',
        'plus@acme.example,plus@acme.example,P,A,Active,OKTA',
        'm.only@acme.example,MAIL@acme.example,M,A,Active,OKTA',
        'asleep@acme.example,asleep@acme.example,A,A,Suspended,OKTA',
        'left@acme.example,left@acme.example,L,A,Deactivated,OKTA',
        'elsewhere@acme.example,elsewhere@acme.example,E,A,Active,Federation',
        'new@acme.example,new@acme.example,N,A,Active,OKTA',
        'gone@acme.example,gone@acme.example,G,A,Deactivated,OKTA',
        ',nobody@acme.example,N,N,Active,OKTA',
        '',
      ].join('\r\n'),
    );
    expect(await findingsOf(id)).toEqual({
      'same@acme.example': 'EXACT',
      'Case@acme.example': 'SPELLING',
      'plus+okta@acme.example': 'SPELLING',
      'mail.only@acme.example': 'EMAIL_ONLY',
      'asleep@acme.example': 'INACTIVE',
      'left@acme.example': 'INACTIVE',
      'elsewhere@acme.example': 'ELSEWHERE',
      'missing@acme.example': 'MISSING',
      'new@acme.example': 'ONLY_IN_OKTA',
    });
    expect(await getAlignment(person(), id)).toMatchObject({
      status: 'READY',
      oktaCount: 9,
      ourCount: 8,
      skippedCount: 1,
      counts: { EXACT: 1, SPELLING: 2, INACTIVE: 2, ONLY_IN_OKTA: 1 },
    });
    expect(await getDb().alignmentPerson.count()).toBe(0);
  });

  it('pages through a report, by finding and by the beginning of a login', async () => {
    const lines = Array.from(
      { length: 120 },
      (_, index) => `p${String(1000 + index)}@acme.example`,
    );
    const id = await compare(['login', ...lines].join('\n'));
    const first = await getAlignmentPage(person(), id, { ...everybody, kind: 'ONLY_IN_OKTA' });
    expect(first.rows).toHaveLength(50);
    const second = await getAlignmentPage(person(), id, { ...everybody, after: first.next });
    const third = await getAlignmentPage(person(), id, { ...everybody, after: second.next });
    expect(third).toMatchObject({ next: null, rows: { length: 20 } });
    const found = await getAlignmentPage(person(), id, { ...everybody, q: 'P1007' });
    expect(found.rows.map(({ oktaLogin }) => oktaLogin)).toEqual(['p1007@acme.example']);
  });

  it.each([
    ['name\nada', 'alignment.no_login_column', 'no column for the login'],
    ['login\n', 'alignment.file_empty', 'names nobody'],
    ['login\n"ada', 'alignment.file_broken', 'cannot be read as CSV'],
    ['', 'alignment.file_empty', 'names nobody'],
  ])('says what is wrong with the file %j', async (text, _code, sentence) => {
    const run = await getAlignment(person(), await compare(text));
    expect(run.status).toBe('FAILED');
    expect(run.problem).toContain(sentence);
  });

  it('G11: exports nothing a spreadsheet would run, and imports it back as it was', async () => {
    const evil = '=cmd|calc@acme.example';
    const id = await compare(`login,email,first name,last name\n${evil},${evil},+1+1,@SUM(A1)`);
    const text = await collect(await exportAlignment(person(), { alignmentId: id, kind: null }));
    for (const cell of text.split(/[\r\n,]+/u)) expect(cell).not.toMatch(/^"?[=+\-@\t]/u);
    expect(text).toContain(`'${evil}`);
    const file = new TextDecoder().decode(await writeImportFile(person(), id));
    expect(file).toContain(`'${evil},'${evil},'+1+1,'@SUM(A1)`);
  });

  it('imports who is missing still, so that asking again goes on where an import ended', async () => {
    const id = await compare(
      'login,email\nzoe@acme.example,z@x.example\nyan@acme.example,y@x.example',
    );
    await buildUser(getDb(), tenant.id, { login: 'Zoe@acme.example' });
    const file = new TextDecoder().decode(await writeImportFile(person(), id));
    expect(file).toContain('yan@acme.example');
    expect(file).not.toContain('zoe@acme.example');
    await buildUser(getDb(), tenant.id, { login: 'yan@acme.example' });
    await expect(writeImportFile(person(), id)).rejects.toMatchObject({
      code: 'alignment.nobody_to_import',
    });
  });

  it('F11: takes what cannot be stored out of what Okta says', () => {
    const person = {
      login: 'a\u0000da\ud800@acme.example',
      email: '',
      firstName: '',
      lastName: '',
    };
    const staged = toStaged({ ...person, status: 'Locked out', provider: '' });
    expect(staged).toMatchObject({ login: 'ada\ufffd@acme.example', status: 'LOCKED_OUT' });
    expect(staged.loginKey).toBe(staged.login);
  });

  it('lets one comparison work at a time, and ends one on request', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `p${String(index)}@acme.example`);
    const { alignmentId } = await start(['login', ...lines].join('\n'));
    await expect(start('login\nada')).rejects.toMatchObject({ code: 'alignment.busy' });
    await cancelAlignment(person(), alignmentId);
    await waitForAlignments();
    expect(await getAlignment(person(), alignmentId)).toMatchObject({ status: 'CANCELLED' });
    expect(await getDb().alignmentPerson.count()).toBe(0);
    expect(await getDb().alignmentRow.count()).toBe(0);
  });

  it('ends at its next step when the server stops', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `p${String(index)}@acme.example`);
    const { alignmentId } = await start(['login', ...lines].join('\n'));
    await stopAlignments();
    expect(await getAlignment(person(), alignmentId)).toMatchObject({ status: 'FAILED' });
  });

  it('F4: says so when the server was killed, and takes the token for alive', async () => {
    const { id } = await getDb().alignmentRun.create({
      data: {
        tenantId: tenant.id,
        source: 'TOKEN',
        status: 'READING',
        tokenStatus: 'IN_USE',
        orgUrl: 'https://acme.okta.com',
        createdById: tenant.id,
        createdByLogin: 'o@acme.example',
        leaseUntil: new Date(Date.now() - 1000),
      },
    });
    expect(await getAlignment(person(), id)).toMatchObject({
      status: 'INTERRUPTED',
      tokenStatus: 'ALIVE',
    });
    await expect(start('login\nada@acme.example')).resolves.toBeDefined();
    await waitForAlignments();
  });

  it('keeps ten comparisons', async () => {
    for (let turn = 0; turn < 12; turn += 1) await compare('login\nada@acme.example');
    expect(await listAlignments(person())).toHaveLength(10);
  });

  it('G1: belongs to its tenant', async () => {
    const id = await compare('login\nada@acme.example');
    const stranger = buildPersonActor((await buildTenant(getDb())).id);
    const missing = { code: 'alignment.not_found' };
    await expect(getAlignment(stranger, id)).rejects.toMatchObject(missing);
    await expect(cancelAlignment(stranger, id)).rejects.toMatchObject(missing);
    await expect(writeImportFile(stranger, id)).rejects.toMatchObject(missing);
    const query = { alignmentId: id, kind: null };
    await expect(exportAlignment(stranger, query)).rejects.toMatchObject(missing);
    expect((await getAlignmentPage(stranger, id, everybody)).rows).toEqual([]);
    expect(await listAlignments(stranger)).toEqual([]);
  });

  it('G2: is begun and exported only by whoever may', async () => {
    const refused = { code: 'request.forbidden' };
    const file = { name: 'a.csv', bytes: new Uint8Array() };
    await expect(startCsvAlignment(person('SUPPORT'), file)).rejects.toMatchObject(refused);
    await expect(
      exportAlignment(person('SUPPORT'), { alignmentId: tenant.id, kind: null }),
    ).rejects.toMatchObject(refused);
  });
});
