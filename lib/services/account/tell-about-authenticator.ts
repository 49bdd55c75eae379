import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import { queueMail } from '@/lib/db/outgoing-mails';
import { getTenantById } from '@/lib/db/tenants';
import { findUserById } from '@/lib/db/users';
import {
  buildAuthenticatorRemovedMail,
  buildNewAuthenticatorMail,
} from '@/lib/mail/authenticator-mails';
import { isMailConfigured } from '@/lib/mail/send-mail';
import { describeOrigin } from '@/lib/shared/describe-origin';

const builders = {
  new_authenticator: buildNewAuthenticatorMail,
  authenticator_removed: buildAuthenticatorRemovedMail,
} as const;

/** Mails the person that one of their own authenticators came or went. */
export async function tellAboutAuthenticator(
  tx: Transaction,
  actor: Actor,
  news: { readonly kind: keyof typeof builders; readonly authenticatorName: string },
): Promise<void> {
  if (!isMailConfigured()) return;
  const { userId } = actor.requirePerson('account.manage');
  const user = await findUserById(tx, actor.tenantId, userId);
  if (!user) return;
  const tenant = await getTenantById(tx, actor.tenantId);
  await queueMail(tx, actor.tenantId, {
    kind: news.kind,
    toAddress: user.email,
    userId,
    content: builders[news.kind]({
      displayName: `${user.firstName} ${user.lastName}`.trim(),
      tenantName: tenant.name,
      portalUrl: tenant.publicUrl,
      authenticatorName: news.authenticatorName,
      when: new Date(),
      where: describeOrigin(actor.origin),
    }),
  });
}
