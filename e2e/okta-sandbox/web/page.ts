/** The frame of every page: the label that says what this is, the organisation, the content. */
import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { OrgState } from '../org/types';
import { Html, html } from './html';

export interface Page {
  title: string;
  body: Html;
  /** Narrow for sign-in forms, wide for tables. */
  width: 'narrow' | 'wide';
  navigation?: Html;
  /** Script text, allowed by a nonce; pages work without it. */
  script?: string;
}

function frame(state: OrgState, page: Page, nonce: string): Html {
  const { companyName } = state.org;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · ${companyName}</title>
        <link rel="stylesheet" href="/assets/stand-in.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <p class="label" data-testid="stand-in-label">
          <strong>Stand-in Okta organisation</strong> for tests and demos on this computer. Not
          Okta.
        </p>
        <header class="top">
          <a class="org" href="/" data-testid="org-name">${companyName}</a>
          ${page.navigation ?? null}
        </header>
        <main class="${page.width}">${page.body}</main>
        ${
          page.script === undefined
            ? null
            : html`<script nonce="${nonce}">
                ${scriptText(page.script)};
              </script>`
        }
      </body>
    </html>`;
}

/** Our own constant text only: it is not escaped. */
function scriptText(text: string): Html {
  return new Html(text);
}

export function sendPage(
  reply: FastifyReply,
  state: OrgState,
  page: Page,
  status = 200,
): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return reply
    .code(status)
    .header('content-security-policy', policy.join('; '))
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'strict-origin-when-cross-origin')
    .header('x-content-type-options', 'nosniff')
    .type('text/html; charset=utf-8')
    .send(frame(state, page, nonce).text);
}
