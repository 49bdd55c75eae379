import 'server-only';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import type { ReachQuery } from './find-reach';
import { oktaEnvironment } from './okta-environment';
import type { RollOutProposal } from './roll-out-stored';

/** What a reach is asked with. */
export function toReachQuery(
  { orgUrl }: Pick<SetupRunRow, 'orgUrl'>,
  proposal: Pick<RollOutProposal, 'choices' | 'attributeLogins' | 'isAttributeCut' | 'further'>,
): ReachQuery {
  const { choices, attributeLogins, isAttributeCut, further } = proposal;
  const targets = [{ who: choices.who, attributeLogins, isAttributeCut }, ...further];
  return { targets, orgUrl, now: oktaEnvironment().now() };
}
