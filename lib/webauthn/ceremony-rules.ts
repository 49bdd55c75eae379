import { decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import { AppError } from '@/lib/shared/errors';

/**
 * COSE algorithms we accept: EdDSA (-8), ES256 (-7), RS256 (-257), in the order of preference.
 * Source: IANA COSE Algorithms; WebAuthn L3 §5.8.5.
 */
export const allowedAlgorithms = [-8, -7, -257];

/** How long a person may take for a ceremony, in milliseconds; the browser's own limit. */
export const ceremonyTimeoutMs = 300_000;

/** The methods of RFC 8176 that a passkey proves: possession, resistance to phishing, two factors. */
export type AuthenticationMethods = readonly ['hwk' | 'swk', 'phr', 'mfa'];

/**
 * What a passkey with user verification proves. A key that cannot leave its device is `hwk`; one
 * that may be synced is `swk`, because it then lives in software of the provider.
 *
 * @param backupEligible the BE flag of the authenticator data.
 * Source: RFC 8176 §2; WebAuthn L3 §6.1.3.
 */
export function authenticationMethods(backupEligible: boolean): AuthenticationMethods {
  return [backupEligible ? 'swk' : 'hwk', 'phr', 'mfa'];
}

/**
 * The challenge a response answers, base64url, to find the row it belongs to. It proves nothing
 * until the response is verified against that row.
 *
 * @param clientDataJson base64url.
 * @throws AppError `request.invalid` when it is not client data.
 */
export function readChallenge(clientDataJson: string): string {
  const { challenge } = readClientData(clientDataJson);
  if (typeof challenge === 'string' && /^[\w-]{1,128}$/u.test(challenge)) return challenge;
  throw new AppError('request.invalid', 'The client data holds no challenge');
}

/**
 * Refuses a ceremony that ran inside a frame of another site. The library lets one pass when the
 * browser does not name the top origin.
 *
 * Source: WebAuthn L3 §7.1 step 10, §7.2 step 13.
 */
export function requireSameOriginFrame(clientDataJson: string): void {
  if (readClientData(clientDataJson).crossOrigin) {
    throw new Error('The ceremony ran in a frame of another origin');
  }
}

function readClientData(clientDataJson: string) {
  try {
    return decodeClientDataJSON(clientDataJson);
  } catch (cause) {
    throw new AppError('request.invalid', 'The client data is not JSON', { cause });
  }
}
