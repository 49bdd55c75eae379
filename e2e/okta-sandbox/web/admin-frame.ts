/** The frame of the admin pages and the small parts they share. */
import { html, type Html } from './html';
import type { Page } from './page';

const SECTIONS = [
  ['/admin', 'API tokens'],
  ['/admin/identity-providers', 'Identity providers'],
  ['/admin/routing-rules', 'Routing rules'],
  ['/admin/people', 'People'],
  ['/admin/system-log', 'System Log'],
  ['/admin/failures', 'Failures'],
] as const;

export interface AdminPage {
  path: string;
  title: string;
  intro: string;
  body: Html;
  script?: string;
}

export function adminPage({ path, title, intro, body, script }: AdminPage): Page {
  const links = SECTIONS.map(([href, label]) =>
    href === path
      ? html`<a href="${href}" aria-current="page">${label}</a>`
      : html`<a href="${href}">${label}</a>`,
  );
  return {
    title,
    width: 'wide',
    navigation: html`<nav aria-label="Admin">${links}</nav>
      <nav aria-label="Organisation"><a href="/">Home</a></nav>`,
    ...(script !== undefined && { script }),
    body: html`<h1>${title}</h1>
      <p class="quiet">${intro}</p>
      ${body}`,
  };
}

export function stateMark(status: string): Html {
  const kind = { ACTIVE: 'good', INACTIVE: 'off', STAGED: 'off' }[status] ?? 'bad';
  return html`<span class="state ${kind}">${status}</span>`;
}

export function tableOf(columns: string[], rows: Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`;
  return html`<table>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
