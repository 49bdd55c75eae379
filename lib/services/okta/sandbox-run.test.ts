/** The wizard's use cases with the real adapter, against a stand-in organisation under the contract. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startOktaSandbox, type OktaSandbox } from '@/e2e/okta-sandbox/start';
import { overrideConfigForTests } from '@/lib/config/config';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { redirectLogForTests } from '@/lib/log/log';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { applyRun } from './apply-run';
import { checkRun } from './check-run';
import { getSetupRun } from './get-run';
import { setOktaEnvironmentForTests } from './okta-environment';
import { probeOrganisation } from './probe-organisation';
import { waitForRuns } from './running-runs';
import { saveChoices } from './save-choices';
import { startSetupRun } from './start-run';

const pilotLogin = 'ruth.adeyemi@marlowfinch.example';
const readOnlyLogin = 'tendai.okonjo-whitfield@marlowfinch.example';

let sandbox: OktaSandbox;

beforeAll(async () => {
  const contract = process.env['OKTA_CONTRACT'] ?? '';
  sandbox = await startOktaSandbox({ port: 0, ...(contract !== '' && { contract }) });
}, 120_000);

afterAll(() => sandbox.close());

describeOnEmbeddedDatabase('a set-up run on a stand-in organisation', (getDb) => {
  const logged: string[] = [];

  beforeEach(() => {
    sandbox.reset();
    overrideConfigForTests({ oktaSandboxUrl: sandbox.url, logLevel: 'info' });
    setOktaEnvironmentForTests(null);
    redirectLogForTests({ write: (line) => void logged.push(line) });
  });

  afterEach(() => {
    setOktaEnvironmentForTests(null);
    overrideConfigForTests();
    redirectLogForTests();
  });

  async function setScene() {
    const tenant = await buildTenant(getDb());
    const owner = await buildUser(getDb(), tenant.id, { role: 'OWNER' });
    const pilot = await buildUser(getDb(), tenant.id, { login: pilotLogin });
    const certificate = await createSigningCertificate({
      publicUrl: tenant.publicUrl,
      now: new Date(),
    });
    await insertSigningKey(getDb(), tenant.id, certificate);
    return { actor: buildPersonActor(tenant.id, { userId: owner.id }), pilotUserId: pilot.id };
  }

  async function begin(token: string) {
    const { actor, pilotUserId } = await setScene();
    const organisation = await probeOrganisation(actor, { domain: sandbox.url });
    expect(organisation.isSandbox).toBe(true);
    const confirmed = { domain: sandbox.url, orgId: organisation.id };
    const { id } = await startSetupRun(actor, confirmed);
    const checked = await checkRun(actor, id, { token });
    return { actor, id, pilotUserId, checked };
  }

  it('connects it from the address to the dead token', async () => {
    const token = sandbox.createToken({});
    const { actor, id, pilotUserId, checked } = await begin(token);
    expect(checked.findings).toMatchObject({ canContinue: true, companyName: 'Marlow & Finch' });
    const { plan } = await saveChoices(actor, id, { ...defaultOktaChoices, pilotUserId });
    await applyRun(actor, id, { token, planHash: plan?.hash ?? '' });
    await waitForRuns();
    const run = await getSetupRun(actor, id);
    expect(run).toMatchObject({ status: 'SUCCEEDED', tokenStatus: 'REVOKED', error: null });
    expect(sandbox.rules()[0]).toMatchObject({ status: 'ACTIVE' });
    expect(sandbox.idps()).toHaveLength(1);
    expect(sandbox.contractViolations()).toEqual([]);
    expect(logged.join('\n')).not.toContain(token);
  });

  it('stops at a read-only administrator’s token, having written nothing', async () => {
    const token = sandbox.createToken({ ownerLogin: readOnlyLogin });
    const { actor, id, pilotUserId, checked } = await begin(token);
    expect(checked.findings?.canContinue).toBe(false);
    await expect(
      saveChoices(actor, id, { ...defaultOktaChoices, pilotUserId }),
    ).rejects.toMatchObject({ code: 'okta.role_insufficient' });
    expect(sandbox.idps()).toHaveLength(0);
  });

  it('revokes a token that was not enough when a better one replaces it', async () => {
    const weak = sandbox.createToken({ ownerLogin: readOnlyLogin });
    const { actor, id } = await begin(weak);
    const input = { token: sandbox.createToken({}), replacedToken: weak };
    const { findings } = await checkRun(actor, id, input);
    expect(findings?.canContinue).toBe(true);
    expect(sandbox.tokens()).toHaveLength(1);
  });

  it('F3: takes everything back when the token is revoked in the middle, and logs no token', async () => {
    const token = sandbox.createToken({});
    const { actor, id, pilotUserId } = await begin(token);
    const { plan } = await saveChoices(actor, id, { ...defaultOktaChoices, pilotUserId });
    sandbox.reset();
    await applyRun(actor, id, { token, planHash: plan?.hash ?? '' });
    await waitForRuns();
    const run = await getSetupRun(actor, id);
    expect(run).toMatchObject({ status: 'ROLLED_BACK', tokenStatus: 'REVOKED' });
    expect(run.error?.code).toBe('okta.token_invalid');
    expect(logged.join('\n')).toContain('okta set-up step failed');
    expect(logged.join('\n')).not.toContain(token);
  });
});
