/** B1 to B4: documents that make a parser fetch, expand or drown. Role ALL. */
import { byPost, withXml, type AttackWorld, type MessageAttack } from './message-attack';

const asRedirect = { binding: 'redirect' } as const;
const asLogout = { kind: 'LogoutRequest', from: 'strict' } as const;
const doctype = 'saml.doctype_forbidden';

/** Text right before the document. */
const before = (text: (world: AttackWorld) => string) => withXml((xml, world) => text(world) + xml);

/** Children right before the end of the root. */
const inside = (text: (world: AttackWorld) => string) =>
  withXml((xml, world) => xml.replace(/<\/samlp:[A-Za-z]+>$/u, (end) => text(world) + end));

const extensions = (content: string) => `<samlp:Extensions>${content}</samlp:Extensions>`;

/** Extensions where the schema wants them: after the Issuer. */
const inExtensions = (content: (world: AttackWorld) => string) =>
  withXml((xml, world) => xml.replace('</saml:Issuer>', (end) => end + extensions(content(world))));

const laughs = Array.from(
  { length: 30 },
  (_, at) => `<!ENTITY e${String(at + 1)} "&e${String(at)};&e${String(at)};">`,
).join('');

/** DOCTYPE and entities, which are refused before anything is expanded. */
export const entityAttacks: readonly MessageAttack[] = [
  byPost('B1', 'before the root', { ...before(() => '<!DOCTYPE x>'), expected: doctype }),
  byPost('B1', 'in lower case', { ...before(() => '<!doctype x>'), expected: doctype }),
  byPost('B1', 'after a declaration, naming a file', {
    ...before(() => '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE x SYSTEM "x.dtd">'),
    expected: doctype,
  }),
  byPost('B1', 'by redirect', {
    ...asRedirect,
    ...before(() => '<!DOCTYPE x []>'),
    expected: doctype,
  }),
  byPost('B1', 'in a signed sign-out', {
    ...asLogout,
    ...before(() => '<!DOCTYPE x>'),
    expected: doctype,
  }),
  byPost('B2', 'an external entity that is a file', {
    ...before(() => '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    expected: doctype,
  }),
  byPost('B2', 'an external entity that is an address', {
    ...before(({ canaryUrl }) => `<!DOCTYPE x [<!ENTITY a SYSTEM "${canaryUrl}">]>`),
    expected: doctype,
  }),
  byPost('B2', 'a parameter entity', {
    ...before(({ canaryUrl }) => `<!DOCTYPE x [<!ENTITY % a SYSTEM "${canaryUrl}">%a;]>`),
    expected: doctype,
  }),
  byPost('B2', 'an external DTD by ftp', {
    ...before(() => '<!DOCTYPE x SYSTEM "ftp://127.0.0.1/x.dtd">'),
    expected: doctype,
  }),
  byPost('B2', 'XInclude as a child', {
    ...inside(
      ({ canaryUrl }) =>
        `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${canaryUrl}"></xi:include>`,
    ),
    expected: 'saml.xml_ambiguous',
  }),
  byPost('B2', 'XInclude among the extensions, which nobody reads', {
    ...inExtensions(
      ({ canaryUrl }) =>
        `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${canaryUrl}"></xi:include>`,
    ),
    expected: 'taken in',
  }),
  byPost('B2', 'a schemaLocation, which nobody fetches', {
    ...withXml((xml, { canaryUrl }) =>
      xml.replace(
        ' AssertionConsumer',
        ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x ${canaryUrl}" AssertionConsumer`,
      ),
    ),
    expected: 'taken in',
  }),
  byPost('B3', 'billion laughs', {
    ...before(() => `<!DOCTYPE x [<!ENTITY e0 "lol">${laughs}]>`),
    expected: doctype,
  }),
  byPost('B3', 'quadratic blow-up', {
    ...withXml(
      (xml) =>
        `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(20_000)}">]>` +
        xml.replace('https:', '&a;'.repeat(2000)),
    ),
    expected: doctype,
  }),
  byPost('B3', 'an entity nobody declared', {
    ...withXml((xml) => xml.replace('<saml:Issuer', '&lol;<saml:Issuer')),
    expected: 'saml.xml_construct_forbidden',
  }),
];

const tooComplex = 'saml.xml_too_complex';
const many = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join('');

/** Documents that are refused by counting, whatever else is in them. */
export const sizeAttacks: readonly MessageAttack[] = [
  byPost('B4', 'depth', {
    ...inExtensions(() => '<x>'.repeat(1000) + '</x>'.repeat(1000)),
    expected: tooComplex,
  }),
  byPost('B4', 'many elements', {
    ...inExtensions(() => '<x></x>'.repeat(2000)),
    expected: tooComplex,
  }),
  byPost('B4', 'many attributes of one element', {
    ...inExtensions(() => `<x${many(5000, (at) => ` a${String(at)}=""`)}></x>`),
    expected: tooComplex,
  }),
  byPost('B4', 'many attributes of many elements', {
    ...inExtensions(() => many(300, () => `<x${many(8, (at) => ` a${String(at)}=""`)}></x>`)),
    expected: tooComplex,
  }),
  byPost('B4', 'a hundred thousand attributes', {
    ...inExtensions(() => `<x${many(100_000, (at) => ` a${at.toString(36)}=""`)}></x>`),
    expected: 'refused',
  }),
  byPost('B4', 'a flood of namespaces', {
    ...inExtensions(() => many(60, () => '<x xmlns:a="urn:a" xmlns:b="urn:b"></x>')),
    expected: tooComplex,
  }),
  byPost('B4', 'more text than a message may have', {
    ...inExtensions(() => `<x>${'x'.repeat(140_000)}</x>`),
    expected: 'saml.message_too_large',
  }),
  byPost('B4', 'ten megabytes of text', {
    ...inExtensions(() => `<x>${'x'.repeat(10_000_000)}</x>`),
    expected: 'refused',
  }),
  byPost('B4', 'depth in a sign-out', {
    ...asLogout,
    ...inExtensions(() => '<x>'.repeat(100) + '</x>'.repeat(100)),
    expected: tooComplex,
  }),
];
