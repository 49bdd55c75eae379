/** Takes one service provider out of metadata that may describe many. */
import { XMLSerializer } from '@xmldom/xmldom';
import { AppError } from '@/lib/shared/errors';
import { parseTime } from './parse-time';
import {
  allElements,
  childElements,
  findChildren,
  isElement,
  parseXml,
  readAttribute,
  type XmlElement,
} from './read-xml';
import { xmlns } from './saml-uris';
import { metadataLimits } from './xml-limits';

/** The text of one EntityDescriptor, or the entity IDs to choose from. */
export type TakenEntity =
  | { readonly kind: 'one'; readonly xml: string }
  | { readonly kind: 'many'; readonly entityIds: readonly string[] };

/**
 * Takes the EntityDescriptor of a service provider: the document itself, or in an EntitiesDescriptor
 * (also a nested one) the wanted or the only one. An end of the groups around it counts as its own.
 *
 * @param options.entityId which one is wanted; null asks when there are several.
 * @throws AppError the codes of `guardXml`, and `saml.metadata_not_sp`, `saml.metadata_expired`,
 * `saml.metadata_ambiguous` (an entity ID stands twice). Source: SAML Metadata 2.0 §2.3.1.
 */
export function takeSpEntity(
  xml: string,
  options: { readonly entityId: string | null; readonly now: Date },
): TakenEntity {
  const root = parseXml(xml, metadataLimits);
  if (!isElement(root, xmlns.metadata, 'EntitiesDescriptor')) return { kind: 'one', xml };
  const providers = allElements(root).filter(isProvider);
  const entityIds = providers.map(entityIdOf);
  if (new Set(entityIds).size < entityIds.length) {
    throw new AppError('saml.metadata_ambiguous', 'An entity ID stands twice');
  }
  const [only] = providers;
  const wanted = providers.find((one) => entityIdOf(one) === options.entityId);
  const taken = wanted ?? (providers.length === 1 ? only : undefined);
  if (taken) return { kind: 'one', xml: serialise(taken, options.now) };
  if (!only) throw new AppError('saml.metadata_not_sp', 'No entity is a service provider');
  return { kind: 'many', entityIds };
}

/** Inside nothing but groups, and with the role of a service provider. */
function isProvider(element: XmlElement): boolean {
  if (!isElement(element, xmlns.metadata, 'EntityDescriptor')) return false;
  return (
    groupsAround(element).every((one) => isElement(one, xmlns.metadata, 'EntitiesDescriptor')) &&
    findChildren(element, xmlns.metadata, 'SPSSODescriptor').length > 0
  );
}

function groupsAround(element: XmlElement): XmlElement[] {
  const { parentElement } = element;
  return parentElement ? [parentElement, ...groupsAround(parentElement)] : [];
}

function entityIdOf(element: XmlElement): string {
  return readAttribute(element, 'entityID') ?? '';
}

/** The element by itself, with the namespaces that were declared around it. */
function serialise(element: XmlElement, now: Date): string {
  for (const group of groupsAround(element)) requireCurrent(group, now);
  const childCount = childElements(element).length;
  const xml = new XMLSerializer().serializeToString(element);
  const again = parseXml(xml, metadataLimits);
  if (entityIdOf(again) !== entityIdOf(element) || childElements(again).length !== childCount) {
    throw new AppError('saml.metadata_ambiguous', 'The entity reads differently by itself');
  }
  return xml;
}

function requireCurrent(group: XmlElement, now: Date): void {
  const end = readAttribute(group, 'validUntil');
  if (end !== null && parseTime(end) <= now) {
    throw new AppError('saml.metadata_expired', 'The end of a group around it has passed');
  }
}
