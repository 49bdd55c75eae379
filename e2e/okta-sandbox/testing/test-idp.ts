/** A throw-away SAML identity provider: reads AuthnRequests, writes and signs responses. */
import { createVerify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { createSigningKey, type SigningKey } from '../org/signing-key';
import { parseXml } from '../sp/read-xml';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

export interface TestIdp {
  url: string;
  issuer: string;
  key: SigningKey;
}

export async function createTestIdp(): Promise<TestIdp> {
  const url = 'http://127.0.0.1:9/saml';
  return { url, issuer: `${url}/metadata`, key: await createSigningKey('throw-away') };
}

export interface ReceivedRequest {
  xml: string;
  id: string;
  issuer: string;
  destination: string;
  acsUrl: string;
  loginHint: string | null;
  relayState: string;
}

function readRequest(xml: string, relayState: string): ReceivedRequest {
  const request = parseXml(xml);
  const text = (name: string): string | null =>
    request.getElementsByTagNameNS('*', name)[0]?.textContent ?? null;
  return {
    xml,
    id: request.getAttribute('ID') ?? '',
    issuer: text('Issuer') ?? '',
    destination: request.getAttribute('Destination') ?? '',
    acsUrl: request.getAttribute('AssertionConsumerServiceURL') ?? '',
    loginHint: text('NameID'),
    relayState,
  };
}

/** Reads the hidden fields of an auto-submit page. */
export function readPostedRequest(page: string): ReceivedRequest {
  const field = (name: string): string =>
    new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page)?.[1] ?? '';
  const xml = Buffer.from(field('SAMLRequest'), 'base64').toString('utf8');
  return readRequest(xml, field('RelayState'));
}

/** Reads a redirect to the identity provider and checks its signature over the query. */
export function readRedirectedRequest(
  location: string,
  certificatePem: string,
): ReceivedRequest & { isGenuine: boolean } {
  const [, query = ''] = location.split('?');
  const params = new URLSearchParams(query);
  const signed = query.slice(0, query.indexOf('&Signature='));
  const isGenuine = createVerify('RSA-SHA256')
    .update(signed)
    .verify(certificatePem, params.get('Signature') ?? '', 'base64');
  const xml = inflateRawSync(Buffer.from(params.get('SAMLRequest') ?? '', 'base64')).toString();
  return { ...readRequest(xml, params.get('RelayState') ?? ''), isGenuine };
}

export interface ResponseOptions {
  acsUrl: string;
  audience: string;
  nameId: string;
  inResponseTo?: string;
  issuer?: string;
  recipient?: string;
  destination?: string;
  notOnOrAfterMs?: number;
  attributes?: Record<string, string[]>;
  signWith?: SigningKey;
  sign?: ('Response' | 'Assertion')[];
}

let counter = 0;

function nextId(kind: string): string {
  counter += 1;
  return `_${kind}${String(counter)}${String(Date.now())}`;
}

function signElement(xml: string, localName: string, key: SigningKey): string {
  const reference = `//*[local-name(.)='${localName}']`;
  const signer = new SignedXml({
    privateKey: key.privateKeyPem,
    signatureAlgorithm: RSA_SHA256,
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  signer.addReference({
    xpath: reference,
    transforms: [ENVELOPED, EXCLUSIVE],
    digestAlgorithm: SHA256,
  });
  signer.computeSignature(xml, {
    location: { reference: `${reference}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
}

function attributeStatement(attributes: Record<string, string[]>): string {
  const tags = Object.entries(attributes).map(([name, values]) => {
    const held = values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`);
    return `<saml:Attribute Name="${name}">${held.join('')}</saml:Attribute>`;
  });
  if (tags.length === 0) return '';
  return `<saml:AttributeStatement>${tags.join('')}</saml:AttributeStatement>`;
}

type Written = Required<Omit<ResponseOptions, 'inResponseTo' | 'signWith' | 'sign'>> & {
  answers: string;
};

function writeAssertion(options: Written): string {
  const now = Date.now();
  const instant = new Date(now).toISOString();
  const since = new Date(now - 3_600_000).toISOString();
  const until = new Date(now + options.notOnOrAfterMs).toISOString();
  return [
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${nextId('a')}" Version="2.0" IssueInstant="${instant}"><saml:Issuer>${options.issuer}</saml:Issuer>`,
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">${options.nameId}</saml:NameID>`,
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${options.recipient}" NotOnOrAfter="${until}"${options.answers}/></saml:SubjectConfirmation></saml:Subject>`,
    `<saml:Conditions NotBefore="${since}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${options.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${instant}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    `${attributeStatement(options.attributes)}</saml:Assertion>`,
  ].join('');
}

function writeResponse(options: Written): string {
  const instant = new Date(Date.now()).toISOString();
  return [
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${nextId('r')}" Version="2.0" IssueInstant="${instant}" Destination="${options.destination}"${options.answers}>`,
    `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${options.issuer}</saml:Issuer>`,
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
    `${writeAssertion(options)}</samlp:Response>`,
  ].join('');
}

/** Base64 of a response, signed as asked: Response and Assertion unless told otherwise. */
export function buildTestResponse(idp: TestIdp, options: ResponseOptions): string {
  const { inResponseTo, signWith = idp.key, sign = ['Assertion', 'Response'], ...rest } = options;
  let xml = writeResponse({
    issuer: idp.issuer,
    recipient: options.acsUrl,
    destination: options.acsUrl,
    notOnOrAfterMs: 300_000,
    attributes: {},
    ...rest,
    answers: inResponseTo === undefined ? '' : ` InResponseTo="${inResponseTo}"`,
  });
  for (const part of ['Assertion', 'Response'] as const) {
    if (sign.includes(part)) xml = signElement(xml, part, signWith);
  }
  return Buffer.from(xml).toString('base64');
}
