/** The assertion: who signed in, how, for whom, until when. */
import { formatTime } from './parse-time';
import { xmlns } from './saml-uris';
import { cutAfter, writeIssuer, type Signable } from './write-response';
import { escapeText, writeElement } from './write-xml';

/** One attribute of the person. No values, no attribute. */
export interface AssertionAttribute {
  readonly name: string;
  readonly values: readonly string[];
}

/** What an assertion says. */
export interface AssertionContent {
  readonly assertionId: string;
  /** Names the sign-in for a later logout; says nothing about our session token. */
  readonly sessionIndex: string;
  readonly now: Date;
  /** Our entity ID. */
  readonly issuer: string;
  /** Registered ACS: Destination and Recipient. */
  readonly acsUrl: string;
  /** ID of the AuthnRequest that is answered. */
  readonly inResponseTo: string;
  /** Entity ID of the SP. */
  readonly audience: string;
  readonly nameId: { readonly value: string; readonly format: string };
  /** When the person last proved presence. */
  readonly authnInstant: Date;
  readonly authnContextClassRef: string;
  readonly attributes: readonly AssertionAttribute[];
}

const backdateSeconds = 120;
const lifetimeSeconds = 300;
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const unspecifiedName = 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified';

/** Writes an assertion in canonical form, cut where its signature goes. Source: SAML Core 2.0 §2.3.3. */
export function writeAssertion(content: AssertionContent): Signable {
  const issuer = writeIssuer(content.issuer, false);
  const whole = writeElement(
    'saml:Assertion',
    {
      'xmlns:saml': xmlns.assertion,
      ID: content.assertionId,
      IssueInstant: formatTime(content.now),
      Version: '2.0',
    },
    issuer +
      writeSubject(content) +
      writeConditions(content) +
      writeAuthnStatement(content) +
      writeAttributes(content.attributes),
  );
  return cutAfter(whole, issuer);
}

function writeSubject(content: AssertionContent): string {
  const confirmation = writeElement('saml:SubjectConfirmationData', {
    InResponseTo: content.inResponseTo,
    NotOnOrAfter: shift(content.now, lifetimeSeconds),
    Recipient: content.acsUrl,
  });
  return writeElement(
    'saml:Subject',
    {},
    writeElement(
      'saml:NameID',
      { Format: content.nameId.format },
      escapeText(content.nameId.value),
    ) + writeElement('saml:SubjectConfirmation', { Method: bearer }, confirmation),
  );
}

function writeConditions(content: AssertionContent): string {
  const audience = writeElement('saml:Audience', {}, escapeText(content.audience));
  return writeElement(
    'saml:Conditions',
    {
      NotBefore: shift(content.now, -backdateSeconds),
      NotOnOrAfter: shift(content.now, lifetimeSeconds),
    },
    writeElement('saml:AudienceRestriction', {}, audience),
  );
}

function writeAuthnStatement(content: AssertionContent): string {
  const classRef = escapeText(content.authnContextClassRef);
  return writeElement(
    'saml:AuthnStatement',
    { AuthnInstant: formatTime(content.authnInstant), SessionIndex: content.sessionIndex },
    writeElement('saml:AuthnContext', {}, writeElement('saml:AuthnContextClassRef', {}, classRef)),
  );
}

function writeAttributes(attributes: readonly AssertionAttribute[]): string {
  const written = attributes.filter(({ values }) => values.length > 0).map(writeAttribute);
  return written.length === 0 ? '' : writeElement('saml:AttributeStatement', {}, written.join(''));
}

function writeAttribute(attribute: AssertionAttribute): string {
  const type = { 'xmlns:xsi': xmlns.schemaInstance, 'xsi:type': 'xs:string' };
  const values = attribute.values.map((value) =>
    writeElement('saml:AttributeValue', type, escapeText(value)),
  );
  return writeElement(
    'saml:Attribute',
    { Name: attribute.name, NameFormat: unspecifiedName },
    values.join(''),
  );
}

function shift(time: Date, seconds: number): string {
  return formatTime(new Date(time.getTime() + seconds * 1000));
}
