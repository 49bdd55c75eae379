import type { AboutFacts } from '@/lib/schemas/about';
import { formatMoment, toChecks } from './about-checks';

/** Everything on the page as lines, for a ticket or a chat. */
export function aboutText(facts: AboutFacts): string {
  const lines: readonly (readonly [string, string])[] = [
    ['AdminX', facts.release],
    ['Tenant', facts.addresses.publicUrl],
    ['Entity ID', facts.addresses.entityId],
    ['Runtime', facts.runtime],
    ['Database', databaseName(facts)],
    ['Latest migration', facts.database.latestMigration ?? 'none'],
    ['Master key', facts.masterKey.id],
    ['Trusted proxies', String(facts.trustedProxyCount)],
    ['Mail server', facts.mail.server ?? 'none'],
    ['Running since', formatMoment(facts.startedAt)],
    ['Clock of the server', facts.checkedAt],
    ['Seen from', facts.reader.ip ?? 'unknown'],
    ...toChecks(facts).map(({ label, state, says }) => [label, `${state}. ${says}`] as const),
  ];
  return lines.map(([label, value]) => `${label}: ${value}\n`).join('');
}

/** `PostgreSQL 17.5, embedded (PGlite)`. */
export function databaseName({ database }: AboutFacts): string {
  const { kind, version } = database;
  return `PostgreSQL ${version}, ${kind === 'embedded' ? 'embedded (PGlite)' : 'on a server'}`;
}
