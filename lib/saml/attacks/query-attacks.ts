/** A28, A29, C25, D1, D2: what is on the wire around the XML. Roles IdP and ALL. */
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { byPost, type MessageAttack } from './message-attack';

const wrong = 'saml.signature_wrong';
const ambiguous = 'saml.parameter_ambiguous';
const signedRedirect = {
  from: 'strict',
  binding: 'redirect',
  relayState: 'https://sp.example/?a=b c',
} as const;
const redirect = { binding: 'redirect' } as const;

/** Name, what is done to the query or form, and what must come of it. */
type QueryAttack = readonly [string, (encoded: string) => string, MessageAttack['expected']];

const withQuery = (encoded: (query: string) => string) => ({ tampering: () => ({ encoded }) });

const signedQueries: readonly QueryAttack[] = [
  ['RelayState changed', (query) => query.replace('%3Fa%3Db', '%3Fa%3Dc'), wrong],
  ['RelayState left out', (query) => query.replace(/&RelayState=[^&]*/u, ''), wrong],
  ['the same octets encoded otherwise', (query) => query.replaceAll('%3A', '%3a'), wrong],
  ['a blank written as a plus', (query) => query.replace('b%20c', 'b+c'), wrong],
  ['SigAlg swapped for a longer hash', (query) => query.replace('rsa-sha256', 'rsa-sha512'), wrong],
  [
    'SigAlg swapped for SHA-1',
    (query) =>
      query.replace('2001%2F04%2Fxmldsig-more%23rsa-sha256', '2000%2F09%2Fxmldsig%23rsa-sha1'),
    'saml.signature_algorithm_forbidden',
  ],
  [
    'SigAlg swapped for HMAC',
    (query) => query.replace('rsa-sha256', 'hmac-sha256'),
    'saml.signature_algorithm_forbidden',
  ],
  ['RelayState twice', (query) => `${query}&RelayState=x`, ambiguous],
  ['SAMLRequest twice', (query) => `${query}&SAMLRequest=x`, ambiguous],
  ['Signature twice', (query) => `${query}&Signature=YQ==`, ambiguous],
];

/** A28: the signature covers the octets that came, in the order of the standard. */
export const signedQueryAttacks: readonly MessageAttack[] = signedQueries.map(
  ([name, change, expected]) =>
    byPost('A28', name, { ...signedRedirect, ...withQuery(change), expected }),
);

/** A28, where RelayState was never signed. */
export const addedStateAttack: MessageAttack = byPost('A28', 'RelayState added after signing', {
  ...{ from: 'strict', binding: 'redirect' },
  ...withQuery((query) => `${query}&RelayState=added`),
  expected: wrong,
});

const rename = (name: string) => (encoded: string) => encoded.replace('SAMLRequest=', `${name}=`);

const names: readonly QueryAttack[] = [
  ['percent-encoded', rename('%53AMLRequest'), ambiguous],
  ['percent-encoded in lower case', rename('SAML%72equest'), ambiguous],
  ['in lower case', rename('samlrequest'), ambiguous],
  ['with a blank', rename('SAMLRequest+'), ambiguous],
  ['a second one in another case', (encoded) => `${encoded}&samlRequest=x`, ambiguous],
  ['a second one percent-encoded', (encoded) => `${encoded}&%52elayState=evil`, ambiguous],
  ['SAMLResponse beside', (encoded) => `${encoded}&SAMLResponse=x`, ambiguous],
];

/** A29: names that two readers could take for one. */
export const nameAttacks: readonly MessageAttack[] = names.flatMap(([name, change, expected]) =>
  (['post', 'redirect'] as const).map((binding) =>
    byPost('A29', `${name}, by ${binding}`, {
      ...{ binding, relayState: 'state', expected },
      ...withQuery(change),
    }),
  ),
);

/** C25: a RelayState that cannot be given back. */
export const relayStateAttacks: readonly MessageAttack[] = [
  byPost('C25', 'over 12 KiB', {
    ...withQuery((form) => `${form}&RelayState=${'a'.repeat(12_289)}`),
    expected: 'saml.relay_state_invalid',
  }),
  byPost('C25', 'with a NUL', {
    ...withQuery((form) => `${form}&RelayState=a%00b`),
    expected: 'saml.relay_state_invalid',
  }),
  byPost('C25', 'that is no UTF-8', {
    ...withQuery((form) => `${form}&RelayState=%ff`),
    expected: 'saml.parameters_malformed',
  }),
];

const withDeflate = (deflate: (xml: Buffer) => Buffer) => ({ tampering: () => ({ deflate }) });
const notDeflated = 'saml.deflate_malformed';

/** D1, D2: what is deflated, and how. */
export const deflateAttacks: readonly MessageAttack[] = [
  byPost('D1', 'eight megabytes of one letter', {
    ...redirect,
    ...withDeflate(() => deflateRawSync(Buffer.alloc(8 * 1024 * 1024, 'a'), { level: 9 })),
    expected: 'saml.message_too_large',
  }),
  byPost('D1', 'a valid message behind megabytes of blanks', {
    ...redirect,
    ...withDeflate((xml) =>
      deflateRawSync(Buffer.concat([Buffer.alloc(8 * 1024 * 1024, ' '), xml]), { level: 9 }),
    ),
    expected: 'saml.message_too_large',
  }),
  byPost('D2', 'not deflated', {
    ...redirect,
    ...withDeflate((xml) => xml),
    expected: notDeflated,
  }),
  byPost('D2', 'with a zlib header', {
    ...redirect,
    ...withDeflate((xml) => deflateSync(xml)),
    expected: notDeflated,
  }),
  byPost('D2', 'as gzip', {
    ...redirect,
    ...withDeflate((xml) => gzipSync(xml)),
    expected: notDeflated,
  }),
  byPost('D2', 'cut off', {
    ...redirect,
    ...withDeflate((xml) => deflateRawSync(xml).subarray(0, -4)),
    expected: notDeflated,
  }),
  byPost('D2', 'with something behind it', {
    ...redirect,
    ...withDeflate((xml) => Buffer.concat([deflateRawSync(xml), Buffer.from('x')])),
    expected: notDeflated,
  }),
  byPost('D2', 'empty', {
    ...redirect,
    ...withDeflate(() => deflateRawSync(Buffer.alloc(0))),
    expected: notDeflated,
  }),
  byPost('D2', 'another encoding by name', {
    ...redirect,
    ...withQuery((query) => `${query}&SAMLEncoding=none`),
    expected: 'saml.encoding_unsupported',
  }),
];
