import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findRoutedBy } from '@/lib/db/okta-connections';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { toRollOutKind } from '@/lib/okta/roll-out-names';
import { describeChoices } from '@/lib/okta/roll-out-words';
import { describeWhom, findOtherRoutes } from '@/lib/okta/rule-words';
import { readSteps } from './roll-out-stored';
import { readFindings } from './stored-run';

/**
 * Who besides the test person of a set-up is sent to AdminX, one entry a rule: the wider stages that
 * stand now, and what the check saw of other rules that lead here. Empty of any other run.
 */
export async function findAlsoRouted(actor: Actor, run: SetupRunRow): Promise<readonly string[]> {
  if (run.kind !== 'SETUP') return [];
  const findings = readFindings(run);
  const idpId = findings?.view.identityProviders.find(({ isOurs }) => isOurs)?.id ?? null;
  const idp = findings?.state.identityProviders.find(({ id }) => id === idpId);
  const { applicationId, orgId } = run;
  const stored = await findRoutedBy(getDatabase(), actor.tenantId, { applicationId, orgId, idpId });
  const steps = readSteps(stored);
  const known = new Set(steps.map(({ rule }) => rule.id));
  const others = findings && idp ? findOtherRoutes(findings.state, idp) : [];
  // A stage that was taken back since the check stands in its findings still.
  const byHand = others.filter(({ id, name }) => !known.has(id) && !isOfStage(name, idp?.name));
  return [...steps.map(({ choices }) => describeChoices(choices)), ...byHand.map(describeWhom)];
}

function isOfStage(name: string, idpName: string | undefined): boolean {
  return idpName !== undefined && toRollOutKind(name, idpName) !== null;
}
