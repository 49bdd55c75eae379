/** Signed SAML Responses against the bare RSA signatures they cannot do without. */
import { createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { buildResponse } from '@/lib/saml/build-response';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { measure } from './measure';
import type { Result } from './result';

const signOnThreadPool = promisify<string, Buffer, KeyObject, Buffer>(sign);

/** Measures eight at a time; a Response takes two signatures, so it cannot pass one half. */
export async function benchResponses(): Promise<Result> {
  const now = new Date('2026-11-23T10:00:00Z');
  const made = await createSigningCertificate({ publicUrl: 'https://id.example.com', now });
  const privateKey = createPrivateKey({
    key: Buffer.from(made.privateKeyPkcs8),
    format: 'der',
    type: 'pkcs8',
  });
  const certificateBase64 = made.certificatePem.replace(/-----[^-]+-----|\s/g, '');
  const octets = randomBytes(400);
  const [base = 0, ours = 0] = await measure(
    [
      { name: 'signature', run: () => signOnThreadPool('sha256', octets, privateKey) },
      {
        name: 'response',
        run: () => buildResponse(content(now, { privateKey, certificateBase64 })),
      },
    ],
    { concurrency: 8, turns: 3, turnMs: 2000 },
  );
  return {
    what: 'SAML Responses, both parts signed',
    base: 'one bare RSA-2048 signature',
    ours: 'one Response (two signatures)',
    unit: '/s',
    values: [base, ours],
  };
}

function content(
  now: Date,
  signer: Parameters<typeof buildResponse>[0]['signer'],
): Parameters<typeof buildResponse>[0] {
  return {
    responseId: `_${randomBytes(16).toString('hex')}`,
    assertionId: `_${randomBytes(16).toString('hex')}`,
    sessionIndex: `_${randomBytes(16).toString('hex')}`,
    now,
    issuer: 'https://id.example.com/saml/metadata',
    acsUrl: 'https://acme.okta.com/sso/saml2/0oa1b2c3d4e5f6g7h8i9',
    inResponseTo: 'id216400685678752324916391',
    audience: 'https://www.okta.com/saml2/service-provider/spabc',
    nameId: {
      value: 'ada@example.com',
      format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    },
    authnInstant: now,
    authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509',
    attributes: [
      { name: 'email', values: ['ada@example.com'] },
      { name: 'firstName', values: ['Ada'] },
      { name: 'lastName', values: ['Lovelace'] },
      { name: 'session.amr', values: ['hwk', 'user', 'mfa'] },
    ],
    signer,
  };
}
