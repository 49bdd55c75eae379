import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '@/lib/shared/errors';

/** What the page posts, and where. */
export interface SamlFormPost {
  /** Registered endpoint of the peer: http(s) only, no user-info. Never a value of the request. */
  readonly actionUrl: string;
  /** Field names and values as they are: base64 SAML messages, RelayState byte for byte. */
  readonly fields: Readonly<Record<string, string>>;
  /** Title and heading, plain text. */
  readonly title: string;
  /** base64; made here when absent. */
  readonly nonce?: string;
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem;' +
  'color:#18181b;background:#fff}button{font:inherit;padding:.5rem 1rem;border-radius:6px;' +
  'border:1px solid #71717a;background:#fff;color:inherit;cursor:pointer}' +
  '@media(prefers-color-scheme:dark){body,button{background:#09090b;color:#fafafa}}';

const script = 'document.forms[0].submit()';

/**
 * The page of the HTTP-POST binding: a form with hidden fields that submits itself, and a visible
 * button where scripts do not run. Every value is escaped; the answer is never stored or framed;
 * its policy runs one script by nonce. Chromium applies `form-action` to the redirects that follow
 * as well, and Okta may answer with one to an application elsewhere, so any https target passes it;
 * where the form itself goes is fixed by `actionUrl`.
 * RelayState is opaque: it is a field value and nothing else (attacks.md C25, C26).
 *
 * @throws AppError `request.invalid` when `actionUrl` is not an http(s) URL without user-info.
 * Source: SAML Bindings 2.0 §3.5.4.
 */
export function samlFormPostResponse(post: SamlFormPost): Response {
  const action = requireHttpUrl(post.actionUrl);
  const nonce = post.nonce ?? randomBytes(16).toString('base64');
  return new Response(buildPage(post, action.href, nonce), {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      Pragma: 'no-cache',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Content-Security-Policy': [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
        `form-action ${action.origin} https:`,
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
    },
  });
}

/** Escapes text for HTML content and double-quoted attributes; line breaks survive as they are. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '&#10;');
}

function buildPage(post: SamlFormPost, action: string, nonce: string): string {
  const title = escapeHtml(post.title);
  const inputs = Object.entries(post.fields)
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<form method="post" action="${escapeHtml(action)}" accept-charset="utf-8">
<h1>${title}</h1>
${inputs}
<button>Continue</button>
</form>
<script nonce="${escapeHtml(nonce)}">${script}</script>
</body>
</html>
`;
}

function requireHttpUrl(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  const isPlain = url && /^https?:$/u.test(url.protocol) && !url.username && !url.password;
  if (!isPlain) throw new AppError('request.invalid', 'The form action is not an http(s) URL');
  return url;
}
