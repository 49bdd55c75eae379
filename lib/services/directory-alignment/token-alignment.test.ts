/** A comparison with a token, against the stand-in organisation. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startOktaSandbox, type OktaSandbox } from '@/e2e/okta-sandbox/start';
import { overrideConfigForTests } from '@/lib/config/config';
import { redirectLogForTests } from '@/lib/log/log';
import { buildApplication, buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { cancelAlignment } from './cancel-alignment';
import { getAlignment, getAlignmentPage } from './get-alignment';
import { waitForAlignments } from './running-alignments';
import { startTokenAlignment } from './start-token-alignment';

const domain = 'marlowfinch.example';
let sandbox: OktaSandbox;

beforeAll(async () => {
  sandbox = await startOktaSandbox({ port: 0 });
});

afterAll(() => sandbox.close());

describeOnEmbeddedDatabase('a comparison with a token', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let applicationId: string;
  const logged: string[] = [];

  beforeEach(async () => {
    sandbox.reset();
    logged.length = 0;
    overrideConfigForTests({ oktaSandboxUrl: sandbox.url, logLevel: 'info' });
    redirectLogForTests({ write: (line) => void logged.push(line) });
    tenant = await buildTenant(getDb());
    applicationId = (await buildApplication(getDb(), tenant.id)).id;
    await getDb().oktaConnection.create({
      data: {
        tenantId: tenant.id,
        applicationId,
        orgUrl: sandbox.url,
        idpName: '1Kosmos',
        setUpByHand: true,
      },
    });
  });

  afterEach(() => {
    overrideConfigForTests();
    redirectLogForTests();
  });

  const owner = () => buildPersonActor(tenant.id);
  const compare = async (token: string) => {
    const { alignmentId } = await startTokenAlignment(owner(), { applicationId, token });
    await waitForAlignments();
    return alignmentId;
  };

  it('F3: reads everybody, revokes the token, and stores it nowhere', async () => {
    for (const login of [`ruth.adeyemi@${domain}`, `KWAME.mensah@${domain}`, `x@${domain}`]) {
      await buildUser(getDb(), tenant.id, { login });
    }
    const token = sandbox.createToken({ ownerLogin: `tendai.okonjo-whitfield@${domain}` });
    const id = await compare(token);
    const run = await getAlignment(owner(), id);
    expect(run).toMatchObject({ status: 'READY', tokenStatus: 'REVOKED', oktaCount: 11 });
    expect(run.counts).toEqual({ EXACT: 1, INACTIVE: 1, MISSING: 1, ONLY_IN_OKTA: 8 });
    expect(sandbox.tokens()).toEqual([]);
    const { rows } = await getAlignmentPage(owner(), id, { kind: null, q: '', after: null });
    expect(rows).toHaveLength(11);
    const stored = await getDb().alignmentRun.findMany();
    const events = await getDb().auditEvent.findMany();
    const everything = JSON.stringify([stored, events, logged], (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(everything).not.toContain(token);
  });

  it.each(['server-error', 'forbidden', 'hostile-json', 'closed-before'] as const)(
    'F5: revokes the token when reading fails by %s, and says so',
    async (failure) => {
      sandbox.failCall({ method: 'GET', path: '/api/v1/users', times: null, failure });
      const id = await compare(sandbox.createToken({}));
      const run = await getAlignment(owner(), id);
      expect(run).toMatchObject({ status: 'FAILED', tokenStatus: 'REVOKED' });
      expect(run.problem).not.toBeNull();
      expect(sandbox.tokens()).toEqual([]);
      expect(await getDb().alignmentPerson.count()).toBe(0);
    },
  );

  it('revokes the token when it is cancelled', async () => {
    const failure = { kind: 'delay', delayMs: 300 } as const;
    sandbox.failCall({ method: 'GET', path: '/api/v1/users', failure });
    const token = sandbox.createToken({});
    const { alignmentId } = await startTokenAlignment(owner(), { applicationId, token });
    await cancelAlignment(owner(), alignmentId);
    await waitForAlignments();
    const run = await getAlignment(owner(), alignmentId);
    expect(run).toMatchObject({ status: 'CANCELLED', tokenStatus: 'REVOKED' });
  });

  it('revokes a token that comes while another comparison is at work', async () => {
    const failure = { kind: 'delay', delayMs: 300 } as const;
    sandbox.failCall({ method: 'GET', path: '/api/v1/users', failure });
    await startTokenAlignment(owner(), { applicationId, token: sandbox.createToken({}) });
    const second = startTokenAlignment(owner(), { applicationId, token: sandbox.createToken({}) });
    await expect(second).rejects.toMatchObject({ code: 'alignment.busy' });
    await waitForAlignments();
    expect(sandbox.tokens()).toEqual([]);
  });

  it('F1: sends no token to another organisation at the address', async () => {
    const change = { where: { applicationId }, data: { orgId: '00oSomebodyElse00000' } };
    await getDb().oktaConnection.update(change);
    await expect(compare(sandbox.createToken({}))).rejects.toMatchObject({
      code: 'okta.organisation_changed',
    });
    expect(sandbox.calls().filter(({ path }) => path.startsWith('/api/'))).toEqual([]);
  });

  it('G1: is not begun for an application of another tenant', async () => {
    const stranger = buildPersonActor((await buildTenant(getDb())).id);
    const input = { applicationId, token: sandbox.createToken({}) };
    await expect(startTokenAlignment(stranger, input)).rejects.toMatchObject({
      code: 'okta.application_not_found',
    });
  });
});
