import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listSigningKeys } from '@/lib/db/signing-keys';
import { readSignerFingerprint } from '@/lib/saml/cut-secrets';
import { expectLogLine, readAsOkta } from '@/lib/saml/read-as-okta';
import type { OktaVerdict } from '@/lib/schemas/saml-traces';
import type { ExchangeFacts } from './gather-facts';

/**
 * What Okta would say to the answer; null when it is not for Okta, is a status only, or cannot be read
 * because it is encrypted. Asked while the signatures are still there, and verified with the key that
 * made them: by now another one may be active.
 */
export async function askOkta(actor: Actor, facts: ExchangeFacts): Promise<OktaVerdict | null> {
  const { exchange, application, person, publicUrl, now } = facts;
  const { request } = exchange;
  const sent = exchange.messages.find(({ direction }) => direction === 'out');
  if (application?.kind !== 'OKTA_SAML' || !sent || !request || !person) return null;
  const certificatePem = await findCertificate(actor, sent.xml);
  if (certificatePem === null) return null;
  const checks = readAsOkta(sent.xml, {
    issuer: `${publicUrl}/saml/metadata`,
    audience: application.entityId,
    acsUrl: application.acsUrls[0] ?? '',
    requestId: request.requestId,
    login: person.login,
    certificatePem,
    now,
  });
  return checks && { checks: [...checks], log: expectLogLine(checks) };
}

/** The certificate of ours that an answer names; null for one that nobody here has. */
async function findCertificate(actor: Actor, xml: string): Promise<string | null> {
  const fingerprint = readSignerFingerprint(xml);
  const keys = await listSigningKeys(getDatabase(), actor.tenantId);
  const key = keys.find(({ fingerprintSha256 }) => fingerprintSha256 === fingerprint);
  return key?.certificatePem ?? null;
}
