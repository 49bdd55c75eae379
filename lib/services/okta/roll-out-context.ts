import 'server-only';
import { invariant } from '@/lib/shared/errors';
import type { RunContext } from './run-facts';
import type { RollOutProposal } from './roll-out-stored';

/** What was proposed and reviewed; a roll-out that is applied always has it. */
export function proposalOf({ rollOut }: RunContext): RollOutProposal {
  invariant(rollOut?.proposal, 'a roll-out that is applied has a proposal');
  return rollOut.proposal;
}
