import type { Route } from 'next';
import { Section } from '@/components/ui/section';
import { TextAnchor } from '@/components/ui/text-anchor';
import { oktaHelp } from '@/lib/schemas/okta-help';
import { toOktaHelpAnchor } from '@/lib/shared/okta-help-anchor';
import { errorCatalogue } from '@/lib/shared/error-codes';

/** What happened, by the catalogue. */
function messageOf(code: string): string {
  return Object.entries(errorCatalogue).find(([known]) => known === code)?.[1].message ?? code;
}

/** The groups of the page, to jump to. */
export function HelpContents() {
  return (
    <nav aria-label="On this page">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {oktaHelp.map(({ id, title }) => (
          <li key={id}>
            <TextAnchor href={`#${id}` as Route}>{title}</TextAnchor>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Every error around Okta: what happened, what state Okta is in, what to do. */
export function HelpEntries() {
  return oktaHelp.map(({ id, title, entries }) => (
    <Section key={id} id={id} title={title}>
      <ul className="divide-line border-line divide-y border-y">
        {Object.entries(entries).map(([code, { state, todo }]) => (
          <li
            key={code}
            id={toOktaHelpAnchor(code) ?? code}
            className="target:bg-sunken scroll-mt-4 py-4 text-sm [overflow-wrap:anywhere]"
          >
            <h3 className="font-medium">{messageOf(code)}</h3>
            <p className="text-ink-muted font-mono text-xs">{code}</p>
            <dl className="mt-2 grid gap-x-4 sm:grid-cols-[8rem_minmax(0,1fr)] sm:gap-y-1">
              <dt className="text-ink-muted">Okta now</dt>
              <dd className="max-sm:mb-2">{state}</dd>
              <dt className="text-ink-muted">What to do</dt>
              <dd>{todo}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </Section>
  ));
}
