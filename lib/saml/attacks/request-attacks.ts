/** C12 to C17: requests that are well formed and ask for what they may not have. Role IdP. */
import { writePolicy } from './valid-message';
import { byPost, withXml, type AttackWorld, type MessageAttack } from './message-attack';

const unregistered = 'saml.acs_not_registered';

/** Addresses near the registered one, which a careless comparison would take for it. */
const nearAddresses: readonly (readonly [string, (acsUrl: string) => string])[] = [
  ['another host', () => 'https://evil.example/acs'],
  ['another scheme', (acs) => acs.replace('https:', 'http:')],
  ['javascript:', () => 'javascript:alert(document.domain)//'],
  ['data:', () => 'data:text/html,<script>alert(1)</script>'],
  ['user-info', (acs) => acs.replace('://', '://evil.example@')],
  ['user-info that hides the host', (acs) => `${acs.replace('/acs', '')}@evil.example/acs`],
  ['a trailing dot', (acs) => acs.replace('/acs', './acs')],
  ['a longer host', (acs) => acs.replace('/acs', '.evil.example/acs')],
  ['path traversal', (acs) => acs.replace('/acs', '/x/../acs')],
  ['an encoded path', (acs) => acs.replace('/acs', '/%61cs')],
  ['a port', (acs) => acs.replace('/acs', ':8443/acs')],
  ['a query', (acs) => `${acs}?next=https://evil.example`],
  ['a fragment', (acs) => `${acs}#x`],
  ['capital letters', (acs) => acs.toUpperCase()],
  ['a backslash', (acs) => acs.replace('/acs', '\\acs')],
  ['a blank in front', (acs) => ` ${acs}`],
];

/** C12: wherever else the answer should go. */
export const addressAttacks: readonly MessageAttack[] = [
  ...nearAddresses.map(([name, change]) =>
    byPost('C12', name, {
      says: ({ acsUrls }) => ({ acsUrl: change(acsUrls[0] ?? '') }),
      expected: unregistered,
    }),
  ),
  byPost('C12', 'another host, signed by the application itself', {
    from: 'strict',
    says: () => ({ acsUrl: 'https://evil.example/acs' }),
    expected: unregistered,
  }),
  byPost('C12', 'another host, by redirect', {
    binding: 'redirect',
    says: () => ({ acsUrl: 'https://evil.example/acs' }),
    expected: unregistered,
  }),
];

const byIndex = (AssertionConsumerServiceIndex: string) => ({
  acsUrl: null,
  attributes: { AssertionConsumerServiceIndex },
});
const indexed: Pick<MessageAttack, 'base'> = { base: () => byIndex('1') };

/** C13: indexes. */
export const indexAttacks: readonly MessageAttack[] = [
  byPost('C13', 'an unknown index', {
    ...indexed,
    says: () => byIndex('99'),
    expected: unregistered,
  }),
  byPost('C13', 'a negative index', {
    ...indexed,
    says: () => byIndex('-1'),
    expected: 'saml.request_malformed',
  }),
  byPost('C13', 'an index that is no number', {
    ...indexed,
    says: () => byIndex('0x0'),
    expected: 'saml.request_malformed',
  }),
  byPost('C13', 'index and address together', {
    ...indexed,
    says: ({ acsUrls }) => ({ ...byIndex('0'), acsUrl: acsUrls[0] ?? '' }),
    expected: 'saml.acs_ambiguous',
  }),
];

const strict = { from: 'strict' } as const;
const strictRedirect = { from: 'strict', binding: 'redirect' } as const;

/** C15: who signed. */
export const signerAttacks: readonly MessageAttack[] = [
  byPost('C15', 'unsigned', {
    ...strict,
    signedBy: 'nobody',
    expected: 'saml.signature_missing',
  }),
  byPost('C15', 'unsigned by redirect', {
    ...strictRedirect,
    signedBy: 'nobody',
    expected: 'saml.signature_missing',
  }),
  byPost('C15', 'signed by a key that comes along', {
    ...strict,
    signedBy: 'stranger',
    expected: 'saml.signature_wrong',
  }),
  byPost('C15', 'signed by a stranger, by redirect', {
    ...strictRedirect,
    signedBy: 'stranger',
    expected: 'saml.signature_wrong',
  }),
  byPost('C15', 'a stranger’s signature where none is wanted', {
    signedBy: 'stranger',
    expected: 'saml.signature_wrong',
  }),
  byPost('C15', 'the signature removed', {
    ...strict,
    ...withXml((xml) => xml.replace(/<ds:Signature[ >].*<\/ds:Signature>/su, '')),
    expected: 'saml.signature_missing',
  }),
  byPost('C15', 'the address changed after signing', {
    ...strict,
    ...withXml((xml) =>
      xml.replace(/Service(?:URL)="[^"]*"/u, 'ServiceURL="https://evil.example"'),
    ),
    expected: 'saml.signature_wrong',
  }),
  byPost('C15', 'a Signature of the redirect without its SigAlg', {
    ...strictRedirect,
    tampering: () => ({ encoded: (query) => query.replace(/&SigAlg=[^&]*/u, '') }),
    expected: 'saml.signature_incomplete',
  }),
];

const minutes = (count: number, { now }: AttackWorld) => ({
  issueInstant: new Date(now.getTime() + count * 60_000),
});

/** C16, C17: when, where to and in which words. */
export const envelopeAttacks: readonly MessageAttack[] = [
  byPost('C16', 'a request of yesterday', {
    says: (world) => minutes(-24 * 60, world),
    expected: 'saml.request_expired',
  }),
  byPost('C16', 'a signed request of eleven minutes ago', {
    ...strict,
    says: (world) => minutes(-11, world),
    expected: 'saml.request_expired',
  }),
  byPost('C16', 'a request of tomorrow', {
    says: (world) => minutes(24 * 60, world),
    expected: 'saml.request_from_future',
  }),
  byPost('C16', 'a time without a zone', {
    ...withXml((xml) => xml.replace(/(IssueInstant="[^"]*)Z"/u, '$1"')),
    expected: 'saml.time_malformed',
  }),
  byPost('C17', 'another Destination', {
    says: () => ({ destination: 'https://other.example/saml/sso' }),
    expected: 'saml.destination_wrong',
  }),
  byPost('C17', 'a Destination that begins like ours', {
    says: ({ ssoUrl }) => ({ destination: `${ssoUrl}.evil.example` }),
    expected: 'saml.destination_wrong',
  }),
  byPost('C17', 'the Destination of the sign-out', {
    ...strict,
    says: ({ sloUrl }) => ({ destination: sloUrl }),
    expected: 'saml.destination_wrong',
  }),
  byPost('C17', 'signed without a Destination', {
    ...strict,
    says: () => ({ destination: null }),
    expected: 'saml.destination_wrong',
  }),
  byPost('C17', 'version 1.1', {
    says: () => ({ version: '1.1' }),
    expected: 'saml.version_unsupported',
  }),
  byPost('C17', 'version 3.0', {
    says: () => ({ version: '3.0' }),
    expected: 'saml.version_unsupported',
  }),
  byPost('C17', 'a policy that stands twice', {
    base: () => ({ children: writePolicy({ AllowCreate: 'true' }) }),
    says: () => ({ children: writePolicy({ AllowCreate: 'true' }).repeat(2) }),
    expected: 'saml.xml_ambiguous',
  }),
];
