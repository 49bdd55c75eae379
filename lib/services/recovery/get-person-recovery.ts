import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, type Transaction } from '@/lib/db/database';
import { findLatestPasscode } from '@/lib/db/helpdesk-passcodes';
import { findOpenRecoveryOfUser } from '@/lib/db/recoveries';
import { listUnusedRecoveryCodes } from '@/lib/db/recovery-codes';
import { findUserById } from '@/lib/db/users';
import type { PersonRecovery } from '@/lib/schemas/recovery';
import { AppError } from '@/lib/shared/errors';
import type { TenantId } from '@/lib/shared/tenant-id';
import { findPasscodeRefusal } from './get-person-to-help';
import { maxPasscodeTries } from './passcode-limits';

/** How a person can be helped who lost a device; null for a reader who may not help this person. */
export async function getPersonRecovery(
  actor: Actor,
  userId: string,
): Promise<PersonRecovery | null> {
  actor.requirePerson('users.read');
  const db = getDatabase();
  const { tenantId } = actor;
  const user = await findUserById(db, tenantId, userId);
  if (!user) throw new AppError('users.not_found');
  if (!actor.mayActOn('users.issue_passcode', user)) return null;
  const refusal = await findPasscodeRefusal(db, actor, user);
  const codes = await listUnusedRecoveryCodes(db, tenantId, userId);
  return {
    codesLeft: codes.length,
    refusal: refusal && new AppError(refusal).publicMessage,
    passcode: await describePasscode(db, actor, userId),
  };
}

async function describePasscode(
  db: Transaction,
  actor: Actor,
  userId: string,
): Promise<PersonRecovery['passcode']> {
  const { tenantId } = actor;
  const now = new Date();
  const passcode = await findLatestPasscode(db, tenantId, userId);
  if (!passcode) return null;
  const { closedAt, expiresAt, tries } = passcode;
  const isOpen = closedAt === null && expiresAt > now && tries < maxPasscodeTries;
  const recoveryKind = 'HELPDESK_PASSCODE';
  const enteredUntil = await findOpenRecoveryOfUser(db, tenantId, { userId, recoveryKind, now });
  const until = isOpen ? expiresAt : enteredUntil;
  if (!until) return null;
  return {
    state: isOpen ? 'open' : 'entered',
    issuedBy: await nameIssuer(db, tenantId, passcode.issuedById),
    expiresAt: until.toISOString(),
    triesLeft: maxPasscodeTries - tries,
  };
}

async function nameIssuer(db: Transaction, tenantId: TenantId, id: string): Promise<string> {
  return (await findUserById(db, tenantId, id))?.login ?? 'somebody deleted';
}
