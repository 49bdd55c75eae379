import { createHash } from 'node:crypto';
import type { Actor } from '@/lib/auth/actor';
import { createOktaGateway } from '@/lib/okta/gateway';
import {
  readOrganisationState,
  type OrganisationState,
  type OurIdentityProvider,
} from '@/lib/okta/organisation-state';
import type { OktaAdmin } from '@/lib/okta/port';
import type { ConnectionRecord } from '@/lib/okta/repair-record';
import { planSetup } from '@/lib/okta/setup-plan';
import type { OktaChoices } from '@/lib/schemas/okta';
import type { SetupPlan, SetupRunKind } from '@/lib/schemas/okta-run';
import { carryOutRun, type RunEnd } from '../carry-out-run';
import { failureRows, shortTimeoutMs, type FailureRow } from '../failure-rows';
import { setOktaEnvironmentForTests } from '../okta-environment';
import type { StoredRollOut } from '../roll-out-stored';
import type { SetupStep } from '../run-facts';
import type { RunJournal } from '../run-journal';
import {
  oktaRepairSteps,
  oktaRollOutSteps,
  oktaSetupSteps,
  oktaStepBackSteps,
  oktaUndoSteps,
} from '../run-steps';

/** What is needed of the stand-in organisation. */
interface StandIn {
  readonly url: string;
  createToken(input: Readonly<Record<string, never>>): string;
  calls(): readonly { readonly method: string; readonly path: string }[];
  reset(): void;
}

/** What the tests bring along: a layer of ours may not make them. */
export interface Outfit {
  readonly sandbox: StandIn;
  readonly actor: Actor;
  /** base64 of the DER of our signing certificate. */
  readonly certificateBase64: string;
}

/** What a run of the failure tables was and did. */
export interface Ran {
  readonly end: RunEnd;
  readonly written: readonly string[];
  readonly token: string;
}

/** What a run is given besides its kind. */
export interface Given {
  readonly plan: SetupPlan;
  readonly rollOut?: StoredRollOut | null;
  readonly record?: ConnectionRecord | null;
  readonly isSlow?: boolean;
}

/** What was chosen in every failure table. */
export const tableChoices: OktaChoices = {
  idpName: '1Kosmos',
  matchRule: 'USERNAME',
  createUsers: true,
  trustClaims: true,
  pilotUserId: '0199aaaa-0000-7000-8000-000000000000',
  pilotLogin: 'ruth.adeyemi@marlowfinch.example',
  pilotName: 'Ruth Adeyemi',
};

/** Stands for our own storage. */
const save: SetupStep = {
  action: 'save_application',
  perform: () =>
    Promise.resolve({ status: 'DONE', evidence: 'saved', facts: { applicationId: 'a1' } }),
};

const stepsByKind: Record<SetupRunKind, readonly SetupStep[]> = {
  SETUP: [...oktaSetupSteps, save],
  UNDO: oktaUndoSteps,
  ROLL_OUT: oktaRollOutSteps,
  STEP_BACK: oktaStepBackSteps,
  REPAIR: oktaRepairSteps,
};

/** The stand-in organisation of the failure tables, and runs with the real adapter over real sockets. */
export interface FailureHarness {
  readonly ours: OurIdentityProvider;
  /** A new organisation, and the plan to connect it. */
  startAfresh(): Promise<SetupPlan>;
  /** One run with a new token, its journal in memory. */
  run(kind: SetupRunKind, given: Given): Promise<Ran>;
  /** The calls of a run as Okta sees them. */
  listCalls(kind: SetupRunKind, given: Given): Promise<readonly string[]>;
  /** Does something with a token that is revoked afterwards. */
  withAdmin<T>(work: (admin: OktaAdmin) => Promise<T>): Promise<T>;
  /** A plan of the organisation as it is. */
  readPlanned(make: (state: OrganisationState) => SetupPlan): Promise<SetupPlan>;
}

/** Opens it over a stand-in organisation, which the caller closes. */
export function openFailureHarness(outfit: Outfit): FailureHarness {
  const { sandbox } = outfit;
  const ours = toOurs(outfit);
  const withAdmin: FailureHarness['withAdmin'] = async (work) => {
    const admin = openGateway(sandbox, false).connect(sandbox.url, sandbox.createToken({}));
    const result = await work(admin);
    await admin.revokeToken();
    return result;
  };
  const readPlanned: FailureHarness['readPlanned'] = (make) =>
    withAdmin(async (admin) => make(await readOrganisationState(admin)));
  const run: FailureHarness['run'] = (kind, given) => runOnce({ ...outfit, ours }, kind, given);
  return {
    ours,
    startAfresh: () => {
      sandbox.reset();
      return readPlanned((state) => planSetup({ state, choices: tableChoices, ours }));
    },
    run,
    listCalls: async (kind, given) => {
      const before = sandbox.calls().length;
      await run(kind, given);
      const calls = sandbox.calls().slice(before);
      return calls.map(
        ({ method, path }) => `${method} ${path.replaceAll(/[0-9a-zA-Z]{20}/g, '…')}`,
      );
    },
    withAdmin,
    readPlanned,
  };
}

/** A row of the table by its name. */
export function rowOf(name: string): FailureRow {
  const row = failureRows[name];
  if (!row) throw new Error(`There is no row ${name}`);
  return row;
}

function toOurs({ certificateBase64 }: Outfit): OurIdentityProvider {
  const der = Buffer.from(certificateBase64, 'base64');
  return {
    issuer: 'https://id.example.com/saml/metadata',
    ssoUrl: 'https://id.example.com/saml/sso',
    certificateBase64,
    certificateX5tS256: createHash('sha256').update(der).digest('base64url'),
  };
}

function openGateway(sandbox: StandIn, isSlow: boolean) {
  const scale = isSlow ? 10 : Infinity;
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / scale));
  const gateway = createOktaGateway({
    sandboxOrigin: sandbox.url,
    pause,
    ...(isSlow && { requestTimeoutMs: shortTimeoutMs }),
  });
  const sleep = () => Promise.resolve();
  setOktaEnvironmentForTests({ gateway, now: () => new Date(), sleep, pause });
  return gateway;
}

async function runOnce(
  { sandbox, actor, ours }: Outfit & Pick<FailureHarness, 'ours'>,
  kind: SetupRunKind,
  { plan, rollOut = null, record = null, isSlow = false }: Given,
): Promise<Ran> {
  const gateway = openGateway(sandbox, isSlow);
  const token = sandbox.createToken({});
  const written: string[] = [];
  const ends: RunEnd[] = [];
  const planned = new Set(plan.steps.map(({ action }) => action));
  const context = {
    kind,
    applicationId: null,
    actor,
    runId: '0199aaaa-0000-7000-8000-000000000002',
    admin: gateway.connect(sandbox.url, token),
    orgUrl: sandbox.url,
    orgId: '00otivnuq1X5554yc1d7',
    pipeline: 'idx',
    plan,
    choices: tableChoices,
    ours,
    rollOut,
    record,
    findRoute: (login: string) => gateway.findRoute(sandbox.url, login),
  };
  await carryOutRun(context, {
    journal: keepInMemory(written),
    steps: stepsByKind[kind].filter(({ action }) => planned.has(action)),
    end: (change) => {
      ends.push(change);
      return Promise.resolve();
    },
  });
  const [end] = ends;
  if (!end || ends.length !== 1) throw new Error(`A run ended ${String(ends.length)} times`);
  return { end, written, token };
}

function keepInMemory(written: string[]): RunJournal {
  const write = (...line: readonly unknown[]) => {
    written.push(JSON.stringify(line));
    return Promise.resolve();
  };
  return {
    begin: (action) => write('begin', action),
    finish: (action, result) => write('finish', action, result),
    fail: (action, error) => write('fail', action, String(error)),
    undo: (action) => write('undo', action),
    call: (action, call) => write('call', action, call),
    intend: (action, note) => write('intend', action, note),
    note: (action, evidence) => write('note', action, evidence),
  };
}
