import { expect, it } from 'vitest';
import type { AboutFacts } from '@/lib/schemas/about';
import { toChecks } from './about-checks';
import { aboutText } from './about-text';

const facts: AboutFacts = {
  release: '1.2.3',
  runtime: 'Node.js 20.20.2 on linux x64',
  startedAt: '2026-11-24T04:31:10.000Z',
  checkedAt: '2026-11-25T09:00:00.000Z',
  database: {
    kind: 'embedded',
    version: '17.5',
    answerMs: 2,
    migrationCount: 3,
    latestMigration: '20261124_x',
    openMigrationCount: 0,
  },
  masterKey: { id: 'k1', nextId: null },
  addresses: {
    publicUrl: 'https://id.example.com',
    entityId: 'https://id.example.com/saml/metadata',
    metadataUrl: 'https://id.example.com/saml/metadata',
    healthUrl: 'https://id.example.com/api/health/ready',
  },
  trustedProxyCount: 0,
  reader: { ip: '192.0.2.7', userAgent: 'Walk' },
  mail: { server: 'mail.example.com:465', waitingCount: 0, failedCount: 0 },
  verification: { at: '2026-11-24T10:00:00.000Z', isWhole: true, by: 'ada@example.com' },
};

const judged = (changes: Partial<AboutFacts>) =>
  toChecks({ ...facts, ...changes })
    .filter(({ tone }) => tone !== 'good')
    .map(({ id, tone, state }) => `${id} ${tone} ${state}`);

it('copies what is on the page as lines', () => {
  expect(aboutText(facts)).toBe(`AdminX: 1.2.3
Tenant: https://id.example.com
Entity ID: https://id.example.com/saml/metadata
Runtime: Node.js 20.20.2 on linux x64
Database: PostgreSQL 17.5, embedded (PGlite)
Latest migration: 20261124_x
Master key: k1
Trusted proxies: 0
Mail server: mail.example.com:465
Running since: 2026-11-24 04:31 UTC
Clock of the server: 2026-11-25T09:00:00.000Z
Seen from: 192.0.2.7
Database: Answers. It answered within 2 ms.
Schema: Up to date. 3 migrations applied, none half-way.
Master key: In use. Every secret is encrypted under one key, which lies elsewhere.
Mail: Set up. Nothing waits.
Event log: Whole. Verified on 2026-11-24 10:00 UTC by ada@example.com.
`);
});

it('finds nothing wrong where nothing is', () => {
  expect(judged({})).toEqual([]);
});

it.each<[string, Partial<AboutFacts>, string]>([
  ['a slow database', { database: { ...facts.database, answerMs: 900 } }, 'database warning Slow'],
  [
    'a migration that did not end',
    { database: { ...facts.database, openMigrationCount: 1 } },
    'schema danger Half-way',
  ],
  [
    'a change of the master key',
    { masterKey: { id: 'k1', nextId: 'k2' } },
    'master-key warning Being changed',
  ],
  [
    'no mail server',
    { mail: { server: null, waitingCount: 0, failedCount: 0 } },
    'mail warning Not set up',
  ],
  ['mail given up', { mail: { ...facts.mail, failedCount: 1 } }, 'mail warning Failing'],
  ['mail that waits', { mail: { ...facts.mail, waitingCount: 2 } }, 'mail neutral Set up'],
  ['a log nobody verified', { verification: null }, 'event-log neutral Not verified'],
  [
    'a log that was changed',
    { verification: { at: '2026-11-24T10:00:00.000Z', isWhole: false, by: 'ada@example.com' } },
    'event-log danger Not whole',
  ],
])('notices %s', (_name, changes, expected) => {
  expect(judged(changes)).toEqual([expected]);
});
