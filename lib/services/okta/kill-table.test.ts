/**
 * The server killed at every call of a run: before the call is sent, and after Okta has carried it
 * out. The killed process is a run that never comes back from that call; what follows has nothing
 * of it but the database and the organisation.
 */
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { createFakeOkta, type FakeOkta } from '@/lib/okta/fake';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import { rollOutInputSchema } from '@/lib/schemas/okta-roll-out';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { toX5c } from '@/lib/x509/pem';
import { applyRun } from './apply-run';
import { approveOverride, confirmLoginDefault } from './assent-to-run';
import { checkRun } from './check-run';
import { getSetupRun } from './get-run';
import { setOktaEnvironmentForTests } from './okta-environment';
import { planRollOutRun } from './plan-roll-out';
import { forgetRunsForTests, waitForRuns } from './running-runs';
import { saveChoices } from './save-choices';
import { startRepair } from './start-repair';
import { startRollOut } from './start-roll-out';
import { startSetupRun } from './start-run';
import { startUndo } from './start-undo';

const firstToken = `00${'firstTokenOfTheKilledRun'.padEnd(40, 'x')}`;
const secondToken = `00${'secondTokenAfterTheRestart'.padEnd(40, 'x')}`;
const orgId = '00otivnuq1X5554yc1d7';
const leaseMs = 61_000;
const dayMs = 86_400_000;

const certificate = await createSigningCertificate({
  publicUrl: 'https://id.example.com',
  now: new Date(),
});
const metadataXml = `<md:EntityDescriptor entityID="{{audience}}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${toX5c(certificate.certificatePem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{{acs}}" index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>`;

interface Scene {
  readonly actor: Actor;
  readonly pilotUserId: string;
  /** Another administrator, who answers for what the guard refuses. */
  readonly second: Actor;
}

/** The process that runs now; a restart makes the next one. */
let now = new Date();
const tally = { cells: 0, passed: 0 };

function openOkta(): FakeOkta {
  const okta = createFakeOkta({ token: firstToken });
  okta.organisation.metadataXml = metadataXml;
  enterProcess(okta);
  return okta;
}

/** A process with its own memory, which knows the organisation by its address alone. */
function enterProcess({ gateway }: FakeOkta): void {
  forgetRunsForTests();
  const instantly = () => Promise.resolve();
  setOktaEnvironmentForTests({ gateway, now: () => now, sleep: instantly, pause: instantly });
}

async function review({ actor, pilotUserId }: Scene, token: string) {
  const { id } = await startSetupRun(actor, { domain: 'acme.okta.com', orgId });
  await checkRun(actor, id, { token });
  const run = await saveChoices(actor, id, { ...defaultOktaChoices, pilotUserId });
  return { id, planHash: run.plan?.hash ?? '', token };
}

async function applyWhole(scene: Scene, token: string) {
  const { id, planHash } = await review(scene, token);
  await applyRun(scene.actor, id, { token, planHash });
  await waitForRuns();
  return getSetupRun(scene.actor, id);
}

/** Applies until the nth call, which never comes back. */
async function applyUntilKilled(
  scene: Scene,
  okta: FakeOkta,
  { nth, isDone }: { readonly nth: number; readonly isDone: boolean },
): Promise<string> {
  const { id, planHash } = await review(scene, firstToken);
  const killed = okta.hangAt({ nth: okta.calls.length + nth, isDone });
  await applyRun(scene.actor, id, { token: firstToken, planHash });
  await killed;
  return id;
}

function findOurs({ organisation }: FakeOkta): readonly string[] {
  return [
    ...organisation.rules.filter(({ isSystem }) => !isSystem).map(({ id }) => id),
    ...organisation.identityProviders.map(({ id }) => id),
    ...organisation.keys.map(({ kid }) => kid),
  ];
}

beforeEach(() => {
  // A killed process renews no lease.
  vi.useFakeTimers({ toFake: ['setInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
  setOktaEnvironmentForTests(null);
});

afterAll(() => {
  const { passed, cells } = tally;
  process.stdout.write(`Kills: ${String(passed)} of ${String(cells)} cells passed.\n`);
});

describeOnEmbeddedDatabase('a server killed in the middle of a run', (getDb) => {
  let scene: Scene;

  beforeEach(async () => {
    now = new Date();
    const tenant = await buildTenant(getDb());
    const owner = await buildUser(getDb(), tenant.id, { role: 'OWNER' });
    const pilot = await buildUser(getDb(), tenant.id, { login: 'pat@acme.example' });
    await insertSigningKey(getDb(), tenant.id, certificate);
    const actor = buildPersonActor(tenant.id, {
      userId: owner.id,
      authenticatedAt: new Date(now.getTime() + dayMs),
    });
    const admin = await buildUser(getDb(), tenant.id, { role: 'ADMIN' });
    const second = buildPersonActor(tenant.id, {
      userId: admin.id,
      role: 'ADMIN',
      authenticatedAt: new Date(now.getTime() + dayMs),
    });
    scene = { actor, pilotUserId: pilot.id, second };
  });

  /** Kills, restarts, and checks that the run is found with everything it made. */
  async function killAndFind(nth: number, isDone: boolean) {
    const okta = openOkta();
    const id = await applyUntilKilled(scene, okta, { nth, isDone });
    now = new Date(now.getTime() + leaseMs);
    okta.organisation.liveTokens.add(secondToken);
    enterProcess(okta);
    const found = await getSetupRun(scene.actor, id);
    const at = `call ${String(nth)} ${okta.calls.at(-1) ?? ''}, ${isDone ? 'done' : 'not done'}`;
    expect(found, at).toMatchObject({ status: 'INTERRUPTED', tokenStatus: 'ALIVE' });
    expect(found.error?.todo, at).toContain('Security → API → Tokens');
    if (found.result === null) {
      const named = (found.error?.leftovers ?? []).filter(({ kind }) => kind !== 'token');
      const unknown = findOurs(okta).filter((one) => !named.some((left) => left.id === one));
      const nameless = named.filter((left) => left.id === null).length;
      expect(unknown.length, at).toBeLessThanOrEqual(nameless);
    }
    return { okta, id, at };
  }

  /** A new token goes on from what is there, and makes nothing twice. */
  async function finish({ okta, at }: Awaited<ReturnType<typeof killAndFind>>): Promise<void> {
    const again = await applyWhole(scene, secondToken);
    expect(again, at).toMatchObject({ status: 'SUCCEEDED', tokenStatus: 'REVOKED', error: null });
    expect(findOurs(okta), at).toHaveLength(3);
  }

  /** A new token takes away what is there; with nothing there, it says so. */
  async function cleanUp({ okta, id, at }: Awaited<ReturnType<typeof killAndFind>>): Promise<void> {
    const { runId } = await startUndo(scene.actor, id);
    const isEmpty = findOurs(okta).length === 0;
    const checking = checkRun(scene.actor, runId, { token: secondToken });
    if (isEmpty) {
      await expect(checking, at).rejects.toMatchObject({ code: 'okta.nothing_to_undo' });
      return;
    }
    const planHash = (await checking).plan?.hash ?? '';
    await applyRun(scene.actor, runId, { token: secondToken, planHash });
    await waitForRuns();
    const run = await getSetupRun(scene.actor, runId);
    expect(run, at).toMatchObject({ status: 'SUCCEEDED', tokenStatus: 'REVOKED', error: null });
    expect(findOurs(okta), at).toEqual([]);
  }

  it.each([
    { name: 'finished', goOn: finish },
    { name: 'cleaned up', goOn: cleanUp },
  ])(
    'F4: is found at every call, and a new token has it $name',
    async ({ goOn }) => {
      const okta = openOkta();
      const { id, planHash } = await review(scene, firstToken);
      const before = okta.calls.length;
      await applyRun(scene.actor, id, { token: firstToken, planHash });
      await waitForRuns();
      const calls = okta.calls.length - before;
      expect(calls).toBeGreaterThan(15);
      for (let nth = 1; nth <= calls; nth += 1) {
        for (const isDone of [false, true]) {
          tally.cells += 1;
          await goOn(await killAndFind(nth, isDone));
          tally.passed += 1;
        }
      }
    },
    300_000,
  );

  /** A connection that stands, and a reviewed and approved list of people. */
  async function reviewRollOut(okta: FakeOkta, token: string) {
    const { actor, second } = scene;
    okta.organisation.liveTokens.add(token);
    const { applicationId } = await findConnected();
    const { runId } = await startRollOut(actor, { applicationId, kind: 'ROLL_OUT' });
    await checkRun(actor, runId, { token });
    const choices = rollOutInputSchema.parse(domainForm);
    const answer = await planRollOutRun(actor, runId, { token, choices });
    const planHash = answer.run?.plan?.hash ?? '';
    await confirmLoginDefault(actor, runId);
    await approveOverride(second, { runId, planHash, reason: 'We try what a kill does' });
    return { runId, planHash };
  }

  async function findConnected() {
    const { id } = await getDb().application.findFirstOrThrow({
      where: { tenantId: scene.actor.tenantId },
      select: { id: true },
    });
    return { applicationId: id };
  }

  const widerRules = ({ organisation }: FakeOkta) =>
    organisation.rules.filter(({ name, isSystem }) => !isSystem && !name.endsWith('pilot'));

  /** Applies a run of the roll-out until the nth call, restarts, and checks that it is found. */
  async function killRun(
    okta: FakeOkta,
    kind: 'ROLL_OUT' | 'STEP_BACK',
    kill: { readonly nth: number; readonly isDone: boolean },
  ) {
    const { actor } = scene;
    const { runId, planHash } =
      kind === 'ROLL_OUT'
        ? await reviewRollOut(okta, thirdToken)
        : await reviewBack(okta, thirdToken);
    const killed = okta.hangAt({ nth: okta.calls.length + kill.nth, isDone: kill.isDone });
    await applyRun(actor, runId, { token: thirdToken, planHash });
    await killed;
    now = new Date(now.getTime() + leaseMs);
    enterProcess(okta);
    const found = await getSetupRun(actor, runId);
    const at = `${kind}, call ${String(kill.nth)} ${okta.calls.at(-1) ?? ''}, ${String(kill.isDone)}`;
    expect(found, at).toMatchObject({ status: 'INTERRUPTED', tokenStatus: 'ALIVE' });
    const named = (found.error?.leftovers ?? []).filter(({ kind: left }) => left !== 'token');
    const isThrough = found.steps.some(
      ({ action, status }) => action === 'save_roll_out' && status === 'DONE',
    );
    const unknown = widerRules(okta).filter(({ id }) => !named.some((left) => left.id === id));
    const nameless = named.filter(({ id }) => id === null).length;
    if (!isThrough) expect(unknown.length, at).toBeLessThanOrEqual(nameless);
    return at;
  }

  async function reviewBack(okta: FakeOkta, token: string) {
    okta.organisation.liveTokens.add(token);
    const { applicationId } = await findConnected();
    const { runId } = await startRollOut(scene.actor, { applicationId, kind: 'STEP_BACK' });
    const { plan } = await checkRun(scene.actor, runId, { token });
    return { runId, planHash: plan?.hash ?? '' };
  }

  async function applyToEnd(reviewed: { runId: string; planHash: string }, token: string) {
    await applyRun(scene.actor, reviewed.runId, { token, planHash: reviewed.planHash });
    await waitForRuns();
    return getSetupRun(scene.actor, reviewed.runId);
  }

  async function setRollOutScene(): Promise<FakeOkta> {
    const okta = openOkta();
    for (const login of ['pat@acme.example', 'lena@acme.example']) {
      okta.organisation.users.push({ ...okta.organisation.owner, id: `00u${login}`, login });
    }
    expect(await applyWhole(scene, firstToken)).toMatchObject({ status: 'SUCCEEDED' });
    return okta;
  }

  /** However it went: a new token takes back what there is, until only the test person is routed. */
  async function goBackWhole(okta: FakeOkta, at: string): Promise<void> {
    for (let round = 0; round < 3 && widerRules(okta).length > 0; round += 1) {
      const run = await applyToEnd(await reviewBack(okta, secondToken), secondToken);
      expect(run, at).toMatchObject({ status: 'SUCCEEDED', error: null });
    }
    expect(widerRules(okta), at).toEqual([]);
    await getDb().oktaConnection.updateMany({ data: { rollOut: [] } });
  }

  it('F4: routing more people is found at every call, and a new token finishes or takes back', async () => {
    const okta = await setRollOutScene();
    const before = okta.calls.length;
    const reviewed = await reviewRollOut(okta, thirdToken);
    const start = okta.calls.length;
    expect(await applyToEnd(reviewed, thirdToken)).toMatchObject({ status: 'SUCCEEDED' });
    const calls = okta.calls.length - start;
    expect(start - before).toBeGreaterThan(0);
    expect(calls).toBeGreaterThan(15);
    await goBackWhole(okta, 'before the first kill');
    for (let nth = 1; nth <= calls; nth += 1) {
      for (const isDone of [false, true]) {
        tally.cells += 1;
        const at = await killRun(okta, 'ROLL_OUT', { nth, isDone });
        const { steps } = await readConnection();
        if (nth % 2 === 0 && steps === 0) {
          // The same choices again go on from what is there.
          const again = await applyToEnd(await reviewRollOut(okta, secondToken), secondToken);
          expect(again, at).toMatchObject({ status: 'SUCCEEDED', error: null });
          expect(widerRules(okta), at).toHaveLength(2);
        }
        await goBackWhole(okta, at);
        tally.passed += 1;
      }
    }
  }, 300_000);

  it('F4: one step back is found at every call, and a new token goes on from what is left', async () => {
    const okta = await setRollOutScene();
    await applyToEnd(await reviewRollOut(okta, thirdToken), thirdToken);
    const reviewed = await reviewBack(okta, thirdToken);
    const start = okta.calls.length;
    expect(await applyToEnd(reviewed, thirdToken)).toMatchObject({ status: 'SUCCEEDED' });
    const calls = okta.calls.length - start;
    expect(calls).toBeGreaterThan(10);
    for (let nth = 1; nth <= calls; nth += 1) {
      for (const isDone of [false, true]) {
        tally.cells += 1;
        await applyToEnd(await reviewRollOut(okta, secondToken), secondToken);
        const at = await killRun(okta, 'STEP_BACK', { nth, isDone });
        await goBackWhole(okta, at);
        tally.passed += 1;
      }
    }
  }, 300_000);

  /** What a colleague does in Okta: the administrators' rule gone, that of the test person edited. */
  function spoil({ organisation }: FakeOkta): void {
    organisation.rules = organisation.rules
      .filter(({ name }) => !name.includes('admins'))
      .map((rule) => (rule.name.endsWith('pilot') ? { ...rule, patterns: null } : rule));
  }

  async function reviewRepair(okta: FakeOkta, token: string) {
    okta.organisation.liveTokens.add(token);
    const { runId } = await startRepair(scene.actor, await findConnected());
    const { plan } = await checkRun(scene.actor, runId, { token });
    return { runId, planHash: plan?.hash ?? '' };
  }

  it('F4: a repair is found at every call, and a new token goes on from what is there', async () => {
    const okta = await setRollOutScene();
    await applyToEnd(await reviewRollOut(okta, thirdToken), thirdToken);
    spoil(okta);
    const reviewed = await reviewRepair(okta, thirdToken);
    const start = okta.calls.length;
    expect(await applyToEnd(reviewed, thirdToken)).toMatchObject({ status: 'SUCCEEDED' });
    const calls = okta.calls.slice(start);
    expect(calls.length).toBeGreaterThan(20);
    for (const [index, call] of calls.entries()) {
      // Whether a question was answered makes no difference to Okta.
      for (const isDone of /^(?:get|list|find|read|is)/u.test(call) ? [false] : [false, true]) {
        tally.cells += 1;
        spoil(okta);
        const { runId, planHash } = await reviewRepair(okta, thirdToken);
        const killed = okta.hangAt({ nth: okta.calls.length + index + 1, isDone });
        await applyRun(scene.actor, runId, { token: thirdToken, planHash });
        await killed;
        now = new Date(now.getTime() + leaseMs);
        enterProcess(okta);
        const at = `repair, call ${String(index + 1)} ${call}, ${String(isDone)}`;
        const found = await getSetupRun(scene.actor, runId);
        expect(found, at).toMatchObject({ status: 'INTERRUPTED', tokenStatus: 'ALIVE' });
        const isChanged = call !== 'revokeToken' && !/^(?:get|list|find|read|is)/u.test(call);
        if (isChanged) expect(found.error?.leftovers.length, at).toBeGreaterThan(1);
        const left = await reviewRepair(okta, secondToken);
        if (left.planHash !== '') {
          const again = await applyToEnd(left, secondToken);
          expect(again, at).toMatchObject({ status: 'SUCCEEDED', error: null });
        }
        expect((await reviewRepair(okta, secondToken)).planHash, at).toBe('');
        expect(widerRules(okta), at).toHaveLength(2);
        tally.passed += 1;
      }
    }
  }, 300_000);

  it('a stage that was saved is through, also when the journal could not say so any more', async () => {
    const okta = await setRollOutScene();
    const reviewed = await reviewRollOut(okta, thirdToken);
    await applyToEnd(reviewed, thirdToken);
    const { runId } = reviewed;
    const leaseUntil = new Date(now.getTime() - leaseMs);
    await getDb().setupRun.updateMany({
      where: { id: runId },
      data: { status: 'APPLYING', leaseUntil },
    });
    await getDb().setupRunStep.updateMany({
      where: { runId, action: 'save_roll_out' },
      data: { status: 'WORKING' },
    });
    enterProcess(okta);
    const { status, error } = await getSetupRun(scene.actor, runId);
    expect(status).toBe('INTERRUPTED');
    expect(error?.leftovers).toMatchObject([{ kind: 'token' }]);
    expect(error?.oktaState).toContain('The wider rule is on');
  });

  async function readConnection() {
    const row = await getDb().oktaConnection.findFirst({ select: { rollOut: true } });
    return { steps: Array.isArray(row?.rollOut) ? row.rollOut.length : 0 };
  }
});

const thirdToken = `00${'thirdTokenOfTheRollOut'.padEnd(40, 'x')}`;
const domainForm = {
  stage: 'DOMAIN',
  logins: '',
  domains: 'acme.example',
  attribute: '',
  value: '',
  zoneMode: 'ANYWHERE',
  zoneIds: [],
  appIds: [],
  platforms: [],
  administrators: 'admin@acme.example',
  fallback: false,
};
