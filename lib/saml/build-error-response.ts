/** Writes the signed Response that says why there is no assertion. */
import { formatTime } from './parse-time';
import { signElement, type Signer } from './sign-element';
import { writeResponse, writeStatus } from './write-response';

/**
 * Builds a Response without assertion, signed, with a status of two levels.
 *
 * @param options.status first level (`statusCode.requester` or `responder`), then the reason. No
 * message goes along: it would tell the SP more than the standard's code.
 * @throws AppError `saml.value_unencodable`. Source: SAML Core 2.0 §3.2.2.2.
 */
export async function buildErrorResponse(options: {
  readonly responseId: string;
  readonly now: Date;
  readonly issuer: string;
  readonly acsUrl: string;
  readonly inResponseTo: string | null;
  readonly status: readonly [string, string];
  readonly signer: Signer;
}): Promise<string> {
  const { head, tail } = writeResponse({
    id: options.responseId,
    inResponseTo: options.inResponseTo,
    issueInstant: formatTime(options.now),
    destination: options.acsUrl,
    issuer: options.issuer,
    content: writeStatus(options.status),
  });
  const canonical = head + tail;
  const signature = await signElement({
    id: options.responseId,
    canonical,
    signer: options.signer,
  });
  return head + signature + tail;
}
