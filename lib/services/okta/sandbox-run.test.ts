/** The wizard's use cases with the real adapter, against a stand-in organisation under the contract. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startOktaSandbox, type OktaSandbox } from '@/e2e/okta-sandbox/start';
import { overrideConfigForTests } from '@/lib/config/config';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { redirectLogForTests } from '@/lib/log/log';
import { overlaySettings } from '@/lib/okta/overlay-settings';
import type { RawIdentityProvider } from '@/lib/okta/port';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { applyRun } from './apply-run';
import { checkRun } from './check-run';
import { getSetupRun } from './get-run';
import { oktaEnvironment, setOktaEnvironmentForTests } from './okta-environment';
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

  async function begin(token: string, scene = setScene()) {
    const { actor, pilotUserId } = await scene;
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

  it('changes trusted claims alone, and leaves every other setting as Okta has it', async () => {
    const scene = setScene();
    const connect = async (trustClaims: boolean) => {
      const token = sandbox.createToken({});
      const { actor, id, pilotUserId } = await begin(token, scene);
      const wanted = { ...defaultOktaChoices, trustClaims, pilotUserId };
      const { plan } = await saveChoices(actor, id, wanted);
      await applyRun(actor, id, { token, planHash: plan?.hash ?? '' });
      await waitForRuns();
      expect(await getSetupRun(actor, id)).toMatchObject({ status: 'SUCCEEDED', error: null });
    };
    await connect(false);
    const idpId = sandbox.idps()[0]?.id ?? '';
    const admin = oktaEnvironment().gateway.connect(sandbox.url, sandbox.createToken({}));
    const set = overlaySettings(await admin.readRawIdentityProvider(idpId), {
      policy: {
        accountLink: { filter: { groups: { include: ['00g1'] }, users: { exclude: ['00u1'] } } },
        subject: { filter: '(\\S+)' },
        provisioning: { groups: { action: 'ASSIGN', assignments: ['00g1'] } },
        maxClockSkew: 60_000,
      },
    });
    await admin.restoreIdentityProvider(idpId, set as RawIdentityProvider);
    await connect(true);
    const changed = await admin.readRawIdentityProvider(idpId);
    expect(changed).toEqual(overlaySettings(set, { policy: { trustClaims: true } }));
    expect(sandbox.contractViolations()).toEqual([]);
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
