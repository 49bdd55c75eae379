import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  createSoftwareAuthenticator,
  type CeremonyBend,
} from '@/lib/testing/software-authenticator';
import { buildAuthenticationOptions, verifyAuthentication } from './authentication';
import { readChallenge } from './ceremony-rules';
import { buildRegistrationOptions, verifyRegistration } from './registration';
import { relyingPartyOf } from './relying-party';

const tenant = { name: 'Acme', publicUrl: 'https://id.acme.test' };
const relyingParty = relyingPartyOf(tenant);
const { origin } = relyingParty;
const newChallenge = () => randomBytes(32).toString('base64url');
const userHandle = new Uint8Array(randomBytes(64));
const userHandleText = Buffer.from(userHandle).toString('base64url');

async function enrol(options: { backupEligible?: boolean } = {}) {
  const authenticator = createSoftwareAuthenticator(options);
  const challenge = newChallenge();
  const response = authenticator.register({ origin, challenge, userHandle: userHandleText });
  const registration = await verifyRegistration({
    response,
    expectedChallenge: challenge,
    relyingParty,
  });
  const credential = { ...registration, signCount: BigInt(registration.signCount), userHandle };
  return { authenticator, credential };
}

async function signIn(
  enrolled: Awaited<ReturnType<typeof enrol>>,
  bend: CeremonyBend & { origin?: string; answerTo?: string } = {},
) {
  const challenge = newChallenge();
  const { origin: from = origin, answerTo = challenge, ...rest } = bend;
  const response = enrolled.authenticator.authenticate({ origin: from, challenge: answerTo }, rest);
  return verifyAuthentication({
    response,
    expectedChallenge: challenge,
    relyingParty,
    credential: enrolled.credential,
    requireUserHandle: true,
  });
}

describe('registration', () => {
  it('asks for a discoverable passkey with user verification and no attestation', async () => {
    const challenge = newChallenge();
    const options = await buildRegistrationOptions({
      relyingParty,
      challenge,
      userHandle,
      login: 'ada@acme.test',
      displayName: 'Ada Lovelace',
      existing: [{ id: 'AAAA', transports: ['usb'] }],
    });
    expect(options).toMatchObject({
      challenge,
      rp: { id: 'id.acme.test', name: 'Acme' },
      user: { id: userHandleText, name: 'ada@acme.test' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: 'AAAA' }],
    });
    expect(options.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-8, -7, -257]);
  });

  it('accepts an honest passkey', async () => {
    const { credential, authenticator } = await enrol();
    expect(credential).toMatchObject({
      credentialId: authenticator.credentialId,
      backupEligible: false,
      transports: ['internal'],
    });
  });

  const refusals: [string, CeremonyBend & { origin?: string; answerTo?: string }][] = [
    ['wrong origin', { origin: 'https://id.acme.test.evil.test' }],
    ['origin of another port', { origin: 'https://id.acme.test:8443' }],
    ['plain http origin', { origin: 'http://id.acme.test' }],
    ['wrong rpId', { rpId: 'acme.test' }],
    ['another challenge', { answerTo: newChallenge() }],
    ['UV flag absent', { userVerified: false }],
    ['UP flag absent', { userPresent: false }],
    ['unknown alg', { algorithm: -65535 }],
    ['alg outside the allow-list', { algorithm: -35 }],
    ['frame of another origin', { crossOrigin: true }],
    ['an authentication in place of a registration', { type: 'webauthn.get' }],
  ];
  it.each(refusals)('G5: refuses a registration with %s', async (_name, bend) => {
    const challenge = newChallenge();
    const { origin: from = origin, answerTo = challenge, ...rest } = bend;
    const response = createSoftwareAuthenticator().register(
      { origin: from, challenge: answerTo, userHandle: userHandleText },
      rest,
    );
    const verification = verifyRegistration({
      response,
      expectedChallenge: challenge,
      relyingParty,
    });
    await expect(verification).rejects.toMatchObject({ code: 'auth.passkey_refused' });
  });

  it('refuses a passkey that is not discoverable', async () => {
    const challenge = newChallenge();
    const response = createSoftwareAuthenticator().register({
      origin,
      challenge,
      userHandle: userHandleText,
    });
    const verification = verifyRegistration({
      response: { ...response, clientExtensionResults: { credProps: { rk: false } } },
      expectedChallenge: challenge,
      relyingParty,
    });
    await expect(verification).rejects.toMatchObject({ code: 'auth.passkey_refused' });
  });
});

describe('authentication', () => {
  it('names no credential when none is allowed in particular', async () => {
    const challenge = newChallenge();
    const options = await buildAuthenticationOptions({ relyingParty, challenge, allowed: [] });
    expect(options).toMatchObject({
      challenge,
      rpId: 'id.acme.test',
      userVerification: 'required',
    });
    expect(options.allowCredentials ?? []).toEqual([]);
  });

  it('calls a passkey that cannot leave its device hwk', async () => {
    await expect(signIn(await enrol())).resolves.toMatchObject({ amr: ['hwk', 'phr', 'mfa'] });
  });

  it('calls a passkey that may be synced swk', async () => {
    const enrolled = await enrol({ backupEligible: true });
    await expect(signIn(enrolled)).resolves.toMatchObject({
      amr: ['swk', 'phr', 'mfa'],
      backedUp: true,
    });
  });

  it('accepts counters that stay zero, as synced passkeys keep them', async () => {
    const enrolled = await enrol();
    await expect(signIn(enrolled, { signCount: 0 })).resolves.toMatchObject({ signCount: 0 });
  });

  const refusals: [string, Parameters<typeof signIn>[1]][] = [
    ['wrong origin', { origin: 'https://evil.test', rpId: 'id.acme.test' }],
    ['origin of another port', { origin: 'https://id.acme.test:8443' }],
    ['wrong rpId', { rpId: 'acme.test' }],
    ['another challenge', { answerTo: newChallenge() }],
    ['UV flag absent', { userVerified: false }],
    ['UP flag absent', { userPresent: false }],
    ['frame of another origin', { crossOrigin: true }],
    ['a registration in place of an authentication', { type: 'webauthn.create' }],
    ['the user handle of another person', { userHandle: 'AAAA' }],
    ['another credential id', { credentialId: 'AAAA' }],
    ['a changed backup eligibility', { backupEligible: true }],
  ];
  it.each(refusals)('G5: refuses %s', async (_name, bend) => {
    const verification = signIn(await enrol(), bend);
    await expect(verification).rejects.toMatchObject({ code: 'auth.sign_in_refused' });
  });

  it.each([7, 6, 0])('G5: refuses a counter that goes from 7 to %d', async (signCount) => {
    const enrolled = await enrol();
    const used = { ...enrolled, credential: { ...enrolled.credential, signCount: 7n } };
    await expect(signIn(used, { signCount })).rejects.toMatchObject({
      code: 'auth.sign_in_refused',
    });
    await expect(signIn(used, { signCount: 8 })).resolves.toMatchObject({ signCount: 8 });
  });

  it('G5: refuses a signature by the key of another passkey', async () => {
    const [victim, thief] = [await enrol(), await enrol()];
    const stolen = { ...thief, credential: victim.credential };
    const verification = signIn(stolen, { credentialId: victim.credential.credentialId });
    await expect(verification).rejects.toMatchObject({ code: 'auth.sign_in_refused' });
  });
});

describe('readChallenge', () => {
  it('finds the challenge a response answers', () => {
    const challenge = newChallenge();
    const response = createSoftwareAuthenticator().authenticate({ origin, challenge });
    expect(readChallenge(response.response.clientDataJSON)).toBe(challenge);
  });

  it.each(['', 'bm90IGpzb24', Buffer.from('{"challenge":5}').toString('base64url')])(
    'refuses client data %j',
    (text) => {
      expect(() => readChallenge(text)).toThrow(
        expect.objectContaining({ code: 'request.invalid' }),
      );
    },
  );
});
