import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { findApplicationById, type ApplicationRow } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import { countAttempt } from '@/lib/db/rate-limits';
import { networkOf } from '@/lib/net/address-rules';
import { maxRelayStateBytes } from '@/lib/saml/xml-limits';
import { AppError } from '@/lib/shared/errors';
import { keepRequest, type PendingRequest } from './keep-request';

/** As generous as for requests of applications. */
const addressLimit = { name: 'saml.request', max: 1200, windowSeconds: 300 };

/**
 * Begins a sign-in that no application asked for: the person opens it from here (unsolicited Response,
 * no InResponseTo), to its default ACS. Says nothing about which applications exist.
 *
 * @param input.relayState goes along as it is; without one, the default of the application.
 * @throws AppError `saml.issuer_unknown`, `saml.idp_initiated_off`, `saml.relay_state_invalid`.
 * Source: SAML Profiles 2.0 §4.1.5.
 */
export async function beginAtIdp(
  actor: Actor,
  input: {
    readonly applicationId: string;
    readonly relayState: string | null;
    readonly traceId: string | null;
  },
): Promise<PendingRequest> {
  const now = new Date();
  const { tenantId, origin } = actor;
  const db = getDatabase();
  await countAttempt(db, tenantId, { ...addressLimit, subject: networkOf(origin.ip) }, now);
  const application = await requireApplication(actor, input.applicationId);
  const acsUrl = application.acsUrls[0] ?? '';
  const relayState = requireRelayState(input.relayState ?? application.defaultRelayState);
  return keepRequest(actor, {
    now,
    ...{ applicationId: application.id, requestId: null, acsUrl, relayState },
    ...{ forceAuthn: false, isPassive: false, nameIdFormat: null, allowCreate: null },
    ...{ spNameQualifier: null, authnContexts: [], authnContextComparison: null },
    ...{ refusal: null, loginHint: null, traceId: input.traceId },
  });
}

async function requireApplication(actor: Actor, id: string): Promise<ApplicationRow> {
  const application = await findApplicationById(getDatabase(), actor.tenantId, id);
  if (!application?.enabled || application.acsUrls.length === 0) {
    throw new AppError('saml.issuer_unknown', 'No enabled application has this id');
  }
  if (!application.allowsIdpInitiated) throw new AppError('saml.idp_initiated_off');
  return application;
}

function requireRelayState(relayState: string | null): string | null {
  const text = relayState ?? '';
  if (text.includes('\0') || Buffer.byteLength(text) > maxRelayStateBytes) {
    throw new AppError('saml.relay_state_invalid', 'RelayState has a NUL or is over 12 KiB');
  }
  return relayState;
}
