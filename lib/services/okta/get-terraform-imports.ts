import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findOktaObjects } from '@/lib/db/okta-connections';
import { listSetupRunsOfApplication } from '@/lib/db/setup-runs';
import { buildTerraformImports } from '@/lib/okta/terraform-imports';
import { readSteps } from './roll-out-stored';

/**
 * Terraform import blocks of what an application has in Okta, or null when nothing of it is known to
 * be there: set up by hand, or taken away since. Ids and names only.
 */
export async function getTerraformImports(
  actor: Actor,
  applicationId: string,
): Promise<string | null> {
  actor.requirePerson('applications.read');
  const { tenantId } = actor;
  const connection = await findOktaObjects(getDatabase(), tenantId, applicationId);
  if (!connection?.orgUrl || connection.idpId === null) return null;
  const runs = await listSetupRunsOfApplication(getDatabase(), tenantId, applicationId);
  const last = runs.find(({ status }) => status === 'SUCCEEDED');
  if (last?.kind === 'UNDO') return null;
  const { orgName, orgUrl, idpId, idpName, keyKid, policyId, ruleId, ruleName } = connection;
  const orgHost = new URL(orgUrl).host;
  return buildTerraformImports({
    orgName: orgName ?? orgHost,
    orgHost,
    keyKid,
    idp: { id: idpId, name: idpName },
    policyId,
    rules: [
      ...(ruleId === null ? [] : [{ id: ruleId, name: ruleName ?? ruleId }]),
      ...readSteps(connection.rollOut).flatMap(({ rule, adminRule }) =>
        adminRule === null ? [rule] : [adminRule, rule],
      ),
    ],
  });
}
