/** The failure table of `failure-table.test.ts` for runs that route more people, and back. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSigningKey } from '@/e2e/okta-sandbox/org/signing-key';
import { startOktaSandbox, type OktaSandbox } from '@/e2e/okta-sandbox/start';
import { redirectLogForTests } from '@/lib/log/log';
import { planRollOut } from '@/lib/okta/roll-out-plan';
import { planStepBack } from '@/lib/okta/step-back-plan';
import type { RollOutChoices, RollOutStep } from '@/lib/schemas/okta-roll-out';
import type { SetupPlan, SetupRunKind } from '@/lib/schemas/okta-run';
import { asTenantId } from '@/lib/shared/tenant-id';
import { buildPersonActor } from '@/lib/testing/builders';
import {
  openFailureHarness,
  rowOf,
  tableChoices as choices,
  type FailureHarness,
  type Ran,
} from './testdata/failure-harness';
import { failureRows as rows } from './failure-rows';
import { setOktaEnvironmentForTests } from './okta-environment';
import type { StoredRollOut } from './roll-out-stored';
import { readOutcome } from './stored-run';

let harness: FailureHarness;
let sandbox: OktaSandbox;
let plan: SetupPlan;
let rollOut: StoredRollOut | null = null;
const tally = { cells: 0, passed: 0 };

beforeAll(async () => {
  sandbox = await startOktaSandbox({ port: 0, rateLimitPerMinute: 100_000 });
  const { certificateBase64 } = await createSigningKey('id.example.com');
  const actor = buildPersonActor(asTenantId('0199aaaa-0000-7000-8000-000000000001'));
  harness = openFailureHarness({ sandbox, actor, certificateBase64 });
}, 60_000);

beforeEach(() => {
  redirectLogForTests({ write: () => undefined });
});

afterEach(() => {
  setOktaEnvironmentForTests(null);
  redirectLogForTests();
});

afterAll(async () => {
  const { passed, cells } = tally;
  process.stdout.write(
    `Failures of roll-outs: ${String(passed)} of ${String(cells)} cells passed.\n`,
  );
  await sandbox.close();
});

function run(isSlow = false, kind: SetupRunKind = 'SETUP'): Promise<Ran> {
  return harness.run(kind, { plan, rollOut, isSlow });
}

function listCalls(kind: SetupRunKind = 'SETUP'): Promise<readonly string[]> {
  return harness.listCalls(kind, { plan, rollOut });
}

const ownRules = () => sandbox.rules().filter(({ system }) => !system);

/** A connection that stands, and a reviewed plan to route its whole domain. */
async function connectAndPlan(): Promise<void> {
  rollOut = null;
  plan = await harness.startAfresh();
  const { end } = await run();
  expect(end.status).toBe('SUCCEEDED');
  await planWider();
}

const wider: RollOutChoices = {
  who: { stage: 'DOMAIN', domains: ['marlowfinch.example'] },
  limits: { zoneMode: 'ANYWHERE', zones: [], apps: [], platforms: [] },
  administrators: ['ottilie.marchbanks@marlowfinch.example'],
  fallback: false,
};

async function planWider(): Promise<void> {
  const probes = { samples: ['mei-ling.tan@marlowfinch.example'], stranger: 'x@not-us.example' };
  const proposal = {
    choices: wider,
    attributeLogins: [],
    isAttributeCut: false,
    further: [],
    probes,
    administrators: [],
    excludesAdmins: true,
    areRoutesRight: true,
  };
  rollOut = { zones: [], apps: [], steps: [], proposal, outcome: null };
  const { ours } = harness;
  plan = await harness.readPlanned((state) =>
    planRollOut({
      ...{ state, ours, choices: wider, probes },
      pipeline: 'idx',
      steps: [],
      reachWords: '',
    }),
  );
}

const widerRules = () => ownRules().filter(({ name }) => !name.endsWith('pilot'));

/** What must hold of a run that routes more people, or takes that back, whatever failed. */
function expectRules(ran: Ran, codes: readonly string[], at: string, ended: readonly string[]) {
  const { end, written, token } = ran;
  const { problem } = readOutcome({ result: end.result ?? null });
  expect(end.tokenStatus, at).toBe('REVOKED');
  expect(JSON.stringify([end, written]), at).not.toContain(token);
  // No duplicate, and the rule of the test person stays as it was.
  expect(new Set(ownRules().map(({ name }) => name)).size, at).toBe(ownRules().length);
  expect(
    ownRules().filter(({ name }) => name.endsWith('pilot')),
    at,
  ).toHaveLength(1);
  // Nobody is routed by a rule above which administrators are not kept.
  const live = widerRules().filter(({ status }) => status === 'ACTIVE');
  if (live.some(({ name }) => name.endsWith('domain'))) {
    expect(live[0]?.name, at).toContain('admins');
  }
  if (end.status === 'SUCCEEDED') return;
  expect(codes, at).toContain(end.errorCode);
  expect(ended, at).toContain(end.status);
  expect(problem?.oktaState, at).not.toBe('');
  expect(problem?.todo, at).not.toBe('');
}

/** Nothing of the roll-out is left that is not named; without an id when its answer was lost. */
function expectNamed({ end }: Ran, at: string): void {
  if (end.status === 'SUCCEEDED') return;
  const { problem } = readOutcome({ result: end.result ?? null });
  const named = (problem?.leftovers ?? []).map(({ id }) => id);
  const unknown = widerRules().filter(({ id }) => !named.includes(id));
  expect(unknown.length, at).toBeLessThanOrEqual(named.filter((id) => id === null).length);
}

describe('every call of routing more people, failing in every way', () => {
  it.each(Object.keys(rows))(
    'F5, F7, F10: %s',
    async (name) => {
      await connectAndPlan();
      const calls = await listCalls('ROLL_OUT');
      expect(calls.length).toBeGreaterThan(20);
      expect(widerRules()).toHaveLength(2);
      await connectAndPlan();
      const { failure, codes, times = 1, isSlow = false } = rowOf(name);
      for (const [index, call] of calls.entries()) {
        const at = `${name} at call ${String(index + 1)}, ${call}`;
        tally.cells += 1;
        sandbox.failCall({ path: '**', nth: index + 1, times, failure });
        const ran = await run(isSlow, 'ROLL_OUT');
        const ofRoutes = call.includes('webfinger') ? ['okta.answer_unusable'] : [];
        expectRules(ran, [...codes, ...ofRoutes], at, ['ROLLED_BACK', 'FAILED']);
        if (name === '401 revoked in the middle') expectNamed(ran, at);
        else expect(widerRules(), at).toHaveLength(ran.end.status === 'SUCCEEDED' ? 2 : 0);
        tally.passed += 1;
        sandbox.stopFailing();
        if (widerRules().length > 0) await connectAndPlan();
      }
    },
    240_000,
  );

  it.each(['401 revoked in the middle', '403', '500', 'closed, done'])(
    'F5, F7, F10, while it is taken back: %s',
    async (name) => {
      const spoil = () => {
        const failure = 'server-error' as const;
        sandbox.failCall({ path: '/.well-known/webfinger', nth: 4, times: null, failure });
      };
      await connectAndPlan();
      spoil();
      const calls = await listCalls('ROLL_OUT');
      const first = calls.findLastIndex((call) => call.includes('webfinger')) + 1;
      expect(calls.length - first).toBeGreaterThan(6);
      for (let index = first; index < calls.length; index += 1) {
        await connectAndPlan();
        spoil();
        const { failure, times = 1 } = rowOf(name);
        const at = `taking back, ${name} at ${calls[index] ?? ''}`;
        tally.cells += 1;
        sandbox.failCall({ path: '**', nth: index + 1, times, failure });
        const ran = await run(false, 'ROLL_OUT');
        expectRules(ran, ['okta.server_error'], at, ['ROLLED_BACK', 'FAILED']);
        expectNamed(ran, at);
        tally.passed += 1;
      }
    },
    240_000,
  );
});

describe('every call of one step back, failing in every way', () => {
  async function widenAndPlan(): Promise<void> {
    await connectAndPlan();
    expect((await run(false, 'ROLL_OUT')).end.status).toBe('SUCCEEDED');
    await planBack();
  }

  async function planBack(): Promise<void> {
    const [adminRule, rule] = widerRules();
    const step: RollOutStep = {
      choices: wider,
      rule: { id: rule?.id ?? adminRule?.id ?? '', name: rule?.name ?? '' },
      adminRule: adminRule ? { id: adminRule.id, name: adminRule.name } : null,
      fallback: 'off',
      samples: ['mei-ling.tan@marlowfinch.example'],
      fingerprint: '',
      runId: 'r1',
      at: new Date().toISOString(),
    };
    const steps = [step];
    rollOut = { zones: [], apps: [], steps, proposal: null, outcome: null };
    const { idpName } = choices;
    const { ours } = harness;
    plan = await harness.readPlanned((state) => planStepBack({ state, ours, idpName, steps }));
  }

  it.each(['401 revoked in the middle', '403', '500', 'closed, done', 'half a body'])(
    'F5, F7: %s',
    async (name) => {
      await widenAndPlan();
      const calls = await listCalls('STEP_BACK');
      expect(calls.length).toBeGreaterThan(12);
      expect(widerRules()).toEqual([]);
      const { failure, codes, times = 1 } = rowOf(name);
      for (const [index, call] of calls.entries()) {
        await widenAndPlan();
        const at = `${name} at call ${String(index + 1)}, ${call}`;
        tally.cells += 1;
        sandbox.failCall({ path: '**', nth: index + 1, times, failure });
        const ran = await run(false, 'STEP_BACK');
        expectRules(ran, [...codes, 'okta.answer_unusable'], at, ['FAILED']);
        const { problem } = readOutcome({ result: ran.end.result ?? null });
        if (problem && !problem.oktaState.startsWith('Nothing')) expectNamed(ran, at);
        // A second one, with a new token, goes on from what is left.
        sandbox.stopFailing();
        if (widerRules().length > 0) {
          await planBack();
          expect((await run(false, 'STEP_BACK')).end.status, at).toBe('SUCCEEDED');
        }
        expect(widerRules(), at).toEqual([]);
        tally.passed += 1;
      }
    },
    240_000,
  );
});
