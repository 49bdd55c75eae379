/** AuthnRequests as an SP makes them, for tests: valid first, then turned hostile by the test. */
import { createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { createSelfSignedCertificate } from '@/lib/x509/create-certificate';

const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

/** The signing key of an SP. */
export interface SpKey {
  readonly certificatePem: string;
  readonly privateKey: KeyObject;
}

/** What a test may change about a request. */
export interface RequestValues {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: string;
  readonly version: string;
  readonly destination: string | null;
  readonly acsUrl: string | null;
  /** More attributes of the root, written as they are. */
  readonly attributes: string;
  /** Children after the Issuer, written as they are. */
  readonly children: string;
}

/** A key with a certificate of today. */
export async function buildSpKey(): Promise<SpKey> {
  const now = Date.now();
  const made = await createSelfSignedCertificate({
    commonName: 'acme',
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + 86_400_000),
  });
  return {
    certificatePem: made.certificatePem,
    privateKey: createPrivateKey({ key: made.privateKeyPkcs8, format: 'der', type: 'pkcs8' }),
  };
}

/** Writes an AuthnRequest in the shape Okta sends. */
export function writeAuthnRequest(values: Partial<RequestValues> = {}): string {
  const request = { ...defaultValues(), ...values };
  const optional =
    (request.acsUrl === null ? '' : ` AssertionConsumerServiceURL="${request.acsUrl}"`) +
    (request.destination === null ? '' : ` Destination="${request.destination}"`);
  const forceAuthn = request.attributes.includes('ForceAuthn') ? '' : ' ForceAuthn="false"';
  return (
    `<?xml version="1.0" encoding="UTF-8"?><saml2p:AuthnRequest${optional}${forceAuthn}` +
    ` ID="${request.id}" IssueInstant="${request.issueInstant}" Version="${request.version}"` +
    `${request.attributes} xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol">` +
    '<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">' +
    `${request.issuer}</saml2:Issuer>${request.children}</saml2p:AuthnRequest>`
  );
}

function defaultValues(): RequestValues {
  return {
    id: `id${BigInt(`0x${randomBytes(10).toString('hex')}`).toString()}`,
    issuer: 'https://www.okta.com/saml2/service-provider/spacme',
    issueInstant: new Date().toISOString(),
    version: '2.0',
    destination: 'https://login.acme.example/saml/sso',
    acsUrl: 'https://acme.okta.com/sso/saml2/0oaacme',
    attributes: '',
    children:
      '<saml2p:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"/>',
  };
}

/** Signs a request as the POST binding has it: enveloped, after the Issuer. */
export function signAuthnRequest(xml: string, key: SpKey): string {
  const location = { reference: "/*/*[local-name(.)='Issuer']", action: 'after' } as const;
  return signRoot(xml, key, location);
}

/** Signs metadata as SP libraries do: enveloped, as the first child. The root needs an ID. */
export function signSpMetadata(xml: string, key: SpKey): string {
  return signRoot(xml, key, { reference: '/*', action: 'prepend' });
}

function signRoot(
  xml: string,
  key: SpKey,
  location: { readonly reference: string; readonly action: 'after' | 'prepend' },
): string {
  const signer = new SignedXml({
    privateKey: key.privateKey,
    publicCert: key.certificatePem,
    signatureAlgorithm: rsaSha256,
    canonicalizationAlgorithm: exclusiveC14n,
  });
  signer.addReference({
    xpath: '/*',
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusiveC14n],
  });
  signer.computeSignature(xml, { prefix: 'ds', location });
  return signer.getSignedXml();
}

/** Encodes a form body of the POST binding. */
export function encodeRequestForm(xml: string, relayState?: string): string {
  const form = new URLSearchParams({ SAMLRequest: Buffer.from(xml).toString('base64') });
  if (relayState !== undefined) form.set('RelayState', relayState);
  return form.toString();
}

/** Encodes a query of the redirect binding, signed when a key is given. */
export function encodeRequestQuery(
  xml: string,
  options: { readonly relayState?: string; readonly key?: SpKey; readonly sigAlg?: string } = {},
): string {
  const { relayState, key, sigAlg = rsaSha256 } = options;
  let query = `SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}`;
  if (relayState !== undefined) query += `&RelayState=${encodeURIComponent(relayState)}`;
  if (!key) return query;
  query += `&SigAlg=${encodeURIComponent(sigAlg)}`;
  const signature = sign('sha256', Buffer.from(query), key.privateKey).toString('base64');
  return `${query}&Signature=${encodeURIComponent(signature)}`;
}

/** Metadata of an SP with one key for both uses, as most libraries publish it. */
export function writeSpMetadata(sp: {
  readonly entityId: string;
  readonly acsUrls: readonly string[];
  readonly sloUrl: string;
  readonly certificatePem: string;
}): string {
  const bindings = 'urn:oasis:names:tc:SAML:2.0:bindings';
  const body = sp.certificatePem.replace(/-----[^-]+-----|\s/gu, '');
  const key = `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const logout = ['HTTP-Redirect', 'HTTP-POST']
    .map(
      (binding) =>
        `<md:SingleLogoutService Binding="${bindings}:${binding}" Location="${sp.sloUrl}"/>`,
    )
    .join('');
  const services = sp.acsUrls
    .map(
      (url, at) =>
        `<md:AssertionConsumerService Binding="${bindings}:HTTP-POST" Location="${url}" index="${at}"/>`,
    )
    .join('');
  return (
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${sp.entityId}">` +
    '<md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true"' +
    ' protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">' +
    `<md:KeyDescriptor use="signing">${key}</md:KeyDescriptor>` +
    `<md:KeyDescriptor use="encryption">${key}</md:KeyDescriptor>` +
    `${logout}${services}</md:SPSSODescriptor></md:EntityDescriptor>`
  );
}
