import 'server-only';
import { randomBytes } from 'node:crypto';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import {
  consumePendingSamlRequest,
  type PendingSamlRequestRow,
} from '@/lib/db/pending-saml-requests';
import { getTenantById } from '@/lib/db/tenants';
import { buildErrorResponse } from '@/lib/saml/build-error-response';
import { encodePostBinding } from '@/lib/saml/encode-binding';
import { toSamlId } from '@/lib/saml/saml-id';
import type { SamlAnswer } from '@/lib/schemas/saml';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { AppError } from '@/lib/shared/errors';
import { loadSigner } from './load-signer';
import { recordExchange } from './record-exchange';
import { samlUrlsOf } from './saml-urls';

/** Answers a request with a signed status instead of an assertion, and uses it up. */
export async function refuseRequest(
  actor: Actor,
  input: {
    readonly request: PendingSamlRequestRow;
    /** First level, then the reason. */
    readonly status: readonly [string, string];
    /** Why, for the audit. */
    readonly reason: ErrorCode;
    readonly traceId: string;
    readonly now: Date;
  },
): Promise<SamlAnswer> {
  const { request, status, traceId, now } = input;
  const { tenantId } = actor;
  const { application } = request;
  return inTransaction(async (tx) => {
    if (!(await consumePendingSamlRequest(tx, tenantId, { id: request.id, now }))) {
      throw new AppError('saml.request_gone', 'Answered already');
    }
    const { publicUrl } = await getTenantById(tx, tenantId);
    const xml = await buildErrorResponse({
      responseId: toSamlId(randomBytes(20)),
      now,
      issuer: samlUrlsOf(publicUrl).entityId,
      acsUrl: request.acsUrl,
      inResponseTo: request.requestId,
      status,
      signer: await loadSigner(tx, tenantId),
    });
    const changes = { status: { after: status[1] }, trace: { after: traceId } };
    const { reason } = input;
    await recordExchange(tx, actor, 'application.refused', { application, changes, reason });
    return {
      acsUrl: request.acsUrl,
      applicationName: application.name,
      samlResponse: encodePostBinding(xml),
      relayState: request.relayState,
    };
  });
}
