/** Our metadata as an identity provider. */
import { formatTime } from './parse-time';
import { bindingUri, nameIdFormat, xmlns } from './saml-uris';
import { signElement, type Signer } from './sign-element';
import { escapeText, writeElement } from './write-xml';

/** What the metadata says. */
export interface IdpMetadataOptions {
  /** `toSamlId` of fresh randomness. */
  readonly id: string;
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly sloUrl: string;
  /** base64 of the DER, one line each, the active one first. */
  readonly certificatesBase64: readonly string[];
  readonly validUntil: Date;
  readonly signer: Signer;
}

/**
 * Builds the metadata of the identity provider, signed: both bindings of single sign-on and of single
 * logout at one URL each, the signing certificates (two during a roll-over), the NameID formats,
 * `WantAuthnRequestsSigned`, and until when it may be used.
 *
 * @returns an XML document with declaration, UTF-8.
 * Source: SAML Metadata 2.0 §2.3.2, §2.4.3, §3.
 */
export async function buildIdpMetadata(options: IdpMetadataOptions): Promise<string> {
  const descriptor = writeElement(
    'md:IDPSSODescriptor',
    { WantAuthnRequestsSigned: 'true', protocolSupportEnumeration: xmlns.protocol },
    options.certificatesBase64.map(writeKey).join('') +
      writeServices('md:SingleLogoutService', options.sloUrl) +
      Object.values(nameIdFormat)
        .map((format) => writeElement('md:NameIDFormat', {}, escapeText(format)))
        .join('') +
      writeServices('md:SingleSignOnService', options.ssoUrl),
  );
  const entity = writeElement(
    'md:EntityDescriptor',
    {
      'xmlns:md': xmlns.metadata,
      ID: options.id,
      entityID: options.entityId,
      validUntil: formatTime(options.validUntil),
    },
    descriptor,
  );
  const { id, signer } = options;
  const signature = await signElement({ id, canonical: entity, signer });
  const signed = entity.replace('<md:IDPSSODescriptor', () => `${signature}<md:IDPSSODescriptor`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${signed}\n`;
}

function writeServices(name: string, location: string): string {
  return [bindingUri.redirect, bindingUri.post]
    .map((binding) => writeElement(name, { Binding: binding, Location: location }))
    .join('');
}

function writeKey(certificateBase64: string): string {
  const certificate = writeElement('ds:X509Certificate', {}, escapeText(certificateBase64));
  const keyInfo = writeElement(
    'ds:KeyInfo',
    { 'xmlns:ds': xmlns.signature },
    writeElement('ds:X509Data', {}, certificate),
  );
  return writeElement('md:KeyDescriptor', { use: 'signing' }, keyInfo);
}
