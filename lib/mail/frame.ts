/** The one frame of every message: the same words as text and as HTML that mail programs cope with. */
import type { MailContent } from '@/lib/shared/mail-content';
import { escapeHtml } from './escape-html';
import { toLine } from './to-line';

/** A part of a message, in reading order. */
export type MailBlock =
  | { readonly kind: 'text'; readonly text: string }
  /** A link of ours (http or https): a button, and the whole URL to copy. */
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  /** Labels and values: when, where, which. */
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [string, string])[] };

/** What a message consists of. */
export interface MailFrame {
  readonly subject: string;
  readonly tenantName: string;
  readonly displayName: string;
  readonly blocks: readonly MailBlock[];
  /** Why the person gets this, and where they can look. */
  readonly footer: string;
}

/** Writes a message. Values cannot add lines, headers or markup. */
export function buildFramedMail(frame: MailFrame): MailContent {
  const tenantName = toLine(frame.tenantName);
  const lines: MailFrame = {
    subject: toLine(frame.subject),
    tenantName,
    displayName: toLine(frame.displayName),
    blocks: frame.blocks.map(toLines),
    footer: toLine(frame.footer),
  };
  return { subject: lines.subject, text: toText(lines), html: toHtml(lines) };
}

function toLines(block: MailBlock): MailBlock {
  if (block.kind === 'text') return { ...block, text: toLine(block.text) };
  if (block.kind === 'link') return { ...block, url: requireWebUrl(block.url) };
  return { ...block, facts: block.facts.map(([label, value]) => [label, toLine(value)] as const) };
}

/** Another scheme in a link would run something; a bug, because links are ours. */
function requireWebUrl(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol === 'https:' || protocol === 'http:') return href;
  throw new Error(`A link of a message must be http or https, not ${protocol}`);
}

function toText(frame: MailFrame): string {
  return [
    `Hello ${frame.displayName},`,
    ...frame.blocks.map(blockToText),
    `-- \n${frame.tenantName}\n${frame.footer}`,
  ]
    .join('\n\n')
    .concat('\n');
}

function blockToText(block: MailBlock): string {
  if (block.kind === 'text') return block.text;
  if (block.kind === 'link') return `${block.label}:\n\n${block.url}`;
  return block.facts.map(([label, value]) => `${label}: ${value}`).join('\n');
}

const font =
  "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const body = `${font}font-size:15px;line-height:24px;`;
const quiet = `${font}font-size:13px;line-height:20px;`;

/** Colours are inline for programs that drop styles; the dark ones replace them where they are read. */
const head = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #111113 !important; }
  .sheet { background: #1b1b1f !important; border-color: #38383f !important; }
  .ink { color: #ededf0 !important; }
  .soft { color: #b4b4bd !important; }
  .rule { border-color: #38383f !important; }
  .button { background: #ededf0 !important; color: #111113 !important; }
}
</style>`;

function toHtml(frame: MailFrame): string {
  const name = escapeHtml(frame.tenantName);
  return `<!doctype html>
<html lang="en">
<head>
${head}
<title>${escapeHtml(frame.subject)}</title>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f4f6;">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f4f6;">
<tr><td align="center" style="padding:32px 16px;">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;border:1px solid #dcdce2;border-radius:8px;">
<tr><td class="ink" style="padding:28px 32px 0;color:#18181b;${font}font-size:17px;line-height:24px;font-weight:600;">${name}</td></tr>
<tr><td style="padding:20px 32px 28px;">
${[paragraph(`Hello ${frame.displayName},`), ...frame.blocks.map(blockToHtml)].join('\n')}
</td></tr>
<tr><td class="rule soft" style="padding:16px 32px 20px;border-top:1px solid #dcdce2;color:#5b5b66;${quiet}">${escapeHtml(frame.footer)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function paragraph(text: string): string {
  return `<p class="ink" style="margin:0 0 16px;color:#18181b;${body}">${escapeHtml(text)}</p>`;
}

function blockToHtml(block: MailBlock): string {
  if (block.kind === 'text') return paragraph(block.text);
  return block.kind === 'link' ? linkToHtml(block.label, block.url) : factsToHtml(block.facts);
}

function linkToHtml(label: string, url: string): string {
  const link = escapeHtml(url);
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px;">
<tr><td class="button" style="background:#18181b;border-radius:6px;"><a class="button" href="${link}" rel="noreferrer" style="display:inline-block;padding:10px 18px;background:#18181b;border-radius:6px;color:#ffffff;text-decoration:none;font-weight:600;${body}">${escapeHtml(label)}</a></td></tr>
</table>
<p class="soft" style="margin:0 0 16px;color:#5b5b66;word-break:break-all;${quiet}"><a class="soft" href="${link}" rel="noreferrer" style="color:#5b5b66;">${link}</a></p>`;
}

function factsToHtml(facts: readonly (readonly [string, string])[]): string {
  const rows = facts.map(
    ([label, value]) =>
      `<tr><th class="soft" scope="row" align="left" valign="top" style="padding:4px 16px 4px 0;color:#5b5b66;font-weight:400;white-space:nowrap;${body}">${escapeHtml(label)}</th><td class="ink" valign="top" style="padding:4px 0;color:#18181b;word-break:break-word;${body}">${escapeHtml(value)}</td></tr>`,
  );
  return `<table cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;">
${rows.join('\n')}
</table>`;
}
