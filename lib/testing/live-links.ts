/** What only some states show: open one-time links, an open recovery, an import to undo. */
import { newBrowserFlow } from '@/lib/auth/browser-flow';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import type { Transaction } from '@/lib/db/database';
import { insertInvitation } from '@/lib/db/invitations';
import { insertRecovery } from '@/lib/db/recoveries';
import { insertRecoveryLink } from '@/lib/db/recovery-links';
import { replaceSetupLink } from '@/lib/db/setup-links';
import { cookieName } from '@/lib/shared/cookie-names';
import { buildUser } from './builders';
import type { Company } from './company';

/** The tokens, and the Cookie header of the browser that may recover. */
export interface LiveLinks {
  readonly setupToken: string;
  readonly enrolToken: string;
  /** Of the operator, for an owner. */
  readonly recoveryLinkToken: string;
  readonly recoveryCookie: string;
  /** An import that was applied. */
  readonly appliedImport: string;
}

/** Opens one of each for a tenant; looking at their pages uses none of them up. */
export async function buildLiveLinks(db: Transaction, company: Company): Promise<LiveLinks> {
  const { tenantId, publicUrl } = company;
  const now = new Date();
  const expiresAt = new Date(now.getTime() + 900_000);
  const setupToken = randomToken();
  await replaceSetupLink(db, tenantId, { tokenHash: sha256Hex(setupToken), expiresAt });
  const enrolToken = randomToken();
  const invited = await buildUser(db, tenantId, { firstName: 'Invited' });
  const invitation = { userId: invited.id, tokenHash: sha256Hex(enrolToken), expiresAt, now };
  await insertInvitation(db, tenantId, invitation);
  const recoveryLinkToken = randomToken();
  await insertRecoveryLink(db, tenantId, {
    userId: company.people.OWNER,
    tokenHash: sha256Hex(recoveryLinkToken),
    expiresAt,
    now,
  });
  const counts = { createCount: 1, updateCount: 0, sameCount: 0, refusedCount: 0 };
  const by = { createdById: company.people.OWNER, createdByLogin: 'owner@example.com' };
  const { id: appliedImport } = await db.userImport.create({
    data: { tenantId, fileName: 'done.csv', status: 'APPLIED', appliedAt: now, ...by, ...counts },
    select: { id: true },
  });
  const recoveryToken = randomToken();
  const { value, browserHash } = newBrowserFlow();
  await insertRecovery(db, tenantId, {
    userId: company.ids.enrolled,
    tokenHash: sha256Hex(recoveryToken),
    browserHash,
    recoveryKind: 'HELPDESK_PASSCODE',
    expiresAt,
    now,
  });
  const cookies = [
    `${cookieName('recover', publicUrl)}=${recoveryToken}`,
    `${cookieName('flow', publicUrl)}=${value}`,
  ];
  const recoveryCookie = cookies.join('; ');
  return { setupToken, enrolToken, recoveryLinkToken, recoveryCookie, appliedImport };
}
