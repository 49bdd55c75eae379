import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findOktaApplication } from '@/lib/db/okta-connections';
import { findSetupRun, listSetupRunsOfApplication, type SetupRunRow } from '@/lib/db/setup-runs';
import { pilotRuleNameOf, type ConnectionRecord } from '@/lib/okta/repair-record';
import type { SetupRunKind } from '@/lib/schemas/okta-run';
import { AppError, isAppError } from '@/lib/shared/errors';
import { readCertificate } from '@/lib/x509/read-certificate';
import { loadRun } from './load-run';
import { readSteps } from './roll-out-stored';
import { readChoices } from './stored-run';

/**
 * What was kept of a connection, and is to stand in Okta.
 * @throws AppError `okta.application_not_found`, `okta.set_up_by_hand`
 */
export async function loadRecord(
  actor: Actor,
  { applicationId }: Pick<SetupRunRow, 'applicationId'>,
): Promise<ConnectionRecord> {
  const found = await findApplication(actor, { applicationId });
  const connection = found?.oktaConnection;
  if (!found || !connection) throw new AppError('okta.application_not_found');
  const { setupRunId, idpId, ruleId, ruleName } = connection;
  const choices = setupRunId === null ? null : readChoices(await loadRun(actor, setupRunId));
  if (!choices || idpId === null) throw new AppError('okta.set_up_by_hand');
  return {
    idpId,
    audience: found.entityId,
    acsUrl: found.acsUrls[0] ?? '',
    requestCertificates: toFingerprints(found.requestCertificatePems),
    choices,
    rule: ruleId === null ? null : { id: ruleId, name: pilotRuleNameOf(ruleName, choices) },
    steps: readSteps(connection.rollOut),
  };
}

/** The same, or null where nothing was kept: a set-up that stopped, or one by hand. */
export async function findRecord(
  actor: Actor,
  run: Pick<SetupRunRow, 'applicationId'>,
): Promise<ConnectionRecord | null> {
  try {
    return await loadRecord(actor, run);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** SHA-256 in hex of each certificate. */
export function toFingerprints(pems: readonly string[]): readonly string[] {
  return pems.map((pem) => readCertificate(pem).fingerprintSha256);
}

/**
 * A connection that is to stand: not switched off here, not being taken away, and not half-way back
 * from a stage. What an administrator here took away is never put back by a repair.
 * @throws AppError `okta.application_not_found`, `okta.repair_closed`, `okta.repair_after_step_back`
 */
export async function requireRepairable(actor: Actor, applicationId: string | null): Promise<void> {
  const { tenantId } = actor;
  const found = await findApplication(actor, { applicationId });
  if (!found) throw new AppError('okta.application_not_found');
  if (!found.enabled) throw new AppError('okta.repair_closed');
  const runs = await listSetupRunsOfApplication(getDatabase(), tenantId, found.id);
  const whole = findLast(runs, ['SETUP', 'UNDO']);
  if (whole?.kind === 'UNDO' && (await hasActed(actor, whole.id))) {
    throw new AppError('okta.repair_closed');
  }
  const stage = findLast(runs, ['ROLL_OUT', 'STEP_BACK']);
  if (stage?.kind !== 'STEP_BACK' || stage.status === 'SUCCEEDED') return;
  if (await hasActed(actor, stage.id)) throw new AppError('okta.repair_after_step_back');
}

async function findApplication(
  { tenantId }: Actor,
  { applicationId }: Pick<SetupRunRow, 'applicationId'>,
) {
  return applicationId === null
    ? null
    : findOktaApplication(getDatabase(), tenantId, applicationId);
}

type Runs = Awaited<ReturnType<typeof listSetupRunsOfApplication>>;

/** The latest of these kinds of which something may stand. */
function findLast(runs: Runs, kinds: readonly SetupRunKind[]): Runs[number] | undefined {
  return runs.find(({ kind, status }) => kinds.includes(kind) && status !== 'ROLLED_BACK');
}

const harmless: readonly string[] = ['verify_organisation', 'revoke_token'];

/** It did more than read, or may have. */
async function hasActed(actor: Actor, runId: string): Promise<boolean> {
  const run = await findSetupRun(getDatabase(), actor.tenantId, runId);
  return (run?.steps ?? []).some(
    ({ action, status }) => status !== 'WAITING' && !harmless.includes(action),
  );
}
