import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { updateSetupRun, type SetupRunRow } from '@/lib/db/setup-runs';
import { judgeOrganisation } from '@/lib/okta/findings';
import { readOrganisationState } from '@/lib/okta/organisation-state';
import type { OktaAdmin } from '@/lib/okta/port';
import { findUndoObjects, planUndo } from '@/lib/okta/undo-plan';
import { oktaPipelineSchema } from '@/lib/schemas/okta';
import { AppError, invariant } from '@/lib/shared/errors';
import { findOurValues } from './find-our-values';
import { findRecord } from './load-record';
import { readChoices, toJson } from './stored-run';

const openStatuses = ['CONNECTED', 'CHECKED', 'PLANNED'] as const;

/**
 * Reads the organisation for a removal, and makes its plan at once: there is nothing to choose.
 * @throws AppError `okta.nothing_to_undo`, `okta.other_rules_route`
 */
export async function checkUndo(actor: Actor, run: SetupRunRow, admin: OktaAdmin): Promise<void> {
  const choices = readChoices(run);
  invariant(choices, 'a removal has the choices of the run it is about');
  const state = await readOrganisationState(admin);
  const ours = await findOurValues(getDatabase(), actor.tenantId);
  const known = await findRecord(actor, run);
  const input = { state, ours, ...choices, known, linkedLogins: null };
  const objects = findUndoObjects(input);
  const { rule, widerRules, idp, key } = objects;
  if (!rule && !idp && !key && widerRules.length === 0) throw new AppError('okta.nothing_to_undo');
  const linkedLogins = objects.idp ? await listLinked(admin, objects.idp.id) : null;
  const plan = planUndo({ ...input, linkedLogins });
  const preflight = { clockAheadMs: null, boundTokenNames: null, features: null, refused: [] };
  const pipeline = oktaPipelineSchema.parse(run.pipeline);
  const judged = judgeOrganisation(state, ours, { pipeline, preflight });
  const items = judged.items.filter(({ code }) => code === 'roles');
  const canContinue = items.every(({ level }) => level !== 'stop');
  const view = { ...judged, items, canContinue };
  await inTransaction(async (tx) => {
    const target = { id: run.id, when: openStatuses };
    const isOpen = await updateSetupRun(tx, actor.tenantId, target, {
      status: canContinue ? 'PLANNED' : 'CHECKED',
      tokenStatus: 'IN_USE',
      findings: toJson({ view, state }),
      plan: toJson(plan),
    });
    if (!isOpen) throw new AppError('okta.run_over');
    const label = new URL(run.orgUrl).host;
    await recordAudit(tx, actor, 'setup_run.checked', { type: 'setup_run', id: run.id, label });
  });
}

/** Only told, never needed: a role that may not list them is no reason to stop. */
async function listLinked(admin: OktaAdmin, idpId: string): Promise<readonly string[] | null> {
  return admin.listLinkedLogins(idpId).catch(() => null);
}
