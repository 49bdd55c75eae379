/** B5 to B9: texts that two readers could take for two things. Role ALL. */
import { writeSubject } from './valid-message';
import { byPost, withXml, type MessageAttack } from './message-attack';

const construct = 'saml.xml_construct_forbidden';
const malformed = 'saml.xml_malformed';
const encoding = 'saml.encoding_unsupported';
const asLogout = { kind: 'LogoutRequest', from: 'strict' } as const;
const asRedirect = { binding: 'redirect' } as const;

/** Puts something into the middle of the entity ID. */
const inIssuer = (text: string) =>
  withXml((xml) => xml.replace(/(<saml:Issuer[^>]*>https:\/\/[a-z]+)/u, (start) => start + text));

/** Puts something into the middle of the name of the person. */
const inName = (text: string) =>
  withXml((xml) => xml.replace(/(<saml:NameID[^>]*>[^<@]+)/u, (start) => start + text));

const naming: Pick<MessageAttack, 'base'> = {
  base: ({ login }) => ({ children: writeSubject(login) }),
};

/** Values with something in the middle of them: refused, never cut short there. */
export const valueAttacks: readonly MessageAttack[] = [
  byPost('B5', 'a comment in the Issuer', { ...inIssuer('<!-- x -->'), expected: construct }),
  byPost('B5', 'a processing instruction in the Issuer', {
    ...inIssuer('<?x y?>'),
    expected: construct,
  }),
  byPost('B5', 'a comment in the Issuer, by redirect', {
    ...asRedirect,
    ...inIssuer('<!-- x -->'),
    expected: construct,
  }),
  byPost('B5', 'a comment in the Subject', {
    ...naming,
    ...inName('<!-- x -->'),
    expected: construct,
  }),
  byPost('B5', 'a processing instruction in the Subject', {
    ...naming,
    ...inName('<?x?>'),
    expected: construct,
  }),
  byPost('B5', 'an element in the Subject', {
    ...naming,
    ...inName('<x></x>'),
    expected: 'saml.xml_ambiguous',
  }),
  byPost('B5', 'a comment in the name of a sign-out', {
    ...asLogout,
    ...inName('<!-- x -->'),
    expected: construct,
  }),
  byPost('B6', 'CDATA', {
    ...withXml((xml) => xml.replace(/(<saml:Issuer[^>]*>)([^<]*)/u, '$1<![CDATA[$2]]>')),
    expected: construct,
  }),
  byPost('B6', 'NUL', { ...inIssuer('\0'), expected: malformed }),
  byPost('B6', 'a reference to NUL', { ...inIssuer('&#0;'), expected: malformed }),
  byPost('B6', 'a reference to half a surrogate pair', {
    ...inIssuer('&#xD800;'),
    expected: malformed,
  }),
  byPost('B6', 'a line break inside an attribute', {
    ...withXml((xml) => xml.replace('Version="2.0"', 'Version="2.0\n"')),
    expected: construct,
  }),
  byPost('B6', 'a byte order mark', { ...withXml((xml) => `\uFEFF${xml}`), expected: encoding }),
  byPost('B6', 'UTF-16', {
    ...withXml((xml) => Buffer.from(`\uFEFF${xml}`, 'utf16le')),
    expected: encoding,
  }),
  byPost('B6', 'UTF-7 by declaration', {
    ...withXml((xml) => `<?xml version="1.0" encoding="UTF-7"?>${xml}`),
    expected: encoding,
  }),
  byPost('B6', 'Latin-1', {
    ...withXml((xml) => Buffer.from(xml.replace('https:', 'httpß:'), 'latin1')),
    expected: encoding,
  }),
  byPost('B6', 'character references, read as the whole they are', {
    ...withXml((xml) => xml.replace(/(<saml:Issuer[^>]*>)https/u, '$1&#104;t&#x74;ps')),
    expected: 'taken in',
  }),
  byPost('B6', 'mixed line ends around a value, which are no part of it', {
    ...withXml((xml) => xml.replace(/(<saml:Issuer[^>]*>)([^<]*)/u, '$1\r\n\n$2\r')),
    expected: 'taken in',
  }),
];

/** Documents that are no single element. */
export const shapeAttacks: readonly MessageAttack[] = [
  byPost('B7', 'two roots', { ...withXml((xml) => xml + xml), expected: malformed }),
  byPost('B7', 'another root first', { ...withXml((xml) => `<x></x>${xml}`), expected: malformed }),
  byPost('B7', 'text after the root', { ...withXml((xml) => `${xml}x`), expected: malformed }),
  byPost('B7', 'a root that does not close', {
    ...withXml((xml) => xml.replace(/<\/samlp:AuthnRequest>$/u, '')),
    expected: malformed,
  }),
  byPost('B7', 'crossed tags', {
    ...withXml((xml) => xml.replace('</saml:Issuer>', '</saml:Issuer><a><b></a></b>')),
    expected: malformed,
  }),
  byPost('B7', 'an attribute twice', {
    ...withXml((xml) => xml.replace('Version="2.0"', 'Version="2.0" Version="2.0"')),
    expected: malformed,
  }),
  byPost('B7', 'an attribute without quotes', {
    ...withXml((xml) => xml.replace('Version="2.0"', 'Version=2.0')),
    expected: malformed,
  }),
  byPost('B7', 'no element at all', { ...withXml(() => 'hello'), expected: malformed }),
  byPost('B7', 'two roots by redirect', {
    ...asRedirect,
    ...withXml((xml) => xml + xml),
    expected: malformed,
  }),
  byPost('B7', 'two roots in a sign-out', {
    ...asLogout,
    ...withXml((xml) => xml + xml),
    expected: malformed,
  }),
];

const notBase64 = 'saml.base64_malformed';
const withBase64 = (base64: (text: string) => string) => ({ tampering: () => ({ base64 }) });
const fold = (text: string) => (text.match(/.{1,76}/gu) ?? []).join('\r\n');

/** Base64 in the ways libraries differ about. */
export const base64Attacks: readonly MessageAttack[] = [
  byPost('B9', 'blanks', { ...withBase64((text) => ` ${text}`), expected: notBase64 }),
  byPost('B9', 'a tab in the middle', {
    ...withBase64((text) => `${text.slice(0, 8)}\t${text.slice(8)}`),
    expected: notBase64,
  }),
  byPost('B9', 'the url-safe alphabet', {
    ...withBase64((text) => `${text.slice(0, 8)}-_${text.slice(10)}`),
    expected: notBase64,
  }),
  byPost('B9', 'missing padding', {
    ...withBase64((text) => text.slice(0, text.length - 6)),
    expected: notBase64,
  }),
  byPost('B9', 'too much padding', { ...withBase64((text) => `${text}=`), expected: notBase64 }),
  byPost('B9', 'padding in the middle', {
    ...withBase64((text) => `YQ==${text}`),
    expected: notBase64,
  }),
  byPost('B9', 'bits beyond the last octet', { ...withBase64(() => 'YR=='), expected: notBase64 }),
  byPost('B9', 'other characters', {
    ...withBase64((text) => `${text.slice(0, 4)}*${text.slice(5)}`),
    expected: notBase64,
  }),
  byPost('B9', 'by redirect', {
    ...asRedirect,
    ...withBase64((text) => `${text.slice(0, 8)} ${text.slice(8)}`),
    expected: notBase64,
  }),
  byPost('B9', 'very long', {
    ...withBase64(() => 'YWFh'.repeat(48_000)),
    expected: 'saml.message_too_large',
  }),
  byPost('B9', 'folded lines, which are tolerated', {
    ...withBase64(fold),
    expected: 'taken in',
  }),
];

const nearNames: readonly (readonly [string, (issuer: string) => string])[] = [
  ['a Cyrillic letter', (issuer) => issuer.replace('e', '\u0435')],
  ['capital letters', (issuer) => issuer.toUpperCase()],
  ['a mark that turns the direction', (issuer) => `${issuer}\u202E`],
  ['a character of no width', (issuer) => issuer.replace('://', '://\u200B')],
  ['a wide letter', (issuer) => issuer.replace('h', '\uFF48')],
  ['a trailing slash', (issuer) => `${issuer}/`],
];

/** B8: names that look like the registered one. */
export const lookAlikeAttacks: readonly MessageAttack[] = nearNames.map(([name, change]) =>
  byPost('B8', `an Issuer with ${name}`, {
    says: ({ entityId }) => ({ issuer: change(entityId) }),
    expected: 'saml.issuer_unknown',
  }),
);
