import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { AppError } from '@/lib/shared/errors';
import type { AuthenticationResponse } from '@/lib/schemas/webauthn';
import {
  authenticationMethods,
  ceremonyTimeoutMs,
  requireSameOriginFrame,
  type AuthenticationMethods,
} from './ceremony-rules';
import type { KnownCredential } from './registration';
import type { RelyingParty } from './relying-party';

/** What we stored of the passkey that claims to answer. */
export interface StoredCredential {
  /** base64url. */
  readonly credentialId: string;
  /** COSE key. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly signCount: bigint;
  readonly backupEligible: boolean;
  /** User handle of the person it belongs to. */
  readonly userHandle: Uint8Array;
}

/** A proven use of a passkey. */
export interface VerifiedAuthentication {
  readonly signCount: number;
  readonly backedUp: boolean;
  readonly amr: AuthenticationMethods;
}

/**
 * Options for `navigator.credentials.get` with user verification. Without `allowed` the browser
 * offers whatever passkey it has for us, so nothing is said about who exists.
 *
 * @param options.challenge base64url of 32 random bytes.
 * Source: WebAuthn L3 §5.5.
 */
export async function buildAuthenticationOptions(options: {
  readonly relyingParty: RelyingParty;
  readonly challenge: string;
  readonly allowed: readonly KnownCredential[];
}) {
  return generateAuthenticationOptions({
    rpID: options.relyingParty.id,
    challenge: new Uint8Array(Buffer.from(options.challenge, 'base64url')),
    timeout: ceremonyTimeoutMs,
    userVerification: 'required',
    allowCredentials: options.allowed.map(({ id, transports }) => ({
      id,
      transports: [...transports],
    })),
  });
}

/**
 * Verifies an authentication: the stored credential and its person, type, challenge, exact origin,
 * RP ID, no foreign frame, presence and verification of the person, signature, a counter that never
 * goes back, and a backup eligibility that never changes.
 *
 * @param options.expectedChallenge base64url, from the row that this response was matched with.
 * @param options.requireUserHandle true when no credential was named in the options, so the
 * authenticator had to say whose passkey it is.
 * @throws AppError `auth.sign_in_refused`.
 * Source: WebAuthn L3 §7.2.
 */
export async function verifyAuthentication(options: {
  readonly response: AuthenticationResponse;
  readonly expectedChallenge: string;
  readonly relyingParty: RelyingParty;
  readonly credential: StoredCredential;
  readonly requireUserHandle: boolean;
}): Promise<VerifiedAuthentication> {
  try {
    return await verify(options);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'The response could not be read';
    throw new AppError('auth.sign_in_refused', reason, { cause });
  }
}

async function verify(
  options: Parameters<typeof verifyAuthentication>[0],
): Promise<VerifiedAuthentication> {
  const { response, credential, relyingParty } = options;
  requireSameOriginFrame(response.response.clientDataJSON);
  requireOwnCredential(options);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} } as Parameters<
      typeof verifyAuthenticationResponse
    >[0]['response'],
    expectedChallenge: options.expectedChallenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    credential: {
      id: credential.credentialId,
      publicKey: credential.publicKey,
      counter: Number(credential.signCount),
    },
  });
  if (!verified) throw new Error('The signature did not verify');
  const backupEligible = authenticationInfo.credentialDeviceType === 'multiDevice';
  if (backupEligible !== credential.backupEligible) {
    throw new Error('The backup eligibility of the passkey changed');
  }
  return {
    signCount: authenticationInfo.newCounter,
    backedUp: authenticationInfo.credentialBackedUp,
    amr: authenticationMethods(backupEligible),
  };
}

/** §7.2 steps 5 and 6: the passkey is the one stored, and its person is the one it names. */
function requireOwnCredential(options: Parameters<typeof verifyAuthentication>[0]): void {
  const { response, credential } = options;
  if (response.id !== credential.credentialId) throw new Error('Another credential answered');
  const { userHandle } = response.response;
  if (userHandle === undefined && !options.requireUserHandle) return;
  const expected = Buffer.from(credential.userHandle).toString('base64url');
  if (userHandle !== expected) throw new Error('The passkey belongs to another person');
}
