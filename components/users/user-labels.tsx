import { Badge } from '@/components/ui/badge';
import type { UserListFilter, UserListSort } from '@/lib/schemas/user-lists';
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

/** The times of the last sign-in one can filter by, in words. */
export const signedInLabels: Record<NonNullable<UserListFilter['signedIn']>, string> = {
  week: 'Within 7 days',
  month: 'Within 30 days',
  not_for_90_days: 'Not for 90 days',
  never: 'Never',
};

/** The orders of the list in words. */
export const sortLabels: Record<UserListSort, string> = {
  login: 'Login, a to z',
  '-login': 'Login, z to a',
  name: 'Last name, a to z',
  '-name': 'Last name, z to a',
  '-last_sign_in': 'Signed in latest',
  last_sign_in: 'Signed in longest ago',
  '-created': 'Created latest',
  created: 'Created first',
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
