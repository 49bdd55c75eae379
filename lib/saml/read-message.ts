/** What every message of the protocol has: an ID, a version, and bounded values. */
import { AppError } from '@/lib/shared/errors';
import { readAttribute, type XmlElement } from './read-xml';

const maxUriLength = 1024;

/** Version 2.0, or `saml.version_unsupported`. */
export function requireVersion(root: XmlElement): void {
  const version = readAttribute(root, 'Version');
  if (version !== '2.0') {
    throw new AppError('saml.version_unsupported', `Version was '${String(version).slice(0, 20)}'`);
  }
}

/** A message ID: an NCName of at most 256 characters, or `saml.request_malformed`. */
export function requireId(id: string | null): string {
  if (id !== null && /^[A-Za-z_][\w.-]{0,255}$/.test(id)) return id;
  return malformed('ID is missing or no NCName of at most 256 characters');
}

/** A value that is there and not too long, or `saml.request_malformed`. */
export function requireUri(value: string, what: string): string {
  if (value === '' || value.length > maxUriLength) malformed(`${what} is missing or too long`);
  return value;
}

/** An attribute that holds a URI; null without it. */
export function readUri(element: XmlElement, attribute: string): string | null {
  const value = readAttribute(element, attribute);
  return value === null ? null : requireUri(value, attribute);
}

/** An xs:boolean attribute; false without it, `saml.request_malformed` for anything else. */
export function readBoolean(root: XmlElement, attribute: string): boolean {
  const value = readAttribute(root, attribute) ?? 'false';
  if (!['true', 'false', '1', '0'].includes(value)) malformed(`${attribute} is no xs:boolean`);
  return value === 'true' || value === '1';
}

/** Refuses a message for its shape. */
export function malformed(reason: string): never {
  throw new AppError('saml.request_malformed', reason);
}
