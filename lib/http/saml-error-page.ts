import 'server-only';
import { createHash } from 'node:crypto';
import { escapeHtml } from './saml-form-post';

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem;' +
  'color:#18181b;background:#fff}h1{font-size:1.375rem;font-weight:600;margin:0 0 .5rem}' +
  'p{margin:0 0 1rem}dl{margin:1.5rem 0 0;padding-top:1rem;border-top:1px solid #d4d4d8;' +
  'font-size:.8125rem;color:#52525b}dt,dd{display:inline;margin:0 .5rem 0 0}' +
  'code{font-family:ui-monospace,monospace;user-select:all}' +
  '@media(prefers-color-scheme:dark){body{background:#09090b;color:#fafafa}' +
  'dl{border-color:#3f3f46;color:#a1a1aa}}';

/**
 * The page for a person whose sign-in to an application was refused: one sentence of the catalogue
 * and a trace id to tell the help desk. Nothing of the request is on it.
 */
export function samlErrorPage(problem: {
  /** What is the matter in a few words, where it is not that nobody is signed in. */
  readonly title?: string | undefined;
  readonly status: number;
  /** Public sentence of the catalogue. */
  readonly message: string;
  readonly traceId: string;
}): Response {
  const title = escapeHtml(problem.title ?? 'You are not signed in');
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${escapeHtml(problem.message)}</p>
<dl><dt>Trace id</dt><dd><code>${escapeHtml(problem.traceId)}</code></dd></dl>
</main>
</body>
</html>
`;
  const styleHash = createHash('sha256').update(style).digest('base64');
  return new Response(html, {
    status: problem.status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': [
        "default-src 'none'",
        `style-src 'sha256-${styleHash}'`,
        "form-action 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
    },
  });
}
