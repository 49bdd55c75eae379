import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { AppError } from '@/lib/shared/errors';
import type { RegistrationResponse } from '@/lib/schemas/webauthn';
import { allowedAlgorithms, ceremonyTimeoutMs, requireSameOriginFrame } from './ceremony-rules';
import type { RelyingParty } from './relying-party';

/** A credential the person has already. */
export interface KnownCredential {
  /** base64url. */
  readonly id: string;
  readonly transports: readonly string[];
}

/** A new passkey, proven. */
export interface VerifiedRegistration {
  /** base64url. */
  readonly credentialId: string;
  /** COSE key. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly signCount: number;
  readonly transports: readonly string[];
  /** UUID of the model; all zero when the authenticator does not say. */
  readonly aaguid: string;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
}

/**
 * Options for `navigator.credentials.create`: a discoverable passkey with user verification, no
 * attestation, and none the person has already.
 *
 * @param options.challenge base64url of 32 random bytes.
 * @param options.userHandle 64 random bytes, never the login.
 * Source: WebAuthn L3 §5.4.
 */
export async function buildRegistrationOptions(options: {
  readonly relyingParty: RelyingParty;
  readonly challenge: string;
  readonly userHandle: Uint8Array<ArrayBuffer>;
  readonly login: string;
  readonly displayName: string;
  readonly existing: readonly KnownCredential[];
}) {
  return generateRegistrationOptions({
    rpID: options.relyingParty.id,
    rpName: options.relyingParty.name,
    challenge: new Uint8Array(Buffer.from(options.challenge, 'base64url')),
    userID: options.userHandle,
    userName: options.login,
    userDisplayName: options.displayName,
    timeout: ceremonyTimeoutMs,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: options.existing.map(({ id, transports }) => ({
      id,
      transports: [...transports],
    })),
    supportedAlgorithmIDs: allowedAlgorithms,
  });
}

/**
 * Verifies a registration: type, challenge, exact origin, RP ID, no foreign frame, presence and
 * verification of the person, algorithm, discoverability. Attestation is not asked for, so the
 * model of the authenticator is a claim.
 *
 * @param options.expectedChallenge base64url, from the row that this response was matched with.
 * @throws AppError `auth.passkey_refused`.
 * Source: WebAuthn L3 §7.1.
 */
export async function verifyRegistration(options: {
  readonly response: RegistrationResponse;
  readonly expectedChallenge: string;
  readonly relyingParty: RelyingParty;
}): Promise<VerifiedRegistration> {
  try {
    return await verify(options);
  } catch (cause) {
    throw new AppError('auth.passkey_refused', reasonOf(cause), { cause });
  }
}

async function verify(
  options: Parameters<typeof verifyRegistration>[0],
): Promise<VerifiedRegistration> {
  const { response, relyingParty } = options;
  requireSameOriginFrame(response.response.clientDataJSON);
  if (response.clientExtensionResults.credProps?.rk === false) {
    throw new Error('The passkey is not discoverable');
  }
  const { registrationInfo } = await verifyRegistrationResponse({
    response: {
      ...response,
      authenticatorAttachment: response.authenticatorAttachment,
      clientExtensionResults: {},
    } as Parameters<typeof verifyRegistrationResponse>[0]['response'],
    expectedChallenge: options.expectedChallenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: allowedAlgorithms,
  });
  if (!registrationInfo) throw new Error('The attestation statement did not verify');
  const { credential } = registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    signCount: credential.counter,
    transports: response.response.transports,
    aaguid: registrationInfo.aaguid,
    backupEligible: registrationInfo.credentialDeviceType === 'multiDevice',
    backedUp: registrationInfo.credentialBackedUp,
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'The response could not be read';
}
