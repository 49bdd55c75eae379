import 'server-only';
import { z } from 'zod';
import type { SetupRunRow, SetupStepRow } from '@/lib/db/setup-runs';
import {
  oktaReceiptFormat,
  type EndedStatus,
  type OktaReceipt,
  type ReceiptProof,
  type ReceiptStep,
} from '@/lib/schemas/okta-receipt';
import { overrideMinutes } from '@/lib/schemas/okta-guard';
import type { SetupPlan, SetupRunView } from '@/lib/schemas/okta-run';
import { listReceiptObjects } from './list-receipt-objects';
import { readAssents } from './roll-out-stored';
import { readFindings, readPlan } from './stored-run';
import { toRunView } from './to-run-view';

/** What the stored run does not know of itself. */
export interface ReceiptContext {
  readonly status: EndedStatus;
  readonly begunBy: string;
  readonly applied: { readonly by: string; readonly at: Date } | null;
}

/** What the journal keeps of the calls of a step; none before its first. */
const callsSchema = z
  .object({ calls: z.array(z.object({ call: z.string(), at: z.string() })) })
  .transform(({ calls }) => calls)
  .catch([]);

/** The receipt of a run that has ended: what was stored of it, in one document. Pure. */
export function buildReceipt(run: SetupRunRow, context: ReceiptContext): OktaReceipt {
  const view = toRunView(run, {
    createdBy: context.begunBy,
    isMine: false,
    rollOut: null,
  });
  const plan = readPlan(run);
  const steps = run.steps.map((row, index) => toReceiptStep(row, view.steps[index], plan));
  const { url, host, id, name, pipeline, isSandbox } = view.org;
  return {
    format: oktaReceiptFormat,
    runId: run.id,
    kind: run.kind,
    status: context.status,
    organisation: { url, host, id, name, pipeline, isSandbox },
    ...describePeople(run, view, context),
    endedAt: lastOf(view),
    token: describeToken(view),
    planHash: plan === null || run.steps.length === 0 ? null : plan.hash,
    objects: listReceiptObjects({ run, view, plan }),
    proofs: steps.flatMap(toProof),
    steps,
    error: view.error,
  };
}

function describePeople(
  run: SetupRunRow,
  { result, createdAt }: SetupRunView,
  { begunBy, applied }: ReceiptContext,
) {
  const findings = readFindings(run)?.view;
  return {
    applicationId: run.applicationId ?? result?.applicationId ?? null,
    begunBy,
    begunAt: createdAt,
    appliedBy: applied === null ? null : applied.by,
    appliedAt: applied === null ? null : applied.at.toISOString(),
    approval: findApproval(run, applied),
    tokenOwner: findings ? { owner: findings.owner, roles: findings.roles } : null,
    routes: result ? { before: result.routeBefore, after: result.routeAfter } : null,
  };
}

/** Of the plan of the receipt, while it counted; one of an earlier plan allowed nothing of it. */
function findApproval(
  run: SetupRunRow,
  applied: ReceiptContext['applied'],
): OktaReceipt['approval'] {
  const { override } = readAssents(run);
  if (!override || override.planHash !== readPlan(run)?.hash) return null;
  const age = applied === null ? 0 : applied.at.getTime() - Date.parse(override.at);
  if (age > overrideMinutes * 60_000) return null;
  return { by: override.login, at: override.at, reason: override.reason };
}

function toReceiptStep(
  row: SetupStepRow,
  view: SetupRunView['steps'][number] | undefined,
  plan: SetupPlan | null,
): ReceiptStep {
  if (!view) throw new Error('A stored step has a view');
  const planned = plan?.steps.find(({ action }) => action === row.action);
  const { summary, request, changes = [] } = planned ?? { summary: null, request: null };
  const calls = callsSchema.parse(row.detail).map(({ call, at }) => ({ at, request: call }));
  return { ...view, summary, calls, planned: request, changes };
}

function toProof({ action, status, evidence, finishedAt }: ReceiptStep): readonly ReceiptProof[] {
  if (status !== 'DONE' || evidence === null) return [];
  const found = { at: finishedAt };
  const line = (when: ReceiptProof['when']) =>
    evidence.split('; ').map((seen) => ({ ...found, when, seen }));
  if (['find_route_before', 'find_routes_before'].includes(action)) return line('before');
  const isAfter = ['find_route_after', 'find_routes_after', 'find_routes_back'].includes(action);
  return isAfter ? line('after') : [];
}

function describeToken({ steps, tokenStatus }: SetupRunView): OktaReceipt['token'] {
  const revocation = steps.find(({ action }) => action === 'revoke_token');
  const isProven = tokenStatus === 'REVOKED' && revocation?.status === 'DONE';
  return {
    status: tokenStatus,
    provenDeadAt: isProven ? revocation.finishedAt : null,
    proof: isProven ? revocation.evidence : null,
  };
}

function lastOf({ steps }: SetupRunView): string | null {
  return steps.reduce<string | null>(
    (latest, { finishedAt }) =>
      finishedAt !== null && (latest === null || finishedAt > latest) ? finishedAt : latest,
    null,
  );
}
