/** Our metadata as an identity provider. */
import { bindingUri, nameIdFormat, xmlns } from './saml-uris';
import { escapeText, writeElement } from './write-xml';

/**
 * Builds the metadata of the identity provider: both bindings of single sign-on at one URL, the
 * signing certificates (two during a roll-over), the NameID formats, `WantAuthnRequestsSigned`.
 *
 * @param options.certificatesBase64 base64 of the DER, one line each, the active one first.
 * @returns an XML document with declaration, UTF-8. Not signed: it is fetched from its own entity ID.
 * Source: SAML Metadata 2.0 §2.3.2, §2.4.3.
 */
export function buildIdpMetadata(options: {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly certificatesBase64: readonly string[];
}): string {
  const keys = options.certificatesBase64.map(writeKey).join('');
  const formats = Object.values(nameIdFormat)
    .filter((format) => format !== nameIdFormat.transient)
    .map((format) => writeElement('md:NameIDFormat', {}, escapeText(format)))
    .join('');
  const services = [bindingUri.redirect, bindingUri.post]
    .map((binding) =>
      writeElement('md:SingleSignOnService', { Binding: binding, Location: options.ssoUrl }),
    )
    .join('');
  const descriptor = writeElement(
    'md:IDPSSODescriptor',
    { WantAuthnRequestsSigned: 'true', protocolSupportEnumeration: xmlns.protocol },
    keys + formats + services,
  );
  const entity = writeElement(
    'md:EntityDescriptor',
    { 'xmlns:md': xmlns.metadata, entityID: options.entityId },
    descriptor,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${entity}\n`;
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
