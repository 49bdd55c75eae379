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
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { toX5c } from '@/lib/x509/pem';
import { applyRun } from './apply-run';
import { checkRun } from './check-run';
import { getSetupRun } from './get-run';
import { setOktaEnvironmentForTests } from './okta-environment';
import { forgetRunsForTests, waitForRuns } from './running-runs';
import { saveChoices } from './save-choices';
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
    scene = { actor, pilotUserId: pilot.id };
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
});
