/** Compares a code with what is stored: the same steps for everybody, known or not. */
import 'server-only';
import { isSameHash } from '@/lib/crypto/keyed-hash';
import type { Transaction } from '@/lib/db/database';
import { closePasscode, countPasscodeTry } from '@/lib/db/helpdesk-passcodes';
import { listUnusedRecoveryCodes, useUpRecoveryCode } from '@/lib/db/recovery-codes';
import { findUserByLoginKey, type UserRow } from '@/lib/db/users';
import { recoveryCodeCount, type TypedCode } from '@/lib/schemas/recovery-code-shape';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { toLoginKey } from '@/lib/shared/login-key';
import type { TenantId } from '@/lib/shared/tenant-id';
import { emptyHash, hashCode } from './code-hashes';
import { maxPasscodeTries } from './passcode-limits';

/** Whether a login and a code let somebody in. The reason is for the audit only. */
export type Verdict =
  | { readonly ok: true; readonly user: UserRow; readonly codesLeft: number | null }
  | { readonly ok: false; readonly user: UserRow | null; readonly reason: ErrorCode };

/** The id of nobody: the work for an unknown login runs on it. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** What a comparison found. */
type Match =
  | { readonly id: string; readonly codesLeft: number | null }
  | { readonly id: null; readonly reason: ErrorCode };

/**
 * Judges a try and uses a right code up. Which statements run depends on the shape of the code
 * alone, until the code is right; so neither answer nor work tells whether somebody exists.
 */
export async function judgeCode(
  tx: Transaction,
  tenantId: TenantId,
  attempt: { readonly login: string; readonly code: TypedCode; readonly now: Date },
): Promise<Verdict> {
  const { login, code, now } = attempt;
  const user = await findUserByLoginKey(tx, tenantId, toLoginKey(login));
  const userId = user?.id ?? nobody;
  const typed = { userId, hash: hashCode(tenantId, userId, code), now };
  const isPasscode = code.kind === 'HELPDESK_PASSCODE';
  const match = await (isPasscode ? matchPasscode : matchRecoveryCode)(tx, tenantId, typed);
  if (!user) return { ok: false, user, reason: 'recovery.unknown_login' };
  if (user.disabledAt) return { ok: false, user, reason: 'recovery.person_disabled' };
  if (match.id === null) return { ok: false, user, reason: match.reason };
  const use = { id: match.id, now };
  const isFirst = await (isPasscode ? closePasscode : useUpRecoveryCode)(tx, tenantId, use);
  if (!isFirst) return { ok: false, user, reason: 'recovery.wrong_code' };
  return { ok: true, user, codesLeft: match.codesLeft };
}

interface TypedHash {
  readonly userId: string;
  readonly hash: string;
  readonly now: Date;
}

async function matchRecoveryCode(
  tx: Transaction,
  tenantId: TenantId,
  typed: TypedHash,
): Promise<Match> {
  const rows = await listUnusedRecoveryCodes(tx, tenantId, typed.userId);
  const missing = Math.max(0, recoveryCodeCount - rows.length);
  const fillers = Array.from({ length: missing }, () => ({ id: '', codeHash: emptyHash() }));
  const matching = [...rows, ...fillers].filter(({ codeHash }) => isSameHash(codeHash, typed.hash));
  const id = matching[0]?.id;
  if (id === undefined) return { id: null, reason: 'recovery.wrong_code' };
  return { id, codesLeft: rows.length - 1 };
}

async function matchPasscode(
  tx: Transaction,
  tenantId: TenantId,
  typed: TypedHash,
): Promise<Match> {
  const { userId, now } = typed;
  const attempt = { userId, maxTries: maxPasscodeTries, now };
  const open = await countPasscodeTry(tx, tenantId, attempt);
  const isRight = isSameHash(open?.codeHash ?? emptyHash(), typed.hash);
  if (open && isRight) return { id: open.id, codesLeft: null };
  return { id: null, reason: open ? 'recovery.wrong_code' : 'recovery.no_passcode' };
}
