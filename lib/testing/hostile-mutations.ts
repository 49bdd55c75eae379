/** What a fuzz job does to valid messages: to their bytes, their tree, their encoding, their parameters. */
import fc from 'fast-check';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** How long and from where a fuzz job goes; `npm run fuzz` sets both. */
export function fuzzOptions(usualRuns: number): { numRuns: number; seed: number } {
  const { ADMINX_FUZZ_RUNS: runs, ADMINX_FUZZ_SEED: seed } = process.env;
  return { numRuns: Number(runs ?? usualRuns), seed: Number(seed ?? 20_261_130) };
}

type Change<Text> = (text: Text, at: number, length: number) => Text;

const snippets = [
  '<!-- x -->',
  '<?x y?>',
  '<![CDATA[x]]>',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  '&#0;',
  '&#x110000;',
  '&amp;amp;',
  '<x>',
  '</x>',
  '<x/>',
  '<x xmlns="urn:oasis:names:tc:SAML:2.0:assertion">',
  '<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">https://evil.example</saml2:Issuer>',
  ' xmlns:saml2p="urn:evil"',
  ' saml2p:ID="x"',
  ' ID="x"',
  ' AssertionConsumerServiceURL="https://evil.example"',
  ' AssertionConsumerServiceIndex="1"',
  ' ForceAuthn="true" IsPassive="true"',
  '\0',
  '\uFEFF',
  '\uD800',
  '\u202E',
  '<a>'.repeat(60),
  ' a="b"'.repeat(60),
  '\r\n'.repeat(2000),
  '<SignatureValue '.repeat(500),
];

const replacements = [
  ['https://acme.okta.com/sso/saml2/0oaacme', 'https://evil.example/acs'],
  ['saml2/service-provider/spacme', 'saml2/service-provider/other'],
  ['Version="2.0"', 'Version="1.1"'],
  ['"false"', '"1"'],
  ['UTF-8', 'UTF-16'],
  ['ada@example.com', 'bob@example.com'],
  ['xmldsig-more#rsa-sha256', 'xmldsig#hmac-sha1'],
  ['xml-exc-c14n#', 'xml-c14n11#'],
  ['URI="#', 'URI="#x'],
  ['SAML:2.0:protocol', 'SAML:2.0:assertion'],
  ['Z"', '"'],
] as const;

const tags = (xml: string) => xml.split(/(<[^>]*>)/u);

/** Changes of the tree: whole tags and texts move, double, go, or get company. */
const treeChanges: readonly Change<string>[] = [
  (xml, at, length) => {
    const parts = tags(xml);
    const from = at % parts.length;
    return parts.toSpliced(from, 0, ...parts.slice(from, from + 1 + (length % 9))).join('');
  },
  (xml, at, length) => {
    const parts = tags(xml);
    return parts.toSpliced(at % parts.length, 1 + (length % 4)).join('');
  },
  (xml, at, length) => {
    const parts = tags(xml);
    const [one, other] = [at % parts.length, length % parts.length];
    return parts
      .with(one, parts[other] ?? '')
      .with(other, parts[one] ?? '')
      .join('');
  },
  (xml, at, length) => {
    const parts = tags(xml);
    return parts.toSpliced(at % parts.length, 0, snippets[length % snippets.length] ?? '').join('');
  },
  (xml, at, length) => {
    const snippet = snippets[length % snippets.length] ?? '';
    const parts = tags(xml);
    const tag = parts[at % parts.length] ?? '';
    return parts
      .with(
        at % parts.length,
        tag.replace(/(?=\/?>$)/u, () => snippet),
      )
      .join('');
  },
  (xml, at) => {
    const [from, to] = replacements[at % replacements.length] ?? ['', ''];
    return xml.replace(from, to);
  },
  (xml) => `<x>${xml}</x>`,
  (xml) => xml.replace(/^<\?xml[^>]*>/u, '') + xml,
];

const byteChanges: readonly Change<Buffer>[] = [
  (bytes, at, length) => {
    const copy = Buffer.from(bytes);
    copy[at % copy.length] = length & 255;
    return copy;
  },
  (bytes, at) => bytes.subarray(0, at % bytes.length),
  (bytes, at, length) => {
    const cut = at % bytes.length;
    return Buffer.concat([
      bytes.subarray(0, cut),
      Buffer.from([length & 255]),
      bytes.subarray(cut),
    ]);
  },
  (bytes, at, length) => {
    const cut = at % bytes.length;
    return Buffer.concat([bytes.subarray(0, cut), bytes.subarray(cut + (length % 40))]);
  },
];

const encodings: readonly ((xml: Buffer) => Buffer)[] = [
  (xml) => Buffer.from(xml.toString('utf8'), 'utf16le'),
  (xml) => Buffer.from(xml.toString('utf8'), 'latin1'),
  (xml) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), xml]),
  (xml) => Buffer.concat([xml, Buffer.alloc(200_000, ' ')]),
];

const steps = <Text>(changes: readonly Change<Text>[], maxLength: number) =>
  fc.array(
    fc.record({
      change: fc.constantFrom(...changes),
      at: fc.nat(1_000_000),
      length: fc.nat(1_000_000),
    }),
    { maxLength },
  );

/** Mutated bytes of the XML of a message; sometimes the message as it is. */
export function mutatedXml(xml: string): fc.Arbitrary<Buffer> {
  return fc
    .record({
      tree: steps(treeChanges, 3),
      bytes: steps(byteChanges, 2),
      encode: fc.option(fc.constantFrom(...encodings), { freq: 9 }),
    })
    .map(({ tree, bytes, encode }) => {
      const text = tree.reduce((now, { change, at, length }) => change(now, at, length), xml);
      const all = bytes.reduce<Buffer>(
        (now, { change, at, length }) => (now.length === 0 ? now : change(now, at, length)),
        Buffer.from(text),
      );
      return encode?.(all) ?? all;
    });
}

/** How the redirect binding may be deflated; the first is right. */
const deflaters = [
  (xml: Buffer) => deflateRawSync(xml),
  (xml: Buffer) => deflateSync(xml),
  (xml: Buffer) => gzipSync(xml),
  (xml: Buffer) => xml,
  (xml: Buffer) => deflateRawSync(xml).subarray(0, -3),
  (xml: Buffer) => deflateRawSync(Buffer.concat([xml, Buffer.alloc(4_000_000)])),
];

const parameterChanges: readonly Change<string>[] = [
  (text, at) => `${text}&${['SAMLRequest', 'RelayState', 'SAMLResponse', 'a'][at % 4] ?? ''}=x`,
  (text) => text.replace('SAMLRequest', '%53AMLRequest'),
  (text) => text.replace('SAMLRequest', 'samlrequest'),
  (text) => text.split('&').reverse().join('&'),
  (text, at) => text.slice(0, at % (text.length + 1)),
  (text, at) => {
    const cut = at % (text.length + 1);
    return `${text.slice(0, cut)}%${text.slice(cut)}`;
  },
  (text) => text.replaceAll('%2B', '+'),
  (text) => text.replaceAll('%3D', '%3d'),
  (text) => `${text}&a=b`.repeat(12),
  (text) => text.replace('SAMLRequest=', 'SAMLRequest=%0A'),
];

/** A query of the redirect binding, or a form of the POST binding, with whatever is wrong about it. */
export function mutatedParameters(
  xml: fc.Arbitrary<Buffer>,
  binding: 'post' | 'redirect',
): fc.Arbitrary<string> {
  return fc
    .record({
      xml,
      deflate: fc.oneof(
        { weight: 6, arbitrary: fc.constant(deflaters[0]) },
        { weight: 1, arbitrary: fc.constantFrom(...deflaters) },
      ),
      relayState: fc.option(fc.string({ unit: 'binary', maxLength: 60 })),
      changes: steps(parameterChanges, 2),
    })
    .map(({ xml: bytes, deflate, relayState, changes }) => {
      const wire = binding === 'post' ? bytes : (deflate?.(bytes) ?? bytes);
      const form = new URLSearchParams({ SAMLRequest: wire.toString('base64') });
      if (relayState !== null) form.set('RelayState', relayState);
      return changes.reduce(
        (now, { change, at, length }) => change(now, at, length),
        form.toString(),
      );
    });
}
