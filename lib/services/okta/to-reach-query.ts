import 'server-only';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import type { ReachQuery } from './find-reach';
import { oktaEnvironment } from './okta-environment';
import type { RollOutProposal } from './roll-out-stored';

/** What a reach is asked with. */
export function toReachQuery(
  { orgUrl }: Pick<SetupRunRow, 'orgUrl'>,
  proposal: Pick<RollOutProposal, 'choices' | 'attributeLogins' | 'isAttributeCut'>,
): ReachQuery {
  const { choices, attributeLogins, isAttributeCut } = proposal;
  const now = oktaEnvironment().now();
  return { who: choices.who, orgUrl, attributeLogins, isAttributeCut, now };
}
