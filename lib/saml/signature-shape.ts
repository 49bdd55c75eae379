/** The one shape of an XML signature that we look at further. */
import { AppError } from '@/lib/shared/errors';
import { decodeBase64 } from './decode-base64';
import {
  allElements,
  childElements,
  isElement,
  readAttribute,
  readText,
  type XmlElement,
} from './read-xml';
import { algorithm, xmlns } from './saml-uris';
import { requireDigestAlgorithm, requireSignatureHash } from './signature-policy';

const maxPrefixes = 8;

/**
 * Finds the signature of a message and refuses every shape but one (attacks.md A9, A12 to A15, A20,
 * A21): exactly one Signature in the whole document, a child of the root; inside it SignedInfo,
 * SignatureValue and at most one KeyInfo, no Object; one Reference, `#` and the ID of the root, every
 * ID in the document unique; the transforms enveloped-signature, then exclusive c14n; algorithms of
 * `signature-policy`, without parameters. InclusiveNamespaces is allowed on the transform alone, with
 * a short list of plain prefixes, because OpenSAML and ruby-saml (1.13, with `#default`) write it.
 *
 * @returns the Signature element.
 * @throws AppError `saml.signature_missing`, `saml.signature_shape`,
 * `saml.signature_algorithm_forbidden`, `saml.base64_malformed`.
 */
export function requireSignatureShape(root: XmlElement): XmlElement {
  const signatures = allElements(root).filter((one) => one.localName === 'Signature');
  const [signature] = signatures;
  if (!signature) throw new AppError('saml.signature_missing', 'The message is not signed');
  if (signatures.length > 1 || signature.parentNode !== root)
    refuse('Not one Signature in the root');
  requireUniqueIds(root);
  const [signedInfo, value] = requireParts(
    signature,
    ['SignedInfo', 'SignatureValue'],
    ['KeyInfo'],
  );
  decodeBase64(requirePureText(value));
  requireSignedInfo(signedInfo, readAttribute(root, 'ID') ?? '');
  return signature;
}

function requireSignedInfo(signedInfo: XmlElement | undefined, rootId: string): void {
  const [canonicalization, method, reference] = requireParts(signedInfo, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ]);
  if (requireAlgorithm(canonicalization) !== algorithm.exclusiveC14n) {
    refuse('SignedInfo is not canonicalised by exclusive c14n');
  }
  requireSignatureHash(requireAlgorithm(method));
  if (!reference || readAttribute(reference, 'URI') !== `#${rootId}`) {
    refuse('The Reference is not to the root element');
  }
  const [transforms, digestMethod, digest] = requireParts(reference, [
    'Transforms',
    'DigestMethod',
    'DigestValue',
  ]);
  requireTransforms(transforms);
  requireDigestAlgorithm(requireAlgorithm(digestMethod));
  decodeBase64(requirePureText(digest));
}

function requireTransforms(transforms: XmlElement | undefined): void {
  const [enveloped, exclusive] = requireParts(transforms, ['Transform', 'Transform']);
  if (requireAlgorithm(enveloped) !== algorithm.enveloped) refuse('First transform not enveloped');
  if (!exclusive || readAttribute(exclusive, 'Algorithm') !== algorithm.exclusiveC14n) {
    refuse('Second transform not exclusive c14n');
  }
  const [inclusive, ...more] = childElements(exclusive);
  if (more.length > 0) refuse('The transform has several parameters');
  if (inclusive) requirePrefixList(inclusive);
}

function requirePrefixList(inclusive: XmlElement): void {
  const prefixes = (readAttribute(inclusive, 'PrefixList') ?? '').split(' ');
  const isPlain = prefixes.every((prefix) => /^(?:#default|[A-Za-z_][\w.-]{0,31})$/.test(prefix));
  const isKnown = isElement(inclusive, xmlns.exclusiveC14n, 'InclusiveNamespaces');
  if (!isKnown || !isPlain || prefixes.length > maxPrefixes) refuse('An odd InclusiveNamespaces');
}

/** The children by name and order, all of XML Signature; `optional` ones may follow, once each. */
function requireParts(
  parent: XmlElement | undefined,
  required: readonly string[],
  optional: readonly string[] = [],
): XmlElement[] {
  const children = parent ? childElements(parent) : [];
  const names = [...required, ...optional];
  const isKnown = children.every((child, at) => isElement(child, xmlns.signature, names[at] ?? ''));
  if (!isKnown || children.length < required.length) {
    refuse(`Expected ${required.join(', ')} in ${parent?.localName ?? 'Signature'}`);
  }
  return children;
}

function requireAlgorithm(element: XmlElement | undefined): string {
  if (!element || element.childNodes.length > 0) refuse('An algorithm with parameters');
  return readAttribute(element, 'Algorithm') ?? '';
}

function requirePureText(element: XmlElement | undefined): string {
  if (!element || Array.from(element.childNodes).some((node) => node.nodeType !== 3)) {
    refuse('A value that is not plain text');
  }
  return readText(element).replace(/[ \t]+/g, '');
}

/** Every attribute that anybody might take for an ID, whatever its case or namespace. */
function requireUniqueIds(root: XmlElement): void {
  const seen = new Set<string>();
  for (const element of allElements(root)) {
    for (const attribute of Array.from(element.attributes)) {
      if (attribute.localName?.toLowerCase() !== 'id') continue;
      if (element === root && attribute.name !== 'ID') refuse('The root has another kind of ID');
      if (seen.has(attribute.value)) refuse('An ID stands twice');
      seen.add(attribute.value);
    }
  }
}

function refuse(reason: string): never {
  throw new AppError('saml.signature_shape', reason);
}
