/** Takes secrets out of whatever is about to be written down. */

const mask = '[redacted]';

/** Names whose values are secrets whatever they look like. */
const secretName =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|x-okta-token|saml_?(?:request|response)|(?:api_?|session_?|access_?|setup_?)?token|password|secret|client_?secret|private_?key(?:_?pkcs8|_?pem)?|master_?key|passcode|recovery_?codes?)$/i;

const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, mask],
  [/\bSSWS[\s:=]+[^\s"',;\\]+/gi, `SSWS ${mask}`],
  [/(?<![\w-])00[\w-]{40}(?![\w-])/g, mask],
  [
    /\b((?:proxy-)?authorization|set-cookie|cookie)(["']?\s*[:=]\s*["']?)[^\r\n"']+/gi,
    `$1$2${mask}`,
  ],
  [/\b(SAML(?:Request|Response))(["']?\s*[:=]\s*["']?)[^\s&"'<>]+/gi, `$1$2${mask}`],
  [/<(?:[\w.-]+:)?(?:Response|Assertion|AuthnRequest|LogoutRequest)[\s>][\s\S]*/g, mask],
  // Base64 of `<saml…` and `<?xml …`, as SAML messages travel in forms.
  [/\b(?:PHNhbW|PD94bW)[\w+/%-]{40,}=*/g, mask],
  [/\b(bearer|basic)\s+[\w.~+/-]{8,}=*/gi, `$1 ${mask}`],
  // One-time links: the secret is the last segment.
  [/(\/(?:setup|enrol|recover\/link)[/#])[\w-]{32,}/g, `$1${mask}`],
];

/** The text without Okta tokens, headers that carry credentials, SAML messages and private keys. */
export function redactText(text: string): string {
  return patterns.reduce((result, [pattern, to]) => result.replace(pattern, to), text);
}

/** A copy of a value to be logged, without secrets, whatever they are nested in. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 8) return '[too deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return redactEntries(Object.entries(value), depth);
}

function redactEntries(entries: readonly (readonly [string, unknown])[], depth: number): object {
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      secretName.test(name) && value !== null ? mask : redactValue(value, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): object {
  const own = Object.entries(error).filter(([name]) => name !== 'publicMessage');
  return {
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...redactEntries(own, depth),
    ...(error.cause === undefined ? {} : { cause: redactValue(error.cause, depth + 1) }),
  };
}
