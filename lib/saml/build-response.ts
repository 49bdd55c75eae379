/** Writes the Response that signs a person in. */
import type { KeyObject } from 'node:crypto';
import { encryptAssertion, type EncryptionRandomness } from './encrypt-assertion';
import { formatTime } from './parse-time';
import { statusCode, xmlns } from './saml-uris';
import { signElement, type Signer } from './sign-element';
import { writeAssertion, type AssertionContent } from './write-assertion';
import { writeResponse, writeStatus } from './write-response';

/** Everything a Response says. Ids, clock and key are the caller's. */
export interface ResponseOptions extends AssertionContent {
  /** `toSamlId` of fresh randomness, each its own. */
  readonly responseId: string;
  /** Key and certificate; see {@link Signer}. */
  readonly signer: Signer;
  /** What is signed; both unless told. */
  readonly signs?: 'both' | 'assertion' | 'response';
  /** Whom the assertion is encrypted for; not encrypted when absent. */
  readonly recipient?: {
    readonly publicKey: KeyObject;
    readonly randomness: EncryptionRandomness;
  };
}

/**
 * Builds a successful Response with one bearer assertion.
 *
 * What is signed is signed with RSA-SHA256 over exclusive c14n; what is written is canonical by
 * construction, so no inclusive namespaces are needed. An encrypted assertion is signed first, then
 * encrypted, then the Response around it is signed. Every value is escaped (attacks.md C23). Times:
 * valid from 120 seconds before `now`, for clocks that are behind, until `lifetimeSeconds` after it.
 *
 * @returns one line of XML; for the wire see `encodePostBinding`.
 * @throws AppError `saml.value_unencodable`.
 * Source: SAML Core 2.0 §2.3.3, §3.3.3; SAML Profiles 2.0 §4.1.4.2.
 */
export async function buildResponse(options: ResponseOptions): Promise<string> {
  const { signer, now, recipient, signs = 'both' } = options;
  const { head, tail } = writeAssertion(options);
  const assertionSignature =
    signs === 'response'
      ? ''
      : await signElement({ id: options.assertionId, canonical: head + tail, signer });
  const assertion = head + assertionSignature + tail;
  const content = recipient
    ? encryptAssertion(declareSchemaPrefix(assertion), recipient)
    : assertion;
  const envelope = writeResponse({
    id: options.responseId,
    inResponseTo: options.inResponseTo,
    issueInstant: formatTime(now),
    destination: options.acsUrl,
    issuer: options.issuer,
    content: writeStatus([statusCode.success]) + content,
  });
  const canonical = envelope.head + envelope.tail;
  const responseSignature =
    signs === 'assertion' ? '' : await signElement({ id: options.responseId, canonical, signer });
  return envelope.head + responseSignature + declareSchemaPrefix(envelope.tail);
}

/**
 * Declares `xs`, which `xsi:type` values name. Exclusive c14n sees no visible use of it and leaves it
 * out of what is signed, so it is added once, after signing.
 */
function declareSchemaPrefix(xml: string): string {
  return xml.replace('<saml:Assertion ', `<saml:Assertion xmlns:xs="${xmlns.schema}" `);
}
