/** Whether a request is meant for us, and for now. */
import { AppError } from '@/lib/shared/errors';

/** How far the SP's clock may be ahead of ours, in seconds. */
const maxSkewSeconds = 180;
/** How old a request may be, in seconds: a person may have waited on a page of the SP. */
const maxAgeSeconds = 600;

/**
 * Checks Destination and IssueInstant of a verified message.
 *
 * @param options.url our endpoint; a Destination must equal it exactly. A signed request of either
 * binding must have one: without it a request signed for another IdP could be replayed here.
 * @throws AppError `saml.destination_wrong`, `saml.request_expired`, `saml.request_from_future`.
 * Source: SAML Bindings 2.0 §3.4.5.2, §3.5.5.2; attacks.md C16, C17.
 */
export function checkMessage(
  request: { readonly destination: string | null; readonly issueInstant: Date },
  options: { readonly url: string; readonly isSigned: boolean; readonly now: Date },
): void {
  const { url, isSigned, now } = options;
  const isMissing = request.destination === null && isSigned;
  if (isMissing || (request.destination !== null && request.destination !== url)) {
    throw new AppError('saml.destination_wrong', `Destination is not ${url}`, {
      details: { destination: request.destination?.slice(0, 300) ?? null },
    });
  }
  const ageSeconds = (now.getTime() - request.issueInstant.getTime()) / 1000;
  if (ageSeconds > maxAgeSeconds) {
    throw new AppError('saml.request_expired', `The request is ${String(ageSeconds)} s old`);
  }
  if (ageSeconds < -maxSkewSeconds) {
    throw new AppError('saml.request_from_future', `The request is ${String(-ageSeconds)} s early`);
  }
}
