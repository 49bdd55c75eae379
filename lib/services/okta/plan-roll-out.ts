import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { updateSetupRun, type SetupRunRow } from '@/lib/db/setup-runs';
import { readOrganisationState } from '@/lib/okta/organisation-state';
import type { OktaAdmin } from '@/lib/okta/port';
import { areRoutesAt } from '@/lib/okta/roll-out-exit';
import { planRollOut } from '@/lib/okta/roll-out-plan';
import { describeChoices } from '@/lib/okta/roll-out-words';
import { oktaPipelineSchema } from '@/lib/schemas/okta';
import type { RollOutChoices, RollOutInput, RollOutWho } from '@/lib/schemas/okta-roll-out';
import type { RollOutPlanAnswer } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { findOurValues } from './find-our-values';
import { findReach, listReachable } from './find-reach';
import { toReachQuery } from './to-reach-query';
import { loadRun, requireRunStatus } from './load-run';
import { viewRun } from './view-run';
import { oktaEnvironment } from './okta-environment';
import { planProbes } from './plan-roll-out-probes';
import { readReachTarget } from './read-reach-target';
import { loadConnection, type RolledOutConnection } from './roll-out-connection';
import {
  readRollOut,
  toRollOutJson,
  type RollOutProposal,
  type StoredRollOut,
} from './roll-out-stored';
import { readFindings, toJson } from './stored-run';
import {
  findAdministratorProblems,
  findListedProblems,
  findRoutes,
  samplePeople,
} from './verify-people';
import { describeReach } from './describe-reach';

const chooseStatuses = ['CHECKED', 'PLANNED'] as const;
/** So many people are asked about as samples of a stage, and so many are looked at for them. */
const sampleCount = 3;
const candidateCount = 10;

/**
 * Takes the choices of a roll-out and makes the plan: the people named are verified with the token,
 * the organisation is read once more, and the public question is asked where everybody goes now.
 * Writes nothing in Okta.
 *
 * Refuses by field when somebody named will not do.
 * @throws AppError `okta.roll_out_*`, `okta.choice_gone`, `okta.attribute_unknown`, `okta.run_over`
 */
export async function planRollOutRun(
  actor: Actor,
  runId: string,
  input: { readonly token: string; readonly choices: RollOutInput },
): Promise<RollOutPlanAnswer> {
  actor.requirePerson('applications.connect');
  const run = await loadRun(actor, runId);
  requireRunStatus(run, chooseStatuses);
  const stored = readRollOut(run);
  if (run.kind !== 'ROLL_OUT' || !stored) throw new AppError('okta.run_not_ready');
  if (readFindings(run)?.view.canContinue !== true) throw new AppError('okta.role_insufficient');
  const admin = oktaEnvironment().gateway.connect(run.orgUrl, input.token);
  const connection = await loadConnection(actor, run);
  const choices = toChoices(input.choices, stored);
  const refused = await findRefusal(admin, choices);
  if (refused) return { run: null, refused };
  const state = await readOrganisationState(admin);
  const ours = await findOurValues(getDatabase(), actor.tenantId);
  const idp = state.identityProviders.find(({ issuer }) => issuer === ours.issuer);
  const idpId = idp?.id ?? null;
  const proposed = await propose(actor, { run, admin, choices, connection, idpId });
  const { administratorsCaught, ...proposal } = proposed;
  const plan = planRollOut({
    ...{ state, ours, choices },
    pipeline: oktaPipelineSchema.parse(run.pipeline),
    steps: connection.steps,
    probes: proposal.probes,
    administratorsCaught,
    reachWords: describeReach(await findReach(actor, toReachQuery(run, proposal))),
  });
  const rollOut: StoredRollOut = {
    ...stored,
    steps: [...connection.steps],
    proposal: { ...proposal, excludesAdmins: idp?.excludesAdmins === true },
  };
  await store(actor, run, {
    plan: toJson(plan),
    rollOut: toRollOutJson(rollOut),
    words: describeChoices(choices),
  });
  return { run: await viewRun(actor, await loadRun(actor, runId)), refused: null };
}

/** Which field names somebody who will not do, and why. */
async function findRefusal(
  admin: OktaAdmin,
  choices: RollOutChoices,
): Promise<RollOutPlanAnswer['refused']> {
  const ofAdministrators = await findAdministratorProblems(admin, choices.administrators);
  if (ofAdministrators.length > 0) {
    return { field: 'administrators', message: ofAdministrators.join(' ') };
  }
  const ofList = await findListedProblems(admin, choices);
  return ofList.length > 0 ? { field: 'logins', message: ofList.join(' ') } : null;
}

interface Proposing {
  readonly run: SetupRunRow;
  readonly admin: OktaAdmin;
  readonly choices: RollOutChoices;
  readonly connection: RolledOutConnection;
  /** Of our identity provider as it is now. */
  readonly idpId: string | null;
}

async function propose(
  actor: Actor,
  { run, admin, choices, connection, idpId }: Proposing,
): Promise<Proposed> {
  const { attributeLogins, isAttributeCut } = await readReachTarget(admin, choices.who);
  const ofAttribute = { attributeLogins, isAttributeCut, further: [] };
  const query = toReachQuery(run, { choices, ...ofAttribute });
  const { people, administrators: caught } = await samplePeople(
    admin,
    choices.who.stage === 'ATTRIBUTE'
      ? attributeLogins
      : await listReachable(actor, query, candidateCount),
    // One of them may be the test person, who proves nothing new.
    sampleCount + 1,
  );
  const probes = planProbes({ ...{ run, choices, connection }, candidates: people });
  const find = (login: string) => oktaEnvironment().gateway.findRoute(run.orgUrl, login);
  const administrators = (await findRoutes(find, choices.administrators)).map(
    ({ login, type }) => ({ login, isSuperAdmin: true, isWithOkta: type === 'OKTA' }),
  );
  const before = connection.steps.at(-1)?.samples ?? [];
  const pilot = connection.pilotLogin === null ? [] : [connection.pilotLogin];
  const routed = await findRoutes(find, [...pilot, ...before]);
  const areRoutesRight = areRoutesAt(routed, idpId);
  const administratorsCaught = caught.filter((login) => !isNamed(login, choices.administrators));
  const base = { choices, ...ofAttribute, probes, administrators, areRoutesRight };
  return { ...base, administratorsCaught };
}

/** What is stored of a proposal, and what only its plan says. */
type Proposed = Omit<RollOutProposal, 'excludesAdmins'> & {
  /** Administrators of Okta whom the stage catches and nobody named. */
  readonly administratorsCaught: readonly string[];
};

function isNamed(login: string, names: readonly string[]): boolean {
  return names.some((name) => toLoginKey(name) === toLoginKey(login));
}

/** With the names of what was chosen, which must have been offered. */
function toChoices(
  input: RollOutInput,
  { zones, apps, fallbackFeature }: StoredRollOut,
): RollOutChoices {
  const pick = (ids: readonly string[], from: StoredRollOut['zones']) =>
    ids.map((id) => {
      const found = from.find((candidate) => candidate.id === id);
      if (!found) throw new AppError('okta.choice_gone');
      return found;
    });
  const { zoneMode, platforms, administrators, fallback } = input;
  const zoneIds = zoneMode === 'ANYWHERE' ? [] : input.zoneIds;
  return {
    who: toWho(input),
    limits: { zoneMode, zones: pick(zoneIds, zones), apps: pick(input.appIds, apps), platforms },
    administrators,
    fallback: fallback && fallbackFeature?.isOn !== false,
  };
}

function toWho({ stage, logins, domains, attribute, value }: RollOutInput): RollOutWho {
  switch (stage) {
    case 'LIST':
      return { stage, logins };
    case 'DOMAIN':
      return { stage, domains };
    case 'ATTRIBUTE':
      return { stage, attribute, value };
    case 'EVERYONE':
      return { stage };
  }
}

async function store(
  actor: Actor,
  run: SetupRunRow,
  made: {
    readonly plan: ReturnType<typeof toJson>;
    readonly rollOut: ReturnType<typeof toRollOutJson>;
    readonly words: string;
  },
): Promise<void> {
  const { plan, rollOut, words } = made;
  await inTransaction(async (tx) => {
    const target = { id: run.id, when: chooseStatuses };
    const change = { status: 'PLANNED', tokenStatus: 'IN_USE', plan, rollOut } as const;
    if (!(await updateSetupRun(tx, actor.tenantId, target, change))) {
      throw new AppError('okta.run_over');
    }
    await recordAudit(
      tx,
      actor,
      'setup_run.planned',
      { type: 'setup_run', id: run.id, label: new URL(run.orgUrl).host },
      { routed: { after: words } },
    );
  });
}
