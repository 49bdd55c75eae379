/** From XML to the wire. */

/**
 * Encodes a message for the HTTP-POST binding: base64 of its UTF-8, one line.
 *
 * Source: SAML Bindings 2.0 §3.5.4.
 */
export function encodePostBinding(xml: string): string {
  return Buffer.from(xml, 'utf8').toString('base64');
}
