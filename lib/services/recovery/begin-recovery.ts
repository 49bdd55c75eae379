import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { getDatabase, inTransaction, type Transaction } from '@/lib/db/database';
import { countAttempt } from '@/lib/db/rate-limits';
import { insertRecovery } from '@/lib/db/recoveries';
import type { TypedCode } from '@/lib/schemas/recovery-code-shape';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { judgeCode, type Verdict } from './judge-code';
import { recoveryTtlSeconds } from './passcode-limits';

/** Every try counts, before anything is compared, so that parallel tries cannot slip past. */
const addressLimit = { name: 'recovery.address', max: 30, windowSeconds: 900 };
const accountLimit = { name: 'recovery.account', max: 10, windowSeconds: 900 };

interface RecoveryAttempt {
  readonly login: string;
  readonly code: TypedCode;
  /** SHA-256 of the flow cookie this browser gets when the code is right. */
  readonly browserHash: string;
}

/** What the browser gets for a right code: it may make a passkey, and nothing else. */
export interface StartedRecovery {
  /** For the recovery cookie; the database keeps its hash. */
  readonly token: string;
  readonly maxAgeSeconds: number;
}

/**
 * Trades a login and a code for the right to make one passkey in this browser, for 15 minutes. A
 * right code is used up at once. Whatever is wrong, the refusal is the same `recovery.refused`.
 *
 * @throws AppError `recovery.refused`, `request.rate_limited`.
 */
export async function beginRecovery(
  actor: Actor,
  attempt: RecoveryAttempt,
): Promise<StartedRecovery> {
  const { tenantId } = actor;
  const now = new Date();
  const db = getDatabase();
  const address = actor.origin.ip ?? 'unknown';
  await countAttempt(db, tenantId, { ...addressLimit, subject: address }, now);
  await countAttempt(db, tenantId, { ...accountLimit, subject: toLoginKey(attempt.login) }, now);
  const token = randomToken(32);
  const isRight = await inTransaction(async (tx) => {
    const verdict = await judgeCode(tx, tenantId, { ...attempt, now });
    if (verdict.ok) await open(tx, actor, { ...attempt, ...verdict, token, now });
    else await recordRefusal(tx, actor, verdict);
    return verdict.ok;
  });
  // Thrown out here, so that the counted try and the audit are kept.
  if (!isRight) throw new AppError('recovery.refused');
  return { token, maxAgeSeconds: recoveryTtlSeconds };
}

async function open(
  tx: Transaction,
  actor: Actor,
  right: RecoveryAttempt &
    Verdict & { readonly ok: true } & {
      readonly token: string;
      readonly now: Date;
    },
): Promise<void> {
  const { user, code, token, browserHash, codesLeft, now } = right;
  await insertRecovery(tx, actor.tenantId, {
    userId: user.id,
    tokenHash: sha256Hex(token),
    browserHash,
    recoveryKind: code.kind,
    expiresAt: new Date(now.getTime() + recoveryTtlSeconds * 1000),
    now,
  });
  const target = { type: 'user', id: user.id, label: user.login };
  if (codesLeft === null) await recordAudit(tx, actor, 'passcode.used', target);
  else {
    const changes = { recoveryCodes: { before: codesLeft + 1, after: codesLeft } };
    await recordAudit(tx, actor, 'recovery_code.used', target, changes);
  }
}

/** What was typed as the login is not written down: it may be a code in the wrong field. */
async function recordRefusal(
  tx: Transaction,
  actor: Actor,
  verdict: Verdict & { readonly ok: false },
): Promise<void> {
  const { user, reason } = verdict;
  const target = { type: 'user', id: user?.id ?? 'unknown', label: user?.login ?? 'Unknown login' };
  await recordAudit(tx, actor, 'user.recovery_refused', target, undefined, { reason });
}
