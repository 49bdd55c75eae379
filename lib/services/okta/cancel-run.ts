import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { updateSetupRun, type SetupRunRow } from '@/lib/db/setup-runs';
import type { OktaAdmin } from '@/lib/okta/port';
import { revokeAndProve, revokeOnce } from '@/lib/okta/revoke-token';
import type { SetupRunView } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { describeProblem } from './describe-problem';
import { loadRun } from './load-run';
import { viewRun } from './view-run';
import { oktaEnvironment } from './okta-environment';
import { trackRun } from './running-runs';
import { toJson } from './stored-run';

/** Before the first try behind the answer, in milliseconds. */
const firstPauseMs = 1_000;

const openStatuses = ['CONNECTED', 'CHECKED', 'PLANNED'] as const;

/**
 * Ends a run that has not been applied, and revokes the token when the tab still has it (also what
 * a closing tab sends). The answer does not wait for more than one try: when that fails, the run
 * says so, and the server goes on trying for a while and takes the word back when it succeeds. A run that is being applied is left alone: it ends by itself and revokes its
 * token. A run that has ended stays as it is, but a token that comes with the request is revoked.
 * Ending the run of someone else needs a passkey used just now.
 */
export async function cancelRun(
  actor: Actor,
  runId: string,
  token: string | null,
): Promise<SetupRunView> {
  const person = actor.requirePerson('applications.connect');
  const run = await loadRun(actor, runId);
  if (run.createdById !== person.userId) {
    actor.requireRecentPerson('applications.connect', oktaEnvironment().now());
  }
  if (run.status === 'APPLYING') return viewRun(actor, run);
  const admin = token === null ? null : oktaEnvironment().gateway.connect(run.orgUrl, token);
  const isTokenDead = admin && (await revokeOnce(admin));
  const isOpen = openStatuses.some((status) => status === run.status);
  if (isOpen) await endOpenRun(actor, run, isTokenDead);
  if (admin && isTokenDead === false) trackRun(run.id, keepRevoking(actor, run.id, admin));
  if (isOpen) return viewRun(actor, await loadRun(actor, runId));
  if (isTokenDead === false) throw new AppError('okta.token_alive');
  return viewRun(actor, await loadRun(actor, runId));
}

/** Goes on revoking behind the answer; the run stops being red when it succeeds. */
async function keepRevoking(actor: Actor, runId: string, admin: OktaAdmin): Promise<void> {
  const { pause } = oktaEnvironment();
  await pause(firstPauseMs);
  if (!(await revokeAndProve(admin, { pause }))) return;
  await inTransaction(async (tx) => {
    const { orgUrl, tokenStatus } = await loadRun(actor, runId, tx);
    if (tokenStatus !== 'ALIVE') return;
    const target = { id: runId, when: ['CANCELLED'] } as const;
    const result = toJson({ connected: null, problem: null });
    const change = { tokenStatus: 'REVOKED', result } as const;
    if (!(await updateSetupRun(tx, actor.tenantId, target, change))) return;
    await recordAudit(
      tx,
      actor,
      'setup_run.cancelled',
      { type: 'setup_run', id: runId, label: new URL(orgUrl).host },
      { token: { before: 'ALIVE', after: 'REVOKED' } },
    );
  });
}

async function endOpenRun(
  actor: Actor,
  run: SetupRunRow,
  isTokenDead: boolean | null,
): Promise<void> {
  const tokenStatus = toTokenStatus(run, isTokenDead);
  const problem =
    tokenStatus === 'ALIVE'
      ? describeProblem({
          error: new AppError('okta.token_alive'),
          end: 'unwritten',
          leftovers: [],
          isTokenDead: false,
        })
      : null;
  await inTransaction(async (tx) => {
    const isOpen = await updateSetupRun(
      tx,
      actor.tenantId,
      { id: run.id, when: openStatuses },
      {
        status: 'CANCELLED',
        tokenStatus,
        ...(problem
          ? { result: toJson({ connected: null, problem }), errorCode: problem.code }
          : {}),
      },
    );
    if (!isOpen) return;
    await recordAudit(
      tx,
      actor,
      'setup_run.cancelled',
      { type: 'setup_run', id: run.id, label: new URL(run.orgUrl).host },
      { token: { after: tokenStatus } },
    );
  });
}

/** Without the token at hand, one that was in use must be taken for alive. */
function toTokenStatus(run: SetupRunRow, isTokenDead: boolean | null) {
  if (isTokenDead !== null) return isTokenDead ? 'REVOKED' : 'ALIVE';
  return run.tokenStatus === 'IN_USE' ? 'ALIVE' : run.tokenStatus;
}
