import { Badge } from '@/components/ui/badge';
import type { UserState, UserSummary } from '@/lib/schemas/users';

/** The roles in words. */
export const roleLabels: Record<UserSummary['role'], string> = {
  OWNER: 'Owner',
  ADMIN: 'Admin',
  SUPPORT: 'Support',
  AUDITOR: 'Auditor',
  NONE: 'No role',
};

/** The states in words. */
export const stateLabels: Record<UserState, string> = {
  enrolled: 'Enrolled',
  invited: 'Invited',
  not_enrolled: 'Not enrolled',
  disabled: 'Disabled',
};

const tones = {
  enrolled: 'good',
  invited: 'neutral',
  not_enrolled: 'warning',
  disabled: 'danger',
} as const;

/** Where a person stands on the way to a passkey. */
export function UserStateBadge({ state }: { readonly state: UserState }) {
  return <Badge tone={tones[state]}>{stateLabels[state]}</Badge>;
}
