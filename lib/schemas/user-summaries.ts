import { describeUserAgent } from '@/lib/shared/describe-user-agent';
import type { AuthenticatorSummary, SessionSummary, UserState } from './users';

interface AuthenticatorFacts {
  readonly id: string;
  readonly name: string;
  readonly backupEligible: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

interface SessionFacts {
  readonly id: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** What people see of a passkey. */
export function toAuthenticatorSummary(row: AuthenticatorFacts): AuthenticatorSummary {
  return {
    id: row.id,
    name: row.name,
    isSynced: row.backupEligible,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

/** What people see of a session. */
export function toSessionSummary(row: SessionFacts, currentSessionId: string): SessionSummary {
  return {
    id: row.id,
    browser: describeUserAgent(row.userAgent),
    ip: row.ip,
    startedAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    isCurrent: row.id === currentSessionId,
  };
}

/** Where a person stands on the way to a passkey. */
export function toUserState(facts: {
  readonly disabledAt: Date | null;
  readonly isEnrolled: boolean;
  readonly hasOpenInvitation: boolean;
}): UserState {
  if (facts.disabledAt) return 'disabled';
  if (facts.isEnrolled) return 'enrolled';
  return facts.hasOpenInvitation ? 'invited' : 'not_enrolled';
}
