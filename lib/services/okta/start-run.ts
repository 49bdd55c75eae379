import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { findLastChoices, insertSetupRun } from '@/lib/db/setup-runs';
import type { OktaConfirmInput } from '@/lib/schemas/okta';
import type { SetupRunView } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { getSetupRun } from './get-run';
import { oktaEnvironment } from './okta-environment';
import { readChoices, toJson } from './stored-run';

/**
 * Begins a run for the organisation that was shown and confirmed. It is asked again: nothing the
 * browser says about it is taken, and the run is refused when another one answers now. What was chosen
 * when it was last connected is offered again, so that one thing can be changed.
 */
export async function startSetupRun(
  actor: Actor,
  { domain, orgId }: OktaConfirmInput,
): Promise<SetupRunView> {
  const person = actor.requirePerson('applications.connect');
  const organisation = await oktaEnvironment().gateway.probe(domain);
  if (organisation.id !== orgId) throw new AppError('okta.organisation_changed');
  const runId = await inTransaction(async (tx) => {
    const last = readChoices({ choices: await findLastChoices(tx, actor.tenantId, orgId) });
    const id = await insertSetupRun(tx, actor.tenantId, {
      orgUrl: organisation.url,
      orgId: organisation.id,
      pipeline: organisation.pipeline,
      createdById: person.userId,
      ...(last ? { choices: toJson(last) } : {}),
    });
    await recordAudit(tx, actor, 'setup_run.started', {
      type: 'setup_run',
      id,
      label: organisation.host,
    });
    return id;
  });
  return getSetupRun(actor, runId);
}
