/** The envelope of every answer: a Response with its status. */
import { xmlns } from './saml-uris';
import { escapeText, writeElement } from './write-xml';

/** An element cut where its signature goes: after the Issuer. `head + tail` is canonical. */
export interface Signable {
  readonly head: string;
  readonly tail: string;
}

/** Writes the Issuer of a message or assertion, with its own namespace declaration if asked. */
export function writeIssuer(issuer: string, declare: boolean): string {
  const declaration = { 'xmlns:saml': declare ? xmlns.assertion : null };
  return writeElement('saml:Issuer', declaration, escapeText(issuer));
}

/**
 * Writes a Status. Codes from the outermost to the innermost; two levels at most.
 *
 * Source: SAML Core 2.0 §3.2.2.1.
 */
export function writeStatus(codes: readonly string[]): string {
  const nested = codes.reduceRight(
    (inner, code) => writeElement('samlp:StatusCode', { Value: code }, inner),
    '',
  );
  return writeElement('samlp:Status', {}, nested);
}

/**
 * Writes a message of the protocol around already canonical content: a Response, or another kind.
 * Source: SAML Core 2.0 §3.2, §3.3.3, §3.7.
 */
export function writeResponse(options: {
  /** Local name; `Response` when absent. */
  readonly kind?: 'LogoutRequest' | 'LogoutResponse';
  readonly id: string;
  readonly inResponseTo: string | null;
  readonly issueInstant: string;
  readonly destination: string;
  readonly issuer: string;
  readonly content: string;
}): Signable {
  const issuer = writeIssuer(options.issuer, true);
  const whole = writeElement(
    `samlp:${options.kind ?? 'Response'}`,
    {
      'xmlns:samlp': xmlns.protocol,
      Destination: options.destination,
      ID: options.id,
      InResponseTo: options.inResponseTo,
      IssueInstant: options.issueInstant,
      Version: '2.0',
    },
    issuer + options.content,
  );
  return cutAfter(whole, issuer);
}

/** Cuts a written element behind its Issuer. */
export function cutAfter(whole: string, issuer: string): Signable {
  const at = whole.indexOf(issuer) + issuer.length;
  return { head: whole.slice(0, at), tail: whole.slice(at) };
}
