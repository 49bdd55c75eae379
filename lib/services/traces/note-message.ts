import 'server-only';
import { decodeRedirectBinding, type BindingMessage } from '@/lib/saml/decode-binding';
import type { LogoutStep, SamlAnswer } from '@/lib/schemas/saml';
import type { SamlExchange } from '@/lib/shared/saml-exchange';

/** Notes a message that was decoded. */
export function noteIncoming(exchange: SamlExchange, message: BindingMessage): void {
  const { binding, parameter, xml, relayState, signature } = message;
  exchange.note({
    ...{ direction: 'in', binding, parameter, xml },
    relayStateBytes: bytesOf(relayState),
    signatureAlgorithm: signature?.algorithm.slice(0, 200) ?? null,
  });
}

/** Notes the answer to a sign-in. */
export function noteResponse(exchange: SamlExchange, answer: SamlAnswer): void {
  const { samlResponse, relayState } = answer;
  notePosted(exchange, { parameter: 'SAMLResponse', base64: samlResponse, relayState });
  exchange.finish();
}

/** Notes what a sign-out tells or answers an application. */
export function noteLogoutStep(exchange: SamlExchange, step: LogoutStep): void {
  if (step.kind === 'form') {
    const parameter = step.fields['SAMLResponse'] === undefined ? 'SAMLRequest' : 'SAMLResponse';
    const relayState = step.fields['RelayState'] ?? null;
    notePosted(exchange, { parameter, base64: step.fields[parameter] ?? '', relayState });
  }
  const message = step.kind === 'go' ? decodeOwn(step.url) : null;
  if (!message) return;
  const { parameter, xml, relayState, signature } = message;
  exchange.note({
    ...{ direction: 'out', binding: 'redirect', parameter, xml },
    relayStateBytes: bytesOf(relayState),
    signatureAlgorithm: signature?.algorithm ?? null,
  });
}

/** Null when the address of the application has a query of its own that confuses the reading. */
function decodeOwn(url: string): BindingMessage | null {
  try {
    const query = url.slice(url.indexOf('?') + 1);
    return decodeRedirectBinding(query, ['SAMLRequest', 'SAMLResponse']);
  } catch {
    return null;
  }
}

function notePosted(
  exchange: SamlExchange,
  posted: {
    readonly parameter: 'SAMLRequest' | 'SAMLResponse';
    readonly base64: string;
    readonly relayState: string | null;
  },
): void {
  const { parameter, base64, relayState } = posted;
  exchange.note({
    ...{ direction: 'out', binding: 'post', parameter },
    xml: Buffer.from(base64, 'base64').toString('utf8'),
    relayStateBytes: bytesOf(relayState),
    signatureAlgorithm: null,
  });
}

function bytesOf(relayState: string | null): number | null {
  return relayState === null ? null : Buffer.byteLength(relayState);
}
