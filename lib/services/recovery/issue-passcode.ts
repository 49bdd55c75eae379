import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { randomCode } from '@/lib/crypto/random-code';
import { getDatabase, inTransaction, type Transaction } from '@/lib/db/database';
import { closePasscodesOfUser, insertPasscode } from '@/lib/db/helpdesk-passcodes';
import { queueMail } from '@/lib/db/outgoing-mails';
import { deleteOpenRecoveriesOfUser, lockPerson } from '@/lib/db/recoveries';
import { getTenantById } from '@/lib/db/tenants';
import type { UserRow } from '@/lib/db/users';
import { buildPasscodeIssuedMail } from '@/lib/mail/recovery-mails';
import { identityChecks } from '@/lib/schemas/identity-checks';
import type { IssuePasscodeInput, NewPasscode } from '@/lib/schemas/recovery';
import { formatPasscode, passcodeLength } from '@/lib/schemas/recovery-code-shape';
import { AppError } from '@/lib/shared/errors';
import { hashCode } from './code-hashes';
import { findPasscodeRefusal, getPersonToHelp } from './get-person-to-help';
import { passcodeTtlSeconds } from './passcode-limits';

/**
 * Issues a passcode for a person whom the helper has confirmed; it is shown this once, and earlier
 * ones are void. It lets the person make a new passkey and nothing else.
 */
export async function issuePasscode(actor: Actor, input: IssuePasscodeInput): Promise<NewPasscode> {
  const now = new Date();
  actor.requireRecentPerson('users.issue_passcode', now);
  const value = randomCode('0123456789', passcodeLength);
  const expiresAt = new Date(now.getTime() + passcodeTtlSeconds * 1000);
  const tenant = await getTenantById(getDatabase(), actor.tenantId);
  const mailedTo = await inTransaction(async (tx) => {
    await lockPerson(tx, actor.tenantId, input.userId);
    const user = await getPersonToHelp(tx, actor, input.userId);
    const refusal = await findPasscodeRefusal(tx, actor, user);
    if (refusal) throw new AppError(refusal);
    await store(tx, actor, { user, value, expiresAt, now });
    const target = { type: 'user', id: user.id, label: user.login };
    await recordAudit(tx, actor, 'passcode.issued', target, {
      identityConfirmed: { after: identityChecks[input.check] },
      worksUntil: { after: expiresAt.toISOString() },
    });
    return (await tell(tx, actor, { user, tenant, expiresAt, now })) ? user.email : null;
  });
  return {
    passcode: formatPasscode(value),
    expiresAt: expiresAt.toISOString(),
    recoverUrl: `${tenant.publicUrl}/recover`,
    mailedTo,
  };
}

async function store(
  tx: Transaction,
  actor: Actor,
  passcode: {
    readonly user: UserRow;
    readonly value: string;
    readonly expiresAt: Date;
    readonly now: Date;
  },
): Promise<void> {
  const { tenantId } = actor;
  const { user, value, expiresAt, now } = passcode;
  await closePasscodesOfUser(tx, tenantId, { userId: user.id, now });
  await deleteOpenRecoveriesOfUser(tx, tenantId, user.id);
  await insertPasscode(tx, tenantId, {
    userId: user.id,
    codeHash: hashCode(tenantId, user.id, { kind: 'HELPDESK_PASSCODE', value }),
    issuedById: actor.requirePerson('users.issue_passcode').userId,
    expiresAt,
    now,
  });
}

/** The person hears of it, never the passcode itself. */
function tell(
  tx: Transaction,
  actor: Actor,
  issued: {
    readonly user: UserRow;
    readonly tenant: { readonly name: string; readonly publicUrl: string };
    readonly expiresAt: Date;
    readonly now: Date;
  },
): Promise<boolean> {
  const { user, tenant, expiresAt, now } = issued;
  return queueMail(tx, actor.tenantId, {
    kind: 'passcode_issued',
    toAddress: user.email,
    userId: user.id,
    content: buildPasscodeIssuedMail({
      displayName: `${user.firstName} ${user.lastName}`.trim(),
      tenantName: tenant.name,
      issuedBy: actor.requirePerson('users.issue_passcode').login,
      when: now,
      expiresAt,
      portalUrl: tenant.publicUrl,
    }),
  });
}
