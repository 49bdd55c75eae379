/**
 * The failure table of `failure-table.test.ts` for runs that put back what others changed: a repair in
 * which every kind of thing is wrong, refused at every call, and failing worse at a sample of them; the
 * other ways to fail go through the same code in the other tables.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSigningKey } from '@/e2e/okta-sandbox/org/signing-key';
import { startOktaSandbox, type OktaSandbox } from '@/e2e/okta-sandbox/start';
import { redirectLogForTests } from '@/lib/log/log';
import { readOrganisationState } from '@/lib/okta/organisation-state';
import type { OktaAdmin } from '@/lib/okta/port';
import { findRepairObjects, isAsRecorded } from '@/lib/okta/repair-objects';
import { planRepair } from '@/lib/okta/repair-plan';
import { listWantedRules, type ConnectionRecord } from '@/lib/okta/repair-record';
import type { RollOutStep } from '@/lib/schemas/okta-roll-out';
import type { SetupPlan } from '@/lib/schemas/okta-run';
import { asTenantId } from '@/lib/shared/tenant-id';
import { buildPersonActor } from '@/lib/testing/builders';
import { setOktaEnvironmentForTests } from './okta-environment';
import { readRepairInput } from './read-repair';
import type { StoredRollOut } from './roll-out-stored';
import { readOutcome } from './stored-run';
import {
  openFailureHarness,
  rowOf,
  tableChoices as choices,
  type FailureHarness,
  type Ran,
} from './testdata/failure-harness';

const superAdmin = 'ottilie.marchbanks@marlowfinch.example';

let harness: FailureHarness;
let sandbox: OktaSandbox;
let plan: SetupPlan;
let record: ConnectionRecord;
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
    `Failures of repairs: ${String(passed)} of ${String(cells)} cells passed.\n`,
  );
  await sandbox.close();
});

const step: RollOutStep = {
  choices: {
    who: { stage: 'DOMAIN', domains: ['marlowfinch.example'] },
    limits: { zoneMode: 'ANYWHERE', zones: [], apps: [], platforms: [] },
    administrators: [superAdmin],
    fallback: false,
  },
  rule: { id: '', name: '1Kosmos - domain' },
  adminRule: { id: '', name: '1Kosmos - admins stay with Okta' },
  fallback: 'off',
  samples: ['mei-ling.tan@marlowfinch.example'],
  fingerprint: '',
  above: [],
  runId: 'r1',
  at: '2026-11-30T08:00:00Z',
};

/** A connection with a domain beyond the test person, spoilt in every way, and the plan to mend it. */
async function connectSpoilAndPlan(): Promise<void> {
  plan = await harness.startAfresh();
  expect((await harness.run('SETUP', { plan })).end.status).toBe('SUCCEEDED');
  await harness.withAdmin(async (admin) => {
    record = await makeRecord(admin);
    await spoil(admin);
  });
  await planAgain();
}

async function makeRecord(admin: OktaAdmin): Promise<ConnectionRecord> {
  const { identityProviders, rules, policy } = await readOrganisationState(admin);
  const [idp] = identityProviders;
  const pilot = rules.find(({ isSystem }) => !isSystem);
  if (!idp || !pilot) throw new Error('The set-up made an identity provider and a rule');
  const made = {
    idpId: idp.id,
    audience: idp.audience,
    acsUrl: idp.acsUrl ?? '',
    requestCertificates: [],
    choices,
    rule: { id: pilot.id, name: pilot.name },
    steps: [step],
  };
  const ids = new Map<string, string>();
  for (const wanted of listWantedRules(made)) {
    if (wanted.role === 'TEST_PERSON') continue;
    const priority = wanted.role === 'ADMINS' ? 1 : 3;
    const { id } = await admin.createInactiveRule(policy.id, wanted.toBody(priority, idp.id));
    await admin.activateRule(policy.id, id);
    ids.set(wanted.role, id);
  }
  const adminRule = step.adminRule && { ...step.adminRule, id: ids.get('ADMINS') ?? '' };
  const rule = { ...step.rule, id: ids.get('DOMAIN') ?? '' };
  const known = { state: await readOrganisationState(admin), ours: harness.ours, record: made };
  const { requestCertificates } = await readRepairInput(admin, known);
  return { ...made, requestCertificates, steps: [{ ...step, rule, adminRule }] };
}

/** What another administrator of Okta might do: edit, delete, move, switch off, replace. */
async function spoil(admin: OktaAdmin): Promise<void> {
  const { policy } = await readOrganisationState(admin);
  const [wantedAdmins, wantedPilot] = listWantedRules(record);
  const [wide] = record.steps;
  if (!wantedAdmins || !wantedPilot || !wide) throw new Error('There are three rules');
  await admin.deleteRule(policy.id, wantedAdmins.id);
  await admin.deactivateRule(policy.id, wantedPilot.id);
  const body = listWantedRules(record).at(-1)?.toBody(1, record.idpId);
  if (!body) throw new Error('There is a wider rule');
  const name = 'Renamed by a colleague';
  await admin.replaceRule(policy.id, wide.rule.id, { ...body, name, priority: 1 });
  const raw = await admin.readRawIdentityProvider(record.idpId);
  const policyOfIdp = raw['policy'] as Readonly<Record<string, unknown>>;
  await admin.restoreIdentityProvider(record.idpId, {
    ...raw,
    name: 'Renamed too',
    policy: { ...policyOfIdp, trustClaims: false },
  });
  const [mapping] = await admin.listMappings(record.idpId);
  await admin.updateMapping(mapping?.id ?? '', { email: 'source.other' });
}

async function planAgain(): Promise<void> {
  await harness.withAdmin(async (admin) => {
    const state = await readOrganisationState(admin);
    const input = await readRepairInput(admin, { state, ours: harness.ours, record });
    plan = planRepair(input);
  });
  const proposal = {
    choices: step.choices,
    attributeLogins: [],
    isAttributeCut: false,
    further: [],
    probes: { samples: [], stranger: null },
    administrators: [],
    excludesAdmins: true,
    areRoutesRight: true,
  };
  rollOut = { zones: [], apps: [], steps: [...record.steps], proposal, outcome: null };
}

const run = () => harness.run('REPAIR', { plan, record, rollOut });
const listCalls = () => harness.listCalls('REPAIR', { plan, record, rollOut });

/** The organisation as far as a repair may touch it, without times. */
function seeOrganisation(): string {
  const rules = sandbox.rules().map(({ id, name, status, conditions, idp }) => {
    return { id, name, status, conditions, idp };
  });
  const idps = sandbox.idps().map(({ id, name, status, policy, protocol }) => {
    return { id, name, status, policy, protocol };
  });
  const keys = sandbox.keys().map(({ kid }) => kid);
  return JSON.stringify({ rules, idps, keys });
}

/** Every rule of ours that is there stands once, and all of them as they were made. */
async function isMended(): Promise<boolean> {
  return harness.withAdmin(async (admin) => {
    const state = await readOrganisationState(admin);
    const input = await readRepairInput(admin, { state, ours: harness.ours, record });
    return isAsRecorded(findRepairObjects(input));
  });
}

function expectEnd({ end, written, token }: Ran, codes: readonly string[], at: string): void {
  const { problem } = readOutcome({ result: end.result ?? null });
  expect(end.tokenStatus, at).toBe('REVOKED');
  expect(JSON.stringify([end, written]), at).not.toContain(token);
  const names = sandbox.rules().map(({ name }) => name);
  expect(new Set(names).size, at).toBe(names.length);
  if (end.status === 'SUCCEEDED') return;
  expect(codes, at).toContain(end.errorCode);
  expect(problem?.oktaState, at).not.toBe('');
  expect(problem?.todo, at).not.toBe('');
}

const webfinger = ['okta.answer_unusable', 'okta.readback_differs', 'okta.plan_stale'];

describe('every call of a repair, failing', () => {
  it.each([
    { name: '401 revoked in the middle', every: 3 },
    { name: '403', every: 1 },
    { name: 'closed, done', every: 2 },
  ])(
    'F5, F7, F10: $name',
    async ({ name, every }) => {
      await connectSpoilAndPlan();
      const calls = await listCalls();
      expect(calls.length).toBeGreaterThan(30);
      expect(calls.filter((call) => call.startsWith('PUT')).length).toBeGreaterThan(2);
      expect(await isMended()).toBe(true);
      const { failure, codes, times = 1 } = rowOf(name);
      await connectSpoilAndPlan();
      let before = seeOrganisation();
      for (const [index, call] of calls.entries()) {
        if (index % every !== 0) continue;
        const at = `${name} at call ${String(index + 1)}, ${call}`;
        tally.cells += 1;
        sandbox.failCall({ path: '**', nth: index + 1, times, failure });
        const ran = await run();
        sandbox.stopFailing();
        expectEnd(ran, [...codes, ...webfinger], at);
        const isDead = name === '401 revoked in the middle';
        if (ran.end.status === 'ROLLED_BACK') expect(seeOrganisation(), at).toBe(before);
        else if (ran.end.status === 'SUCCEEDED') expect(await isMended(), at).toBe(true);
        else expect(isDead, `${at}: ${JSON.stringify(ran.end)}`).toBe(true);
        if (seeOrganisation() !== before) {
          // A second one, with a new token, goes on from what is there.
          if (ran.end.status !== 'SUCCEEDED') {
            await planAgain();
            const again = await run();
            expect(again.end.status, `${at}: ${JSON.stringify(again.end)}`).toBe('SUCCEEDED');
          }
          await connectSpoilAndPlan();
          before = seeOrganisation();
        }
        tally.passed += 1;
      }
    },
    240_000,
  );

  it.each(['401 revoked in the middle', 'closed, done'])(
    'F5, F7, F10, while it is taken back: %s',
    async (name) => {
      const spoilRoutes = () => {
        const failure = 'server-error' as const;
        sandbox.failCall({ path: '/.well-known/webfinger', nth: 4, times: null, failure });
      };
      await connectSpoilAndPlan();
      spoilRoutes();
      const calls = await listCalls();
      sandbox.stopFailing();
      const first = calls.findLastIndex((call) => call.includes('webfinger')) + 1;
      expect(calls.length - first).toBeGreaterThan(10);
      const { failure, times = 1 } = rowOf(name);
      for (let index = first; index < calls.length; index += 3) {
        await connectSpoilAndPlan();
        const before = seeOrganisation();
        spoilRoutes();
        const at = `taking back, ${name} at ${calls[index] ?? ''}`;
        tally.cells += 1;
        sandbox.failCall({ path: '**', nth: index + 1, times, failure });
        const ran = await run();
        sandbox.stopFailing();
        expectEnd(ran, ['okta.server_error', 'okta.answer_unusable'], at);
        if (ran.end.status === 'ROLLED_BACK') expect(seeOrganisation(), at).toBe(before);
        else
          expect(readOutcome({ result: ran.end.result ?? null }).problem?.leftovers).not.toEqual(
            [],
          );
        tally.passed += 1;
      }
    },
    240_000,
  );
});
