import 'server-only';
import { z } from 'zod';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import {
  listExpiredSetupRuns,
  updateSetupRun,
  updateSetupStep,
  type SetupRunRow,
} from '@/lib/db/setup-runs';
import { menuPaths } from '@/lib/okta/menu-paths';
import { toRuleName } from '@/lib/okta/wanted-objects';
import { setupActions, type SetupLeftover } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { describeProblem } from './describe-problem';
import { oktaEnvironment } from './okta-environment';
import { describeFailure } from './run-journal';
import { readChoices, readOutcome, toJson } from './stored-run';

/**
 * Finds runs whose server stopped in the middle (their lease is over) and says so: what exists in
 * Okta by the journal, that the token must be taken for alive, and where to click. Called whenever
 * runs are read or begun, so also right after a restart.
 */
export async function recoverInterruptedRuns(actor: Actor): Promise<void> {
  const { now } = oktaEnvironment();
  const expired = await listExpiredSetupRuns(getDatabase(), actor.tenantId, now());
  for (const run of expired) await markInterrupted(actor, run);
}

async function markInterrupted(actor: Actor, run: SetupRunRow): Promise<void> {
  const error = new AppError('okta.run_interrupted');
  const { connected } = readOutcome(run);
  const problem = describeProblem({
    error,
    action: actionSchema.safeParse(findWorkingStep(run)?.action).data,
    end: connected ? 'connected' : 'interrupted',
    leftovers: connected ? [] : findLeftovers(run),
    isTokenDead: false,
  });
  await inTransaction(async (tx) => {
    const target = { id: run.id, when: ['APPLYING'] } as const;
    const isMine = await updateSetupRun(tx, actor.tenantId, target, {
      status: 'INTERRUPTED',
      tokenStatus: 'ALIVE',
      leaseUntil: null,
      result: toJson({ connected, problem }),
      errorCode: error.code,
      errorText: problem.message,
    });
    if (!isMine) return;
    await failWorkingStep(tx, actor, run);
    await recordAudit(tx, actor, 'setup_run.interrupted', {
      type: 'setup_run',
      id: run.id,
      label: new URL(run.orgUrl).host,
    });
  });
}

async function failWorkingStep(
  tx: Parameters<typeof updateSetupStep>[0],
  actor: Actor,
  run: SetupRunRow,
): Promise<void> {
  const working = findWorkingStep(run);
  if (!working) return;
  const { code, message } = describeFailure(new AppError('okta.run_interrupted'));
  const target = { runId: run.id, action: working.action };
  await updateSetupStep(tx, actor.tenantId, target, {
    status: 'FAILED',
    errorCode: code,
    errorText: message,
  });
}

const kindByAction: Readonly<Record<string, keyof typeof menuPaths>> = {
  upload_key: 'key',
  create_idp: 'idp',
  create_rule: 'rule',
};

function findWorkingStep({ steps }: SetupRunRow): SetupRunRow['steps'][number] | undefined {
  return steps.find(({ status }) => status === 'WORKING');
}

const actionSchema = z.enum(setupActions);
const detailSchema = z.object({ objectId: z.string() });

/** What the journal says was made, or may have been made when the server stopped; rule first. */
function findLeftovers(run: SetupRunRow): readonly SetupLeftover[] {
  const idpName = readChoices(run)?.idpName ?? 'AdminX';
  const names = {
    key: 'Signing certificate of AdminX',
    idp: idpName,
    rule: toRuleName(idpName),
  };
  return run.steps
    .flatMap(({ action, status, detail }) => {
      const kind = kindByAction[action];
      if (!kind || !['DONE', 'WORKING'].includes(status)) return [];
      const parsed = detailSchema.safeParse(detail);
      const id = parsed.success ? parsed.data.objectId : null;
      return [{ kind, name: names[kind], id, menuPath: menuPaths[kind] }];
    })
    .reverse();
}
