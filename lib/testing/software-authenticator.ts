/** A passkey in software, for tests of ceremonies: attestation "none", one credential an instance. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { AuthenticationResponse, RegistrationResponse } from '@/lib/schemas/webauthn';

/** What a test may bend; the defaults are an honest platform authenticator. */
export interface CeremonyBend {
  readonly rpId?: string;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  readonly crossOrigin?: boolean;
  readonly type?: string;
  /** COSE algorithm number written into the key. */
  readonly algorithm?: number;
  readonly signCount?: number;
  readonly userHandle?: string;
  readonly credentialId?: string;
  readonly backupEligible?: boolean;
}

/** What the browser was asked for. */
export interface Ceremony {
  readonly origin: string;
  /** base64url. */
  readonly challenge: string;
}

/** One passkey on one device. */
export interface SoftwareAuthenticator {
  /** base64url. */
  readonly credentialId: string;
  /** COSE key. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  register(
    ceremony: Ceremony & { readonly userHandle: string },
    bend?: CeremonyBend,
  ): RegistrationResponse;
  authenticate(ceremony: Ceremony, bend?: CeremonyBend): AuthenticationResponse;
}

/** Makes a passkey; `backupEligible` makes it one that may be synced. */
export function createSoftwareAuthenticator(
  options: { readonly backupEligible?: boolean } = {},
): SoftwareAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32).toString('base64url');
  const backupEligible = options.backupEligible ?? false;
  let userHandle = '';
  let signCount = 0;

  const credentialOf = (bend: CeremonyBend) => ({
    id: bend.credentialId ?? credentialId,
    rawId: bend.credentialId ?? credentialId,
    type: 'public-key' as const,
    clientExtensionResults: {},
  });

  return {
    credentialId,
    publicKey: new Uint8Array(coseKey(publicKey, -7)),
    register(ceremony, bend = {}) {
      userHandle = ceremony.userHandle;
      const data = authenticatorData(ceremony.origin, { backupEligible, signCount, ...bend });
      const attested = attestedCredential(credentialId, coseKey(publicKey, bend.algorithm ?? -7));
      const attestation = attestationObject(data, attested);
      return {
        ...credentialOf(bend),
        authenticatorAttachment: 'platform',
        clientExtensionResults: { credProps: { rk: true } },
        response: {
          clientDataJSON: clientData('webauthn.create', ceremony, bend).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    authenticate(ceremony, bend = {}) {
      signCount = bend.signCount ?? signCount + 1;
      const data = authenticatorData(ceremony.origin, { backupEligible, signCount, ...bend });
      const client = clientData('webauthn.get', ceremony, bend);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        ...credentialOf(bend),
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
          userHandle: bend.userHandle ?? userHandle,
        },
      };
    },
  };
}

function clientData(type: string, ceremony: Ceremony, bend: CeremonyBend): Buffer {
  const data = {
    type: bend.type ?? type,
    challenge: ceremony.challenge,
    origin: ceremony.origin,
    crossOrigin: bend.crossOrigin ?? false,
  };
  return Buffer.from(JSON.stringify(data));
}

/** rpIdHash, flags (UP 1, UV 4, BE 8, BS 16), counter: WebAuthn L3 §6.1. */
function authenticatorData(origin: string, bend: CeremonyBend): Buffer {
  const rpId = bend.rpId ?? new URL(origin).hostname;
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(bend.signCount ?? 0);
  const flags =
    ((bend.userPresent ?? true) ? 0x01 : 0) |
    ((bend.userVerified ?? true) ? 0x04 : 0) |
    (bend.backupEligible ? 0x18 : 0);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(flags), counter]);
}

function attestationObject(data: Buffer, attested: Buffer): Buffer {
  return cborMap([
    ['fmt', cborText('none')],
    ['attStmt', cborMap([])],
    ['authData', cborBytes(Buffer.concat([withAttestedFlag(data), attested]))],
  ]);
}

function withAttestedFlag(data: Buffer): Buffer {
  const copy = Buffer.from(data);
  copy.writeUInt8(copy.readUInt8(32) | 0x40, 32);
  return copy;
}

function attestedCredential(credentialId: string, key: Buffer): Buffer {
  const id = Buffer.from(credentialId, 'base64url');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  return Buffer.concat([Buffer.alloc(16), length, id, key]);
}

/** COSE_Key of an EC2 P-256 key (RFC 9053 §7.1). */
function coseKey(publicKey: KeyObject, algorithm: number): Buffer {
  const jwk = publicKey.export({ format: 'jwk' });
  return cborMap([
    [1, cborInteger(2)],
    [3, cborInteger(algorithm)],
    [-1, cborInteger(1)],
    [-2, cborBytes(Buffer.from(jwk.x ?? '', 'base64url'))],
    [-3, cborBytes(Buffer.from(jwk.y ?? '', 'base64url'))],
  ]);
}

function cborHead(major: number, value: number): Buffer {
  if (value < 24) return Buffer.of((major << 5) | value);
  if (value < 256) return Buffer.of((major << 5) | 24, value);
  return Buffer.of((major << 5) | 25, value >> 8, value & 0xff);
}

function cborInteger(value: number): Buffer {
  return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([cborHead(2, bytes.length), bytes]);
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([cborHead(3, bytes.length), bytes]);
}

function cborMap(entries: readonly (readonly [string | number, Buffer])[]): Buffer {
  const parts = entries.map(([key, value]) =>
    Buffer.concat([typeof key === 'number' ? cborInteger(key) : cborText(key), value]),
  );
  return Buffer.concat([cborHead(5, entries.length), ...parts]);
}
