/** Reads the metadata of a service provider. */
import { AppError } from '@/lib/shared/errors';
import { decodeBase64 } from './decode-base64';
import { parseTime } from './parse-time';
import {
  findChildren,
  isElement,
  parseXml,
  readAttribute,
  readText,
  type XmlElement,
} from './read-xml';
import { readSpMetadataWithSamlify } from './samlify-idp';
import { bindingUri, xmlns } from './saml-uris';
import { metadataLimits } from './xml-limits';

/** A single logout service on one of our bindings. */
export interface SpLogoutService {
  readonly binding: 'post' | 'redirect';
  readonly url: string;
  /** Where answers go; the same as requests when null. */
  readonly responseUrl: string | null;
}

/** What an SP says about itself. The certificates are well-formed base64, not yet read. */
export interface SpMetadata {
  readonly entityId: string;
  /** The name for people, of the service or its organisation. */
  readonly displayName: string | null;
  /** Until when it may be used; null when it does not say. */
  readonly validUntil: Date | null;
  /** HTTP-POST consumer services, the default first, then by index. */
  readonly acsUrls: readonly string[];
  /** Their indexes in the same order; empty when they are missing, odd or not unique. */
  readonly acsIndexes: readonly number[];
  /** How many consumer services are on bindings that we do not answer on. */
  readonly otherAcsCount: number;
  readonly logoutServices: readonly SpLogoutService[];
  /** PEM; keys without `use` serve both. */
  readonly signingCertificatePems: readonly string[];
  readonly encryptionCertificatePems: readonly string[];
  /** How many keys do not say what they are for. */
  readonly keysWithoutUse: number;
  readonly nameIdFormats: readonly string[];
  readonly authnRequestsSigned: boolean;
  readonly wantAssertionsSigned: boolean;
}

const maxServices = 50;
const maxCertificates = 8;

/**
 * Parses the metadata of one SP, as Okta and others publish it.
 *
 * Checks: `guardXml` with wider limits (comments are read over), one EntityDescriptor with one
 * SPSSODescriptor of SAML 2.0, not past `validUntil`, consumer services on HTTP-POST at http(s) URLs
 * without user-info, bounded lists; samlify must find the same entity ID and services. A signature on
 * the document is not checked: who gives it to us vouches for it.
 *
 * @param options.now decides about `validUntil`.
 * @throws AppError the codes of `guardXml`, and `saml.metadata_not_sp`, `saml.metadata_many_entities`,
 * `saml.metadata_expired`, `saml.metadata_acs_missing`, `saml.metadata_url_forbidden`,
 * `saml.metadata_malformed`. Source: SAML Metadata 2.0 §2.3.2, §2.4.4.
 */
export function parseSpMetadata(xml: string, options: { readonly now: Date }): SpMetadata {
  const root = parseXml(xml, metadataLimits);
  if (isElement(root, xmlns.metadata, 'EntitiesDescriptor')) {
    throw new AppError('saml.metadata_many_entities', 'The root is an EntitiesDescriptor');
  }
  const descriptor = requireDescriptor(root);
  requireCurrent(root, options.now);
  requireCurrent(descriptor, options.now);
  const services = readServices(descriptor);
  const metadata = {
    entityId: requireEntityId(root),
    displayName: readDisplayName(root, descriptor),
    validUntil: readEnd([root, descriptor]),
    acsUrls: services.post.map(({ url }) => url),
    acsIndexes: toIndexes(services.post),
    otherAcsCount: services.all.length - services.post.length,
    logoutServices: readLogoutServices(descriptor),
    signingCertificatePems: readCertificates(descriptor, 'signing'),
    encryptionCertificatePems: readCertificates(descriptor, 'encryption'),
    keysWithoutUse: findChildren(descriptor, xmlns.metadata, 'KeyDescriptor').filter(
      (key) => readAttribute(key, 'use') === null,
    ).length,
    nameIdFormats: findChildren(descriptor, xmlns.metadata, 'NameIDFormat').map(readText),
    authnRequestsSigned: readFlag(descriptor, 'AuthnRequestsSigned'),
    wantAssertionsSigned: readFlag(descriptor, 'WantAssertionsSigned'),
  };
  requireAgreement(xml, metadata.entityId, services.all);
  return metadata;
}

function requireDescriptor(root: XmlElement): XmlElement {
  const descriptors = isElement(root, xmlns.metadata, 'EntityDescriptor')
    ? findChildren(root, xmlns.metadata, 'SPSSODescriptor')
    : [];
  const [descriptor, ...more] = descriptors;
  if (!descriptor) throw new AppError('saml.metadata_not_sp', 'No SPSSODescriptor');
  const protocols = readAttribute(descriptor, 'protocolSupportEnumeration') ?? '';
  if (more.length > 0 || !protocols.split(/\s+/).includes(xmlns.protocol)) {
    malformed('Several SPSSODescriptors, or not one of SAML 2.0');
  }
  return descriptor;
}

function requireCurrent(element: XmlElement, now: Date): void {
  const end = readEnd([element]);
  if (end !== null && end <= now) {
    throw new AppError('saml.metadata_expired', `validUntil was ${end.toISOString()}`);
  }
}

/** The earliest `validUntil` of some elements. */
function readEnd(elements: readonly XmlElement[]): Date | null {
  const ends = elements.flatMap((element) => {
    const text = readAttribute(element, 'validUntil');
    return text === null ? [] : [parseTime(text)];
  });
  return ends.sort((one, other) => one.getTime() - other.getTime())[0] ?? null;
}

function requireEntityId(root: XmlElement): string {
  const entityId = readAttribute(root, 'entityID') ?? '';
  if (entityId === '' || entityId.length > 1024) malformed('entityID is missing or too long');
  return entityId;
}

function readServices(descriptor: XmlElement): { all: string[]; post: ConsumerService[] } {
  const services = findChildren(descriptor, xmlns.metadata, 'AssertionConsumerService').map(
    (element) => ({
      binding: readAttribute(element, 'Binding'),
      url: readAttribute(element, 'Location') ?? '',
      isDefault: readFlag(element, 'isDefault'),
      index: Number(readAttribute(element, 'index') ?? '65535'),
    }),
  );
  if (services.length > maxServices) malformed('Too many consumer services');
  const post = services
    .filter(({ binding }) => binding === bindingUri.post)
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.index - b.index);
  if (post.length === 0) throw new AppError('saml.metadata_acs_missing', 'No one on HTTP-POST');
  if (!post.every(({ url }) => isPlainHttpUrl(url))) {
    throw new AppError('saml.metadata_url_forbidden', 'A consumer service is not at a plain URL');
  }
  return { all: services.map(({ url }) => url), post };
}

interface ConsumerService {
  readonly url: string;
  readonly index: number;
}

function toIndexes(services: readonly ConsumerService[]): number[] {
  const indexes = services.map(({ index }) => index);
  const isOdd = indexes.some((index) => !Number.isInteger(index) || index < 0 || index > 65_534);
  return isOdd || new Set(indexes).size < indexes.length ? [] : indexes;
}

function readLogoutServices(descriptor: XmlElement): SpLogoutService[] {
  const services = findChildren(descriptor, xmlns.metadata, 'SingleLogoutService');
  if (services.length > maxServices) malformed('Too many logout services');
  return services.flatMap((element): SpLogoutService[] => {
    const uri = readAttribute(element, 'Binding');
    if (uri !== bindingUri.post && uri !== bindingUri.redirect) return [];
    const url = readAttribute(element, 'Location') ?? '';
    const responseUrl = readAttribute(element, 'ResponseLocation');
    if (![url, responseUrl ?? url].every(isPlainHttpUrl)) {
      throw new AppError('saml.metadata_url_forbidden', 'A logout service is not at a plain URL');
    }
    return [{ binding: uri === bindingUri.post ? 'post' : 'redirect', url, responseUrl }];
  });
}

/** DisplayName of the UI information, else that of the organisation. */
function readDisplayName(root: XmlElement, descriptor: XmlElement): string | null {
  const info = findChildren(descriptor, xmlns.metadata, 'Extensions')
    .flatMap((extensions) => findChildren(extensions, xmlns.metadataUi, 'UIInfo'))
    .flatMap((ui) => findChildren(ui, xmlns.metadataUi, 'DisplayName'));
  const organisation = findChildren(root, xmlns.metadata, 'Organization').flatMap((one) =>
    findChildren(one, xmlns.metadata, 'OrganizationDisplayName'),
  );
  const names = [...info, ...organisation].map(readText).filter((name) => name !== '');
  return names[0]?.replace(/\s+/g, ' ').slice(0, 100) ?? null;
}

function isPlainHttpUrl(text: string): boolean {
  const url = text.length <= 1024 && URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password;
}

function readCertificates(descriptor: XmlElement, wanted: 'signing' | 'encryption'): string[] {
  const keys = findChildren(descriptor, xmlns.metadata, 'KeyDescriptor').filter((key) => {
    const use = readAttribute(key, 'use');
    return use === null || use === wanted;
  });
  const bodies = keys
    .flatMap((key) => findChildren(key, xmlns.signature, 'KeyInfo'))
    .flatMap((info) => findChildren(info, xmlns.signature, 'X509Data'))
    .flatMap((data) => findChildren(data, xmlns.signature, 'X509Certificate'))
    .map((element) => readText(element).replace(/\s+/g, ''));
  if (bodies.length > maxCertificates) malformed('Too many certificates');
  return bodies.map(toPem);
}

function toPem(base64: string): string {
  const lines =
    decodeBase64(base64)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function readFlag(element: XmlElement, attribute: string): boolean {
  return ['true', '1'].includes(readAttribute(element, attribute) ?? 'false');
}

function requireAgreement(xml: string, entityId: string, acsUrls: readonly string[]): void {
  const other = readSpMetadataWithSamlify(xml);
  const isSame =
    other.entityId === entityId && JSON.stringify(other.acsUrls) === JSON.stringify(acsUrls);
  if (!isSame) throw new AppError('saml.xml_ambiguous', 'Two readers found different metadata');
}

function malformed(reason: string): never {
  throw new AppError('saml.metadata_malformed', reason);
}
