/** Writes LogoutRequest and LogoutResponse, signed for the binding they travel on. */
import { encodePostBinding, encodeRedirectBinding } from './encode-binding';
import { formatTime } from './parse-time';
import { signElement, type Signer } from './sign-element';
import { writeNameId, type NameId } from './write-assertion';
import { writeResponse, writeStatus, type Signable } from './write-response';
import { escapeText, writeElement } from './write-xml';
import { xmlns } from './saml-uris';

/** How long an SP may take to act on a request, in seconds. */
const lifetimeSeconds = 300;

/** What both messages say. */
interface LogoutEnvelope {
  /** `toSamlId` of fresh randomness. */
  readonly id: string;
  readonly now: Date;
  readonly issuer: string;
  /** Registered endpoint of the SP. */
  readonly destination: string;
}

/** A message ready to travel. */
export interface LogoutToSend {
  readonly kind: 'LogoutRequest' | 'LogoutResponse';
  readonly id: string;
  readonly destination: string;
  readonly signable: Signable;
}

/**
 * Writes a LogoutRequest with every session index of the person at the SP.
 *
 * @throws AppError `saml.value_unencodable`. Source: SAML Core 2.0 §3.7.1; Profiles §4.4.4.1.
 */
export function writeLogoutRequest(
  options: LogoutEnvelope & {
    readonly nameId: NameId;
    readonly sessionIndexes: readonly string[];
  },
): LogoutToSend {
  const { nameId, sessionIndexes, now } = options;
  const name = writeNameId(nameId).replace(
    '<saml:NameID ',
    `<saml:NameID xmlns:saml="${xmlns.assertion}" `,
  );
  const indexes = sessionIndexes.map((index) =>
    writeElement('samlp:SessionIndex', {}, escapeText(index)),
  );
  const written = write('LogoutRequest', options, { content: name + indexes.join('') });
  const notOnOrAfter = formatTime(new Date(now.getTime() + lifetimeSeconds * 1000));
  // Attributes stand sorted, and NotOnOrAfter comes before Version.
  const head = written.signable.head.replace(
    / Version="2\.0"/,
    ` NotOnOrAfter="${notOnOrAfter}" Version="2.0"`,
  );
  return { ...written, signable: { ...written.signable, head } };
}

/** Writes a LogoutResponse. Status codes from the outermost on. Source: SAML Core 2.0 §3.7.2. */
export function writeLogoutResponse(
  options: LogoutEnvelope & {
    readonly inResponseTo: string;
    readonly status: readonly string[];
  },
): LogoutToSend {
  const { inResponseTo, status } = options;
  return write('LogoutResponse', options, { inResponseTo, content: writeStatus(status) });
}

/** What the browser carries: a form, or an address to go to. */
export type LogoutCarrier =
  | {
      readonly binding: 'post';
      readonly url: string;
      readonly fields: Readonly<Record<string, string>>;
    }
  | { readonly binding: 'redirect'; readonly url: string };

/**
 * Signs a message for its binding: enveloped on HTTP-POST, over the octets of the query on
 * HTTP-Redirect. Source: SAML Bindings 2.0 §3.4.4.1, §3.5.4.
 */
export async function sendLogout(
  message: LogoutToSend,
  options: {
    readonly binding: 'post' | 'redirect';
    readonly relayState: string | null;
    readonly signer: Signer;
  },
): Promise<LogoutCarrier> {
  const { id, destination, signable } = message;
  const { binding, relayState, signer } = options;
  const canonical = signable.head + signable.tail;
  const parameter = message.kind === 'LogoutRequest' ? 'SAMLRequest' : 'SAMLResponse';
  if (binding === 'redirect') {
    const query = await encodeRedirectBinding({ parameter, xml: canonical, relayState, signer });
    return { binding, url: `${destination}${destination.includes('?') ? '&' : '?'}${query}` };
  }
  const signature = await signElement({ id, canonical, signer });
  const encoded = encodePostBinding(signable.head + signature + signable.tail);
  const state = relayState === null ? {} : { RelayState: relayState };
  return { binding, url: destination, fields: { [parameter]: encoded, ...state } };
}

function write(
  kind: LogoutToSend['kind'],
  envelope: LogoutEnvelope,
  inside: { readonly inResponseTo?: string; readonly content: string },
): LogoutToSend {
  const { id, now, issuer, destination } = envelope;
  const { inResponseTo = null, content } = inside;
  const issueInstant = formatTime(now);
  const signable = writeResponse({
    ...{ kind, id, inResponseTo, issueInstant, destination, issuer, content },
  });
  return { kind, id, destination, signable };
}
