/**
 * Every call of a run, times every way in which it can fail: the run with the real adapter over real
 * sockets, against a stand-in organisation; only the journal is kept in memory, so that a cell is
 * quick. What must hold of every cell is in `expectCell`.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSigningKey } from '@/e2e/okta-sandbox/org/signing-key';
import { startOktaSandbox, type OktaSandbox } from '@/e2e/okta-sandbox/start';
import { redirectLogForTests } from '@/lib/log/log';
import { planSetup } from '@/lib/okta/setup-plan';
import { planUndo } from '@/lib/okta/undo-plan';
import type { SetupPlan, SetupRunKind } from '@/lib/schemas/okta-run';
import { asTenantId } from '@/lib/shared/tenant-id';
import { buildPersonActor } from '@/lib/testing/builders';
import type { RunEnd } from './carry-out-run';
import {
  openFailureHarness,
  rowOf,
  tableChoices as choices,
  type FailureHarness,
  type Ran,
} from './testdata/failure-harness';
import { failureRows as rows } from './failure-rows';
import { setOktaEnvironmentForTests } from './okta-environment';
import { readOutcome } from './stored-run';

let harness: FailureHarness;
let sandbox: OktaSandbox;
let plan: SetupPlan;
const tally = { cells: 0, passed: 0 };

beforeAll(async () => {
  sandbox = await startOktaSandbox({ port: 0, rateLimitPerMinute: 100_000 });
  const { certificateBase64 } = await createSigningKey('id.example.com');
  const actor = buildPersonActor(asTenantId('0199aaaa-0000-7000-8000-000000000001'));
  harness = openFailureHarness({ sandbox, actor, certificateBase64 });
}, 60_000);

beforeEach(async () => {
  redirectLogForTests({ write: () => undefined });
  await startAfresh();
});

afterEach(() => {
  setOktaEnvironmentForTests(null);
  redirectLogForTests();
});

afterAll(async () => {
  const { passed, cells } = tally;
  process.stdout.write(`Failures: ${String(passed)} of ${String(cells)} cells passed.\n`);
  await sandbox.close();
});

async function startAfresh(): Promise<void> {
  plan = await harness.startAfresh();
}

function run(isSlow = false, kind: SetupRunKind = 'SETUP'): Promise<Ran> {
  return harness.run(kind, { plan, isSlow });
}

function listCalls(kind: SetupRunKind = 'SETUP'): Promise<readonly string[]> {
  return harness.listCalls(kind, { plan });
}

const ownRules = () => sandbox.rules().filter(({ system }) => !system);

/** Ids of everything of ours that the organisation has. */
function findOurs(): readonly string[] {
  return [
    ...ownRules().map(({ id }) => id),
    ...sandbox.idps().map(({ id }) => id),
    ...sandbox.keys().map(({ kid }) => kid),
  ];
}

/** What must hold whatever failed: see each line. */
function expectCell({ end, written, token }: Ran, codes: readonly string[], isTokenDead: boolean) {
  const outcome = readOutcome({ result: end.result ?? null });
  // No duplicate.
  expect(sandbox.keys().length).toBeLessThanOrEqual(1);
  expect(sandbox.idps().length).toBeLessThanOrEqual(1);
  expect(ownRules().length).toBeLessThanOrEqual(1);
  // The token is dead, and nothing that is written down holds it.
  expect(end.tokenStatus).toBe('REVOKED');
  if (!isTokenDead) expect(sandbox.tokens()).toEqual([]);
  expect(JSON.stringify([end, written])).not.toContain(token);
  if (end.status === 'SUCCEEDED') {
    expect(findOurs()).toHaveLength(3);
    expect(outcome.connected?.applicationId).toBe('a1');
    return;
  }
  // A named error, with its three sentences.
  expect(codes).toContain(end.errorCode);
  expect(outcome.problem?.oktaState).not.toBe('');
  expect(outcome.problem?.todo).not.toBe('');
  // Nothing is left over; or, when the token died on the way, everything that is left is named.
  const named = (outcome.problem?.leftovers ?? []).map(({ id }) => id);
  if (!isTokenDead) {
    expect(end.status).toBe('ROLLED_BACK');
    expect(named).toEqual([]);
    expect(findOurs()).toEqual([]);
  } else {
    const unknown = findOurs().filter((id) => !named.includes(id));
    expect(unknown.length).toBeLessThanOrEqual(named.filter((id) => id === null).length);
  }
}

interface Cell {
  readonly name: string;
  readonly nth: number;
  readonly place: string;
  /** The run fails for another reason before it comes to this call. */
  readonly cause?: string;
}

/** Fails the call that comes as the nth, and judges the run. */
async function runCell({ name, nth, place, cause }: Cell): Promise<RunEnd['status']> {
  const row = rowOf(name);
  const { failure, times = 1, isSlow = false } = row;
  tally.cells += 1;
  sandbox.failCall({ path: '**', nth, times, failure });
  const ran = await run(isSlow);
  try {
    const codes = [...row.codes, ...(place.includes('webfinger') ? ['okta.answer_unusable'] : [])];
    expectCell(ran, cause === undefined ? codes : [cause], name === '401 revoked in the middle');
  } catch (error) {
    const { errorText, status, result } = ran.end;
    const leftovers = JSON.stringify([status, errorText, result]);
    throw new Error(`${name} at ${place}: ${String(error)}\n${leftovers}`, { cause: error });
  }
  tally.passed += 1;
  sandbox.stopFailing();
  if (findOurs().length > 0 || sandbox.tokens().length > 0) await startAfresh();
  return ran.end.status;
}

describe('every call of a run, failing in every way', () => {
  it.each(Object.keys(rows))(
    'F5, F7: %s',
    async (name) => {
      const calls = await listCalls();
      expect(calls.length).toBeGreaterThan(20);
      await startAfresh();
      const ends = new Set<string>();
      for (const [index, call] of calls.entries()) {
        const place = `call ${String(index + 1)}, ${call}`;
        ends.add(await runCell({ name, nth: index + 1, place }));
      }
      // What passes by itself is waited for; anything else ends a run.
      const passes = rows[name]?.codes.length === 0;
      expect(ends.has('ROLLED_BACK') || ends.has('FAILED')).toBe(!passes);
    },
    240_000,
  );
});

describe('every call of taking a run back, failing in every way', () => {
  /** Nobody is routed, so the run fails with everything made. */
  const spoilRouting = () => {
    const failure = 'server-error' as const;
    sandbox.failCall({ path: '/.well-known/webfinger', nth: 2, times: null, failure });
  };

  it.each(Object.keys(rows))(
    'F5, F7: %s',
    async (name) => {
      spoilRouting();
      const calls = await listCalls();
      const first = calls.findLastIndex((call) => call.includes('webfinger')) + 1;
      expect(calls.length - first).toBeGreaterThan(8);
      await startAfresh();
      for (let index = first; index < calls.length; index += 1) {
        spoilRouting();
        const place = `taking back, ${calls[index] ?? ''}`;
        await runCell({ name, nth: index + 1, place, cause: 'okta.server_error' });
      }
    },
    240_000,
  );
});

describe('every call of taking a connection away, failing in every way', () => {
  /** A connection that stands, and the plan to take it away. */
  async function connect(): Promise<void> {
    await startAfresh();
    const { end } = await run();
    expect(end.status).toBe('SUCCEEDED');
    await planRemoval();
  }

  async function planRemoval(): Promise<void> {
    const { ours } = harness;
    plan = await harness.readPlanned((state) =>
      planUndo({ state, ours, ...choices, known: null, linkedLogins: null }),
    );
  }

  /** After a failure a second removal, with a new token, goes on from what is left. */
  async function goOn(): Promise<void> {
    sandbox.stopFailing();
    await planRemoval();
    const { end } = await run(false, 'UNDO');
    expect(end).toMatchObject({ status: 'SUCCEEDED', tokenStatus: 'REVOKED' });
    expect(findOurs()).toEqual([]);
  }

  it.each(['401 revoked in the middle', '403', '500', 'closed, done', 'half a body'])(
    'F5, F7: %s',
    async (name) => {
      await connect();
      const calls = await listCalls('UNDO');
      expect(calls.length).toBeGreaterThan(15);
      expect(findOurs()).toEqual([]);
      const { failure, codes, times = 1 } = rowOf(name);
      for (const [index, call] of calls.entries()) {
        await connect();
        tally.cells += 1;
        sandbox.failCall({ path: '**', nth: index + 1, times, failure });
        const { end, written, token } = await run(false, 'UNDO');
        const { problem } = readOutcome({ result: end.result ?? null });
        const named = (problem?.leftovers ?? []).map(({ id }) => id);
        const at = `${name} at call ${String(index + 1)}, ${call}`;
        expect(end.tokenStatus, at).toBe('REVOKED');
        expect(JSON.stringify([end, written]), at).not.toContain(token);
        if (end.status !== 'SUCCEEDED')
          expect([...codes, 'okta.answer_unusable'], at).toContain(end.errorCode);
        // Nothing is left that is not named; before its first write there is nothing to name.
        const hasWritten = problem === null || !problem.oktaState.startsWith('Nothing');
        const unnamed = findOurs().filter((id) => !named.includes(id));
        expect(hasWritten ? unnamed : [], at).toEqual([]);
        await goOn();
        tally.passed += 1;
      }
    },
    240_000,
  );
});

describe('the call that changes an identity provider that is there, failing in every way', () => {
  /** A connection whose identity provider somebody edited, and the plan to set it up again. */
  async function connectAndEdit(): Promise<void> {
    await startAfresh();
    expect((await run()).end.status).toBe('SUCCEEDED');
    const [idp] = sandbox.idps();
    await harness.withAdmin(async (admin) => {
      const raw = await admin.readRawIdentityProvider(idp?.id ?? '');
      const policy = raw['policy'] as Readonly<Record<string, unknown>>;
      await admin.restoreIdentityProvider(idp?.id ?? '', {
        ...raw,
        policy: { ...policy, trustClaims: false },
      });
    });
    const { ours } = harness;
    plan = await harness.readPlanned((state) => planSetup({ state, choices, ours }));
  }

  /** What the organisation holds of ours, without times. */
  function seeOurs(): string {
    const idps = sandbox.idps().map(({ id, name, status, policy, protocol }) => {
      return { id, name, status, policy, protocol };
    });
    const rules = ownRules().map(({ id, status, conditions }) => ({ id, status, conditions }));
    return JSON.stringify({ idps, rules, keys: sandbox.keys().map(({ kid }) => kid) });
  }

  /** The nth replacement fails; what stands afterwards is what was found, what was wanted, or named. */
  async function replaceAndFail(name: string, nth: number): Promise<Ran> {
    const { failure, times = 1, isSlow = false } = rowOf(name);
    const before = seeOurs();
    const earlier = sandbox.calls().length;
    tally.cells += 1;
    sandbox.failCall({ method: 'PUT', path: '/api/v1/idps/*', nth, times, failure });
    const ran = await run(isSlow);
    sandbox.stopFailing();
    const { end, written, token } = ran;
    const calls = sandbox.calls().slice(earlier);
    const reached = calls.filter(({ method }) => method === 'PUT').length;
    expect(reached).toBeGreaterThanOrEqual(nth);
    expect(end.tokenStatus).toBe('REVOKED');
    expect(JSON.stringify([end, written])).not.toContain(token);
    expect(sandbox.idps()).toHaveLength(1);
    const named = (readOutcome({ result: end.result ?? null }).problem?.leftovers ?? []).length;
    if (end.status === 'ROLLED_BACK') expect(seeOurs()).toBe(before);
    else if (end.status === 'SUCCEEDED') expect(seeOurs()).not.toBe(before);
    else if (seeOurs() !== before) expect(named).toBeGreaterThan(0);
    tally.passed += 1;
    return ran;
  }

  it.each(Object.keys(rows))('F5, F7: %s', async (name) => {
    await connectAndEdit();
    const { end } = await replaceAndFail(name, 1);
    const { codes } = rowOf(name);
    // What passes by itself is waited for; anything else ends the run.
    expect(end.status === 'SUCCEEDED').toBe(codes.length === 0);
    if (codes.length > 0) expect(codes).toContain(end.errorCode);
  });

  it.each(Object.keys(rows))('F5, F7, while it is taken back: %s', async (name) => {
    await connectAndEdit();
    const failure = 'server-error' as const;
    sandbox.failCall({ path: '/.well-known/webfinger', nth: 4, times: null, failure });
    const { end } = await replaceAndFail(name, 2);
    expect(end.errorCode).toBe('okta.server_error');
  });
});
