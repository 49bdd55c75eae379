/** The assertion: who signed in, how, for whom, until when. */
import { formatTime } from './parse-time';
import { nameFormatUri, xmlns } from './saml-uris';
import { cutAfter, writeIssuer, type Signable } from './write-response';
import { escapeText, writeElement } from './write-xml';

/** One attribute of the person. No values, no attribute. */
export interface AssertionAttribute {
  readonly name: string;
  readonly values: readonly string[];
  /** URI of the NameFormat; unspecified when absent. */
  readonly nameFormat?: string;
}

/** The name of the person for this SP. */
export interface NameId {
  readonly value: string;
  readonly format: string;
  /** With persistent names: that of the IdP and of the SP they belong to. */
  readonly qualifiers?: { readonly idp: string; readonly sp: string };
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
  /** ID of the AuthnRequest that is answered; null when the person began at the IdP. */
  readonly inResponseTo: string | null;
  /** Entity ID of the SP. */
  readonly audience: string;
  readonly nameId: NameId;
  /** When the person last proved presence. */
  readonly authnInstant: Date;
  readonly authnContextClassRef: string;
  readonly attributes: readonly AssertionAttribute[];
  /** How long after `now` it is taken, in seconds; 300 when absent. */
  readonly lifetimeSeconds?: number;
  /** Until when the SP may keep its session; not said when absent. */
  readonly sessionNotOnOrAfter?: Date;
}

const backdateSeconds = 120;
const defaultLifetimeSeconds = 300;
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

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
    NotOnOrAfter: endOf(content),
    Recipient: content.acsUrl,
  });
  return writeElement(
    'saml:Subject',
    {},
    writeNameId(content.nameId) +
      writeElement('saml:SubjectConfirmation', { Method: bearer }, confirmation),
  );
}

/** Writes a NameID; a logout must name the person in the very same words. */
export function writeNameId({ value, format, qualifiers }: NameId): string {
  return writeElement(
    'saml:NameID',
    {
      Format: format,
      NameQualifier: qualifiers?.idp ?? null,
      SPNameQualifier: qualifiers?.sp ?? null,
    },
    escapeText(value),
  );
}

function writeConditions(content: AssertionContent): string {
  const audience = writeElement('saml:Audience', {}, escapeText(content.audience));
  return writeElement(
    'saml:Conditions',
    {
      NotBefore: shift(content.now, -backdateSeconds),
      NotOnOrAfter: endOf(content),
    },
    writeElement('saml:AudienceRestriction', {}, audience),
  );
}

function writeAuthnStatement(content: AssertionContent): string {
  const end = content.sessionNotOnOrAfter;
  const classRef = escapeText(content.authnContextClassRef);
  return writeElement(
    'saml:AuthnStatement',
    {
      AuthnInstant: formatTime(content.authnInstant),
      SessionIndex: content.sessionIndex,
      SessionNotOnOrAfter: end === undefined ? null : formatTime(end),
    },
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
    { Name: attribute.name, NameFormat: attribute.nameFormat ?? nameFormatUri.unspecified },
    values.join(''),
  );
}

function endOf({ now, lifetimeSeconds = defaultLifetimeSeconds }: AssertionContent): string {
  return shift(now, lifetimeSeconds);
}

function shift(time: Date, seconds: number): string {
  return formatTime(new Date(time.getTime() + seconds * 1000));
}
