import { expect, it } from 'vitest';
import { cutSecrets } from './cut-secrets';

it.each([
  ['a signature', '<ds:SignatureValue>c2VjcmV0</ds:SignatureValue>'],
  ['one without a prefix', '<SignatureValue>c2VjcmV0</SignatureValue>'],
  ['one with attributes and a comment', '<SignatureValue Id="a">c2<!-- -->VjcmV0</SignatureValue>'],
  ['one that never ends', '<ds:SignatureValue>c2VjcmV0'],
  ['a cipher text', '<xenc:CipherValue\n>c2VjcmV0</xenc:CipherValue>'],
])('G11: cuts %s out of a message', (_name, secret) => {
  const { xml } = cutSecrets(`<a><b>kept</b>${secret}</a>`);
  expect(xml).toContain('kept');
  expect(xml).toContain('(cut)');
  expect(xml).not.toMatch(/c2|VjcmV0/u);
});

it('keeps what only sounds like a secret', () => {
  const xml = '<a><SignatureMethod Algorithm="x"/><DigestValue>abc</DigestValue></a>';
  expect(cutSecrets(xml)).toEqual({ xml, bytes: xml.length, isCut: false });
});

it('keeps 32 KiB of a message and says that the end is missing', () => {
  const kept = cutSecrets('é'.repeat(40_000));
  expect(kept).toMatchObject({ bytes: 80_000, isCut: true });
  expect(kept.xml).toHaveLength(32_768);
});

it('reads tags that never end once, not once for each of them', () => {
  // Looking for the end of each would take hours here.
  const xml = '<SignatureValue '.repeat(250_000);
  expect(cutSecrets(xml)).toMatchObject({ xml: xml.slice(0, 32_768), isCut: true });
});
