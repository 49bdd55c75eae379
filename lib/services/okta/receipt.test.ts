import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import type { Database } from '@/lib/db/database';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { createFakeOkta, type FakeOkta } from '@/lib/okta/fake';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import { oktaReceiptType } from '@/lib/schemas/okta-receipt';
import { receiptCommands } from '@/lib/schemas/receipt-commands';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases, describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { toX5c } from '@/lib/x509/pem';
import { applyRun } from './apply-run';
import { cancelRun } from './cancel-run';
import { checkRun } from './check-run';
import { downloadReceipt } from './download-receipt';
import { getReceipt } from './get-receipt';
import { setOktaEnvironmentForTests } from './okta-environment';
import { waitForRuns } from './running-runs';
import { saveChoices } from './save-choices';
import { startSetupRun } from './start-run';
import { startUndo } from './start-undo';

const token = `00${'plantedTokenForReceiptTests'.padEnd(40, 'x')}`;
const orgId = '00otivnuq1X5554yc1d7';
const certificate = await createSigningCertificate({
  publicUrl: 'https://id.example.com',
  now: new Date(),
});

interface Scene {
  readonly okta: FakeOkta;
  readonly owner: Actor;
  readonly auditor: Actor;
  readonly stranger: Actor;
  readonly pilotUserId: string;
}

let scene: Scene;

async function setScene(db: Database): Promise<void> {
  const tenant = await buildTenant(db);
  const owner = await buildUser(db, tenant.id, { login: 'olivia@acme.example', role: 'OWNER' });
  const pilot = await buildUser(db, tenant.id, { login: 'pat@acme.example' });
  const auditor = await buildUser(db, tenant.id, { role: 'AUDITOR' });
  const other = await buildTenant(db);
  const stranger = await buildUser(db, other.id, { role: 'OWNER' });
  await insertSigningKey(db, tenant.id, certificate);
  await insertSigningKey(
    db,
    other.id,
    await createSigningCertificate({ publicUrl: 'https://b.example', now: new Date() }),
  );
  const okta = createFakeOkta({ token });
  okta.organisation.metadataXml = metadataXml();
  setOktaEnvironmentForTests({
    gateway: okta.gateway,
    now: () => new Date(),
    sleep: () => Promise.resolve(),
    pause: () => Promise.resolve(),
  });
  scene = {
    okta,
    owner: buildPersonActor(tenant.id, { userId: owner.id, login: owner.login }),
    auditor: buildPersonActor(tenant.id, { userId: auditor.id, role: 'AUDITOR' }),
    stranger: buildPersonActor(other.id, { userId: stranger.id }),
    pilotUserId: pilot.id,
  };
}

function metadataXml(): string {
  return `<md:EntityDescriptor entityID="{{audience}}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${toX5c(certificate.certificatePem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{{acs}}" index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>`;
}

async function connect(): Promise<string> {
  const { owner, pilotUserId } = scene;
  const { id } = await startSetupRun(owner, { domain: 'acme.okta.com', orgId });
  await checkRun(owner, id, { token });
  const { plan } = await saveChoices(owner, id, { ...defaultOktaChoices, pilotUserId });
  await applyRun(owner, id, { token, planHash: plan?.hash ?? '' });
  await waitForRuns();
  return id;
}

async function receiptOf(runId: string, actor = scene.auditor) {
  const { receipt } = await getReceipt(actor, runId);
  if (!receipt) throw new Error('The run has ended');
  return receipt;
}

/** The commands of the receipt's page, with the certificate as PEM and nothing else of ours. */
function verifyWithOpenssl(file: Uint8Array): string {
  const directory = mkdtempSync(join(tmpdir(), 'adminx-receipt-'));
  try {
    writeFileSync(join(directory, 'receipt.jws'), file);
    writeFileSync(join(directory, 'signer.crt'), certificate.certificatePem);
    const commands = receiptCommands('receipt.jws', 'signer.crt');
    // `base64` complains about the padding that base64url leaves out; openssl's word is the one.
    const script = commands.replace('2> /dev/null', '2> /dev/null || true');
    return execFileSync('bash', ['-c', `set -eo pipefail\n${script}`], {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describeOnBothDatabases('the receipt of a run', (getDb) => {
  beforeEach(() => setScene(getDb()));
  afterEach(() => setOktaEnvironmentForTests(null));

  it('says of a set-up what was made, by whom, whose token it was, and that it is dead', async () => {
    const receipt = await receiptOf(await connect());
    const { organisation } = scene.okta;
    expect(receipt).toMatchObject({
      kind: 'SETUP',
      status: 'SUCCEEDED',
      begunBy: 'olivia@acme.example',
      appliedBy: 'olivia@acme.example',
      token: { status: 'REVOKED', proof: 'Okta answers 401 E0000011 to the token' },
      error: null,
    });
    expect(receipt.tokenOwner?.owner.login).not.toBe('');
    expect(receipt.token.provenDeadAt).not.toBeNull();
    expect(receipt.objects.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['key', 'created'],
      ['idp', 'created'],
      ['rule', 'created'],
    ]);
    expect(receipt.objects[1]?.id).toBe(organisation.identityProviders[0]?.id);
    expect(receipt.proofs.map(({ when, seen }) => [when, seen])).toEqual([
      ['before', 'pat@acme.example → Okta'],
      ['before', expect.stringMatching(/ → Okta$/u)],
      ['before', expect.stringMatching(/^adminx-nobody-.+@acme.example → Okta$/u)],
      ['after', 'pat@acme.example → 1Kosmos'],
      ['after', expect.stringMatching(/ → Okta$/u)],
      ['after', expect.stringMatching(/^adminx-nobody-.+@acme.example → Okta$/u)],
    ]);
    const requests = receipt.steps.flatMap(({ calls }) => calls.map(({ request }) => request));
    expect(requests).toContain('POST /api/v1/idps/credentials/keys');
    expect(requests).toContain('DELETE /api/v1/api-tokens/current');
    expect(JSON.stringify(receipt)).not.toContain(token);
  });

  it('does not exist for another tenant', async () => {
    const id = await connect();
    const refusal = { code: 'okta.run_not_found' };
    await expect(getReceipt(scene.stranger, id)).rejects.toMatchObject(refusal);
    await expect(downloadReceipt(scene.stranger, id)).rejects.toMatchObject(refusal);
  });
});

describeOnEmbeddedDatabase('a receipt', (getDb) => {
  beforeEach(() => setScene(getDb()));
  afterEach(() => setOktaEnvironmentForTests(null));

  it('says of a run that failed what was taken back and why', async () => {
    scene.okta.failAt({
      call: 'activateRule',
      code: 'okta.permission_missing',
      oktaCode: 'E0000006',
    });
    const receipt = await receiptOf(await connect());
    expect(receipt.status).toBe('ROLLED_BACK');
    expect(receipt.error?.oktaState).not.toBe('');
    expect(receipt.objects.map(({ outcome }) => outcome)).toEqual([
      'taken_back',
      'taken_back',
      'taken_back',
    ]);
  });

  it('says of a removal what went', async () => {
    const { owner, okta } = scene;
    const { runId } = await startUndo(owner, await connect());
    okta.organisation.liveTokens.add(token);
    const { plan } = await checkRun(owner, runId, { token });
    await applyRun(owner, runId, { token, planHash: plan?.hash ?? '' });
    await waitForRuns();
    const receipt = await receiptOf(runId);
    expect(receipt.kind).toBe('UNDO');
    expect(receipt.objects.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['rule', 'removed'],
      ['idp', 'removed'],
      ['key', 'removed'],
    ]);
    expect(receipt.proofs).toMatchObject([{ when: 'after', seen: 'pat@acme.example → Okta' }]);
  });

  it('names an approval of the very plan that was carried out, and of no other', async () => {
    const id = await connect();
    const { planHash } = await receiptOf(id);
    const approvalOf = async (approvedHash: string | null) => {
      const reason = 'It is right to go on all the same';
      const override = {
        userId: 'u',
        login: 'sam@acme.example',
        at: new Date().toISOString(),
        reason,
      };
      const assents = { loginDefault: null, override: { ...override, planHash: approvedHash } };
      await getDb().setupRun.updateMany({ where: { id }, data: { assents } });
      return (await receiptOf(id)).approval;
    };
    expect(await approvalOf(planHash)).toMatchObject({ by: 'sam@acme.example' });
    expect(await approvalOf('0'.repeat(64))).toBeNull();
  });

  it('is not there before the run has ended, and says of a cancelled one that nothing was done', async () => {
    const { owner, auditor } = scene;
    const { id } = await startSetupRun(owner, { domain: 'acme.okta.com', orgId });
    expect(await getReceipt(auditor, id)).toEqual({ receipt: null });
    await expect(downloadReceipt(auditor, id)).rejects.toMatchObject({
      code: 'okta.receipt_not_ready',
    });
    await cancelRun(owner, id, null);
    expect(await receiptOf(id)).toMatchObject({
      status: 'CANCELLED',
      objects: [],
      steps: [],
      appliedBy: null,
      planHash: null,
    });
  });

  it('is signed so that openssl verifies it with the certificate alone', async () => {
    const id = await connect();
    const { content, fileName } = await downloadReceipt(scene.auditor, id);
    expect(fileName).toBe(`okta-receipt-${id}.jws`);
    const printed = verifyWithOpenssl(content);
    expect(printed).toMatch(/^Verified OK\n/u);
    const said = JSON.parse(printed.slice(printed.indexOf('{'))) as unknown;
    expect(said).toMatchObject(JSON.parse(JSON.stringify(await receiptOf(id))) as object);
    const text = Buffer.from(content).toString('ascii');
    const header = JSON.parse(
      Buffer.from(text.split('.')[0] ?? '', 'base64url').toString('utf8'),
    ) as unknown;
    const { raw } = new X509Certificate(certificate.certificatePem);
    expect(header).toEqual({
      alg: 'RS256',
      typ: oktaReceiptType,
      cty: 'json',
      kid: expect.any(String) as string,
      'x5t#S256': createHash('sha256').update(raw).digest('base64url'),
    });
    expect(text).not.toContain('PRIVATE');
  });

  it('does not verify once a byte of it was changed', async () => {
    const { content } = await downloadReceipt(scene.auditor, await connect());
    const text = Buffer.from(content).toString('ascii');
    const [head = '', payload = '', signature = ''] = text.split('.');
    const forged = Buffer.from(payload, 'base64url')
      .toString('utf8')
      .replace('olivia@acme.example', 'nobody@acme.example');
    const file = [head, Buffer.from(forged).toString('base64url'), signature].join('.');
    expect(() => verifyWithOpenssl(Buffer.from(file))).toThrow();
  });

  it('records who downloaded it', async () => {
    const id = await connect();
    await downloadReceipt(scene.auditor, id);
    const events = await getDb().auditEvent.findMany({
      where: { action: 'setup_run.receipt_downloaded', targetId: id },
    });
    expect(events).toHaveLength(1);
  });
});
