import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordAudit } from '@/lib/audit/record-audit';
import { verifyExport } from '@/lib/audit/verify-export';
import { Actor } from '@/lib/auth/actor';
import { roles } from '@/lib/auth/permissions';
import { auditLogQuerySchema } from '@/lib/schemas/audit-log';
import { auditRetentionSchema } from '@/lib/schemas/audit-retention';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { applyRetention } from './apply-retention';
import { exportEvents } from './export-events';
import { getEvent } from './get-event';
import { getRetention, previewRetention } from './get-retention';
import { listEvents, tailEvents } from './list-events';
import { setRetention } from './set-retention';
import { verifyAuditChain } from './verify-audit-chain';

const everything = auditLogQuerySchema.parse({});

describeOnBothDatabases('reports', (getDb) => {
  async function arrange(count = 6) {
    const { id: tenantId } = await buildTenant(getDb());
    const ada = await buildUser(getDb(), tenantId, { login: 'Ada@example.com' });
    const owner = buildPersonActor(tenantId);
    for (let place = 1; place <= count; place += 1) {
      await recordAudit(
        getDb(),
        owner,
        place % 2 === 0 ? 'user.edited' : 'user.created',
        {
          type: 'user',
          id: place === 3 ? ada.id : `u-${place}`,
          label: `=cmd|' /C calc'!A${place}`,
        },
        { lastName: { before: 'Byron', after: `Lovelace ${place}` }, admin: { after: false } },
      );
    }
    return { tenantId, owner, ada };
  }

  const events = (tenantId: TenantId) =>
    getDb().auditEvent.findMany({ where: { tenantId }, orderBy: { sequence: 'asc' } });

  async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
    let text = '';
    for await (const piece of pieces) text += piece;
    return text;
  }

  async function verifyFile(text: string) {
    const path = join(await mkdtemp(join(tmpdir(), 'adminx-export-')), 'events.jsonl');
    await writeFile(path, text);
    let said = '';
    const code = await verifyExport(path, (more) => (said += more));
    return { code, said };
  }

  it('lists events newest first, with what they are filtered by', async () => {
    const { owner, ada } = await arrange();
    const page = await listEvents(owner, { ...everything, person: 'ADA@EXAMPLE.COM' });
    expect(page).toMatchObject({ personLabel: 'Ada@example.com', next: null, last: 6 });
    expect(page.events.map(({ sequence }) => sequence)).toEqual([3]);
    expect((await listEvents(owner, { ...everything, person: ada.id })).events).toHaveLength(1);
    const edited = await listEvents(owner, { ...everything, action: 'user.edited', before: 6 });
    expect(edited.events.map(({ sequence }) => sequence)).toEqual([4, 2]);
    expect((await listEvents(owner, { ...everything, kind: 'sign_in' })).events).toEqual([]);
    expect((await listEvents(owner, { ...everything, person: 'nobody@x.org' })).events).toEqual([]);
  });

  it('tells the live tail what came after a place, each event once', async () => {
    const { tenantId, owner } = await arrange();
    const first = await tailEvents(owner, { ...everything, after: 4 });
    expect(first.events.map(({ sequence }) => sequence)).toEqual([5, 6]);
    expect(await tailEvents(owner, { ...everything, after: first.last })).toEqual({
      events: [],
      last: 6,
    });
    const target = { type: 'user', id: 'x', label: 'x' };
    await recordAudit(getDb(), buildPersonActor(tenantId), 'user.deleted', target);
    const onlyEdits = { ...everything, action: 'user.edited' as const, after: 6 };
    expect(await tailEvents(owner, onlyEdits)).toEqual({ events: [], last: 7 });
  });

  it('shows everything of an event, with before and after', async () => {
    const { tenantId, owner } = await arrange();
    const [, second, third] = await events(tenantId);
    const event = await getEvent(owner, second?.id ?? '');
    expect(event).toMatchObject({
      sequence: 2,
      isGenuine: true,
      newerId: third?.id,
      changes: [
        { field: 'admin', before: null, after: 'no' },
        { field: 'lastName', before: 'Byron', after: 'Lovelace 2' },
      ],
    });
    await getDb().auditEvent.updateMany({ where: { sequence: 2n }, data: { actorLabel: 'eve' } });
    expect(await getEvent(owner, second?.id ?? '')).toMatchObject({ isGenuine: false });
  });

  it('verifies the chain, and writes down that it did', async () => {
    const { tenantId, owner } = await arrange();
    const steps: [number, number][] = [];
    const onProgress = (...step: [number, number]) => void steps.push(step);
    expect(await verifyAuditChain(owner, { onProgress })).toMatchObject({
      isWhole: true,
      checked: 6,
    });
    expect(steps).toEqual([[6, 6]]);
    expect((await events(tenantId)).at(-1)).toMatchObject({
      action: 'audit.verified',
      changes: { result: { after: 'whole' }, eventsChecked: { after: 6 } },
    });
    const system = Actor.system(tenantId, 'verify');
    expect(await verifyAuditChain(system)).toMatchObject({ isWhole: true, checked: 7 });
  });

  it.each([
    ['changed', { data: { reason: 'forged' } }, [['changed', '3']]],
    ['removed in the middle', 'delete 3', [['missing', '3']]],
    ['removed at the beginning', 'delete 1', [['missing', '1']]],
    ['removed at the end', 'delete 6', [['missing', '6']]],
    ['put in after the end', { place: 7n }, [['inserted', '7']]],
    ['put in without a place', { place: null }, [['inserted', null]]],
  ] as const)('finds a row that was %s', async (_name, how, expected) => {
    const { tenantId, owner } = await arrange();
    if (typeof how === 'string') {
      await getDb().auditEvent.deleteMany({ where: { sequence: BigInt(how.slice(-1)) } });
    } else if ('data' in how) {
      await getDb().auditEvent.updateMany({ where: { sequence: 3n }, data: how.data });
    } else {
      const [row] = await events(tenantId);
      if (!row) throw new Error('There is no event');
      const copy = { ...row, id: randomUUID(), changes: {}, sequence: how.place };
      await getDb().auditEvent.create({ data: copy });
    }
    const { problems } = await verifyAuditChain(owner);
    expect(problems.map(({ kind, sequence }) => [kind, sequence])).toEqual(expected);
  });

  it('exports a file that anybody can verify, and that shows every change to it', async () => {
    const { owner } = await arrange();
    const file = await exportEvents(owner, { filter: everything, format: 'jsonl' });
    const text = await textOf(file.pieces);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(8);
    expect(await verifyFile(text)).toMatchObject({ code: 0 });
    expect(await verifyFile(text.replace('Lovelace 3', 'Lovelace 9'))).toMatchObject({ code: 1 });
    for (const gone of [1, 4, 6, 7]) {
      const cut = lines.filter((_, index) => index !== gone).join('\n');
      expect(await verifyFile(cut)).toMatchObject({ code: 1 });
    }
    expect(await verifyFile('{"any":"thing"}')).toMatchObject({ code: 2 });
  });

  it('exports what a filter lets through, still verifiable event by event', async () => {
    const { tenantId, owner } = await arrange();
    const filter = { ...everything, action: 'user.edited' as const };
    const text = await textOf((await exportEvents(owner, { filter, format: 'jsonl' })).pieces);
    expect(text.trimEnd().split('\n')).toHaveLength(5);
    expect(await verifyFile(text)).toMatchObject({ code: 0 });
    expect(await verifyFile(text.replace('Lovelace 4', 'Lovelace 9'))).toMatchObject({ code: 1 });
    expect((await events(tenantId)).at(-1)).toMatchObject({
      action: 'audit.exported',
      changes: {
        format: { after: 'jsonl' },
        filter: { after: ['action=user.edited'] },
        events: { after: 3 },
      },
    });
  });

  it('G11: exports CSV in which no cell begins a formula', async () => {
    const { owner } = await arrange();
    const file = await exportEvents(owner, { filter: everything, format: 'csv' });
    const text = await textOf(file.pieces);
    expect(text).toContain(`'=cmd|' /C calc'!A1`);
    expect(text).not.toMatch(/(?:^|,|\n)"?[=+\-@\t\r]/u);
    expect(text.split('\n').filter((line) => line !== '')).toHaveLength(7);
  });

  it('removes what is older than the retention, from the beginning only, and still verifies', async () => {
    const { tenantId, owner } = await arrange();
    const old = new Date(Date.now() - 40 * 24 * 3600 * 1000);
    const now = new Date();
    await setRetention(owner, { days: 30 });
    expect(await applyRetention(Actor.system(tenantId, 'retention'), now)).toBe(0);
    const later = new Date(now.getTime() + (now.getTime() - old.getTime()));
    const counts = await getDb().auditDailyCount.aggregate({ _sum: { count: true } });
    expect(await applyRetention(Actor.system(tenantId, 'retention'), later)).toBe(7);
    expect(await events(tenantId)).toMatchObject([{ action: 'audit.retention_applied' }]);
    expect(await verifyAuditChain(owner)).toMatchObject({ isWhole: true, from: '8', removed: '7' });
    const after = await getDb().auditDailyCount.aggregate({ _sum: { count: true } });
    expect(after._sum.count).toBe((counts._sum.count ?? 0) + 2);
    const text = await textOf(
      (await exportEvents(owner, { filter: everything, format: 'jsonl' })).pieces,
    );
    expect(await verifyFile(text)).toMatchObject({ code: 0 });
    expect(await getRetention(owner)).toMatchObject({ days: 30, removed: 7 });
  });

  it('says how many events a retention would remove before it is set', async () => {
    const { tenantId, owner } = await arrange();
    expect(await previewRetention(owner, { days: 30 })).toEqual({ events: 0, kept: 6 });
    await getDb().auditEvent.updateMany({
      where: { tenantId, sequence: { lte: 4n } },
      data: { occurredAt: new Date(Date.now() - 50 * 24 * 3600 * 1000) },
    });
    expect(await previewRetention(owner, { days: 30 })).toEqual({ events: 4, kept: 2 });
    expect(await previewRetention(owner, { days: null })).toEqual({ events: 0, kept: 6 });
    expect(auditRetentionSchema.safeParse({ days: 29 }).success).toBe(false);
  });

  it('G1: gives nothing of another tenant', async () => {
    const { tenantId } = await arrange();
    const other = await arrange(1);
    const [event] = await events(tenantId);
    await expect(getEvent(other.owner, event?.id ?? '')).rejects.toMatchObject({
      code: 'request.not_found',
    });
    expect((await listEvents(other.owner, everything)).events).toHaveLength(1);
    expect((await tailEvents(other.owner, { ...everything, after: 0 })).events).toHaveLength(1);
    expect(await verifyAuditChain(other.owner)).toMatchObject({ checked: 1 });
    const file = await exportEvents(other.owner, { filter: everything, format: 'jsonl' });
    expect(await textOf(file.pieces)).not.toContain(tenantId);
  });

  it('G3: lets each role do what its permissions say, and nothing more', async () => {
    const { tenantId } = await arrange(1);
    const may = async (work: Promise<unknown>) =>
      work.then(
        () => true,
        (error: unknown) => (error as { code: string }).code !== 'request.forbidden',
      );
    const allowed: Record<string, string> = {};
    for (const role of roles) {
      const actor = buildPersonActor(tenantId, { role });
      const can = [
        ['list', await may(listEvents(actor, everything))],
        ['tail', await may(tailEvents(actor, { ...everything, after: 0 }))],
        ['detail', await may(getEvent(actor, '0'))],
        ['export', await may(exportEvents(actor, { filter: everything, format: 'csv' }))],
        ['verify', await may(verifyAuditChain(actor))],
        ['retention', await may(setRetention(actor, { days: 30 }))],
        ['preview', await may(previewRetention(actor, { days: 30 }))],
      ] as const;
      allowed[role] = can.flatMap(([name, is]) => (is ? [name] : [])).join(' ');
    }
    expect(allowed).toEqual({
      OWNER: 'list tail detail export verify retention preview',
      ADMIN: 'list tail detail export verify',
      SUPPORT: 'list tail detail',
      AUDITOR: 'list tail detail export verify',
      NONE: '',
    });
    await expect(applyRetention(buildPersonActor(tenantId), new Date())).rejects.toMatchObject({
      code: 'request.forbidden',
    });
  });

  it('wants the passkey again before retention is changed', async () => {
    const { tenantId } = await arrange(1);
    const tired = buildPersonActor(tenantId, { authenticatedAt: new Date(Date.now() - 400_000) });
    await expect(setRetention(tired, { days: 30 })).rejects.toMatchObject({
      code: 'auth.reauthentication_required',
    });
  });
});
