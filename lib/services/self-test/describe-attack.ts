import 'server-only';
import { attackIds, attackTitles, type AttackId } from '@/lib/saml/attacks/attack-ids';

export type { AttackId };

/** Every id of the suite, in the order of the report. */
export function listAttackIds(): readonly AttackId[] {
  return attackIds;
}

/** What is tried under an id. */
export function describeAttack(id: AttackId): string {
  return attackTitles[id];
}
