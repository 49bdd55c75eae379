import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { clearSetupPlan, updateSetupRun, type SetupRunRow } from '@/lib/db/setup-runs';
import { judgeOrganisation } from '@/lib/okta/findings';
import type { OktaAdmin } from '@/lib/okta/port';
import { readPreflight } from '@/lib/okta/preflight';
import { revokeAndProve } from '@/lib/okta/revoke-token';
import { probeOrganisationState } from '@/lib/okta/organisation-state';
import { oktaPipelineSchema } from '@/lib/schemas/okta';
import type { SetupRunKind, SetupRunView } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { checkRepair } from './check-repair';
import { checkRollOut } from './check-roll-out';
import { checkUndo } from './check-undo';
import { findOurValues } from './find-our-values';
import { judgeConnected } from './judge-connected';
import { loadRun, requireRunStatus } from './load-run';
import { viewRun } from './view-run';
import { oktaEnvironment } from './okta-environment';
import { toJson } from './stored-run';

const openStatuses = ['CONNECTED', 'CHECKED', 'PLANNED'] as const;

/**
 * Reads the organisation with the token and says what was found: whose token, enough of a role or
 * not, what of ours is there. Writes nothing in Okta but the end of a token that was replaced. A plan
 * made before is dropped.
 */
export async function checkRun(
  actor: Actor,
  runId: string,
  { token, replacedToken }: { readonly token: string; readonly replacedToken?: string | undefined },
): Promise<SetupRunView> {
  actor.requirePerson('applications.connect');
  const run = await loadRun(actor, runId);
  requireRunStatus(run, openStatuses);
  if (replacedToken !== undefined && replacedToken !== token) {
    await revokeReplaced(run.orgUrl, replacedToken);
  }
  const admin = oktaEnvironment().gateway.connect(run.orgUrl, token);
  await checkers[run.kind](actor, run, admin);
  return viewRun(actor, await loadRun(actor, runId));
}

/** What is read, and judged, by what a run is for. */
const checkers: Record<
  SetupRunKind,
  (actor: Actor, run: SetupRunRow, admin: OktaAdmin) => Promise<void>
> = {
  SETUP: checkSetup,
  UNDO: checkUndo,
  ROLL_OUT: checkRollOut,
  STEP_BACK: checkRollOut,
  REPAIR: checkRepair,
};

async function checkSetup(actor: Actor, run: SetupRunRow, admin: OktaAdmin): Promise<void> {
  const runId = run.id;
  const { state, refused } = await probeOrganisationState(admin);
  const ours = await findOurValues(getDatabase(), actor.tenantId);
  const { now } = oktaEnvironment();
  const found = await readPreflight(admin, { ownerId: state.owner.id, now });
  const preflight = { ...found, refused };
  const pipeline = oktaPipelineSchema.parse(run.pipeline);
  const judged = judgeOrganisation(state, ours, { pipeline, preflight });
  const connected = await judgeConnected(actor, admin, { state, ours, orgId: run.orgId });
  const view = { ...judged, items: [...judged.items, ...connected] };
  await inTransaction(async (tx) => {
    const change = {
      status: 'CHECKED',
      tokenStatus: 'IN_USE',
      findings: toJson({ view, state }),
    } as const;
    const isOpen = await updateSetupRun(
      tx,
      actor.tenantId,
      { id: runId, when: openStatuses },
      change,
    );
    if (!isOpen) throw new AppError('okta.run_over');
    await clearSetupPlan(tx, actor.tenantId, runId);
    await recordAudit(tx, actor, 'setup_run.checked', {
      type: 'setup_run',
      id: runId,
      label: new URL(run.orgUrl).host,
    });
  });
}

async function revokeReplaced(orgUrl: string, token: string): Promise<void> {
  const { gateway, pause } = oktaEnvironment();
  const isDead = await revokeAndProve(gateway.connect(orgUrl, token), { pause });
  if (!isDead) throw new AppError('okta.token_alive', 'The replaced token could not be revoked');
}
