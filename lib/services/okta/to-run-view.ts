import 'server-only';
import { z } from 'zod';
import type { SetupRunRow, SetupStepRow } from '@/lib/db/setup-runs';
import { requireOktaHost } from '@/lib/okta/domain';
import { setupTitles } from '@/lib/okta/setup-plan-steps';
import { oktaPipelineSchema, type OktaOrganisationView } from '@/lib/schemas/okta';
import {
  setupActions,
  type RollOutRunView,
  type SetupRunProgress,
  type SetupRunView,
  type SetupStepView,
} from '@/lib/schemas/okta-run';
import { readChoices, readFindings, readOutcome, readPlan } from './stored-run';

const actionSchema = z.enum(setupActions);
const stepDetailSchema = z.object({ evidence: z.string() });

/** A stored run as the wizard's pages see it. */
export function toRunView(
  run: SetupRunRow,
  more: {
    readonly createdBy: string;
    readonly isMine: boolean;
    readonly rollOut: RollOutRunView | null;
    /** Nobody, of a document that does not say. */
    readonly alsoRouted?: readonly string[];
  },
): SetupRunView {
  const findings = readFindings(run);
  const outcome = readOutcome(run);
  return {
    id: run.id,
    kind: run.kind,
    status: run.status,
    tokenStatus: run.tokenStatus,
    org: toOrganisation(run, findings?.view.companyName ?? ''),
    createdBy: more.createdBy,
    createdAt: run.createdAt.toISOString(),
    isMine: more.isMine,
    findings: findings?.view ?? null,
    choices: readChoices(run),
    plan: readPlan(run),
    steps: run.steps.map(toStepView),
    result: outcome.connected,
    applicationId: run.applicationId,
    alsoRouted: [...(more.alsoRouted ?? [])],
    rollOut: more.rollOut,
    error: outcome.problem,
  };
}

/** A stored run as one line of the progress stream. */
export function toRunProgress(run: SetupRunRow): SetupRunProgress {
  const outcome = readOutcome(run);
  return {
    type: run.status === 'APPLYING' ? 'progress' : 'finished',
    runId: run.id,
    status: run.status,
    tokenStatus: run.tokenStatus,
    steps: run.steps.map(toStepView),
    result: outcome.connected,
    error: outcome.problem,
  };
}

/** One line of the journal for the screen. */
export function toStepView(step: SetupStepRow): SetupStepView {
  const action = actionSchema.parse(step.action);
  const detail = stepDetailSchema.safeParse(step.detail);
  return {
    action,
    title: setupTitles[action],
    status: step.status,
    evidence: detail.success ? detail.data.evidence : null,
    error: step.errorCode === null ? null : { code: step.errorCode, message: step.errorText ?? '' },
    startedAt: step.startedAt?.toISOString() ?? null,
    finishedAt: step.finishedAt?.toISOString() ?? null,
  };
}

function toOrganisation(run: SetupRunRow, companyName: string): OktaOrganisationView {
  // Only a stand-in organisation was ever stored with http.
  const host = requireOktaHost(run.orgUrl, run.orgUrl.startsWith('http:') ? run.orgUrl : null);
  return {
    url: host.origin,
    adminUrl: host.adminOrigin,
    host: host.host,
    name: companyName === '' ? host.label : companyName,
    id: run.orgId,
    pipeline: oktaPipelineSchema.parse(run.pipeline),
    customUrl: null,
    isSandbox: host.kind === 'sandbox',
  };
}
