import 'server-only';
import { z } from 'zod';
import type { Actor } from '@/lib/auth/actor';
import { config } from '@/lib/config/config';
import { releaseVersion } from '@/lib/config/release-version';
import { listAuditEvents } from '@/lib/db/audit-events';
import { databaseKind, getDatabase } from '@/lib/db/database';
import { readKeyIds } from '@/lib/db/installation';
import { readDatabaseVersion, readMigrationState } from '@/lib/db/migration-state';
import { countOutgoingMails } from '@/lib/db/outgoing-mails';
import { getTenantById } from '@/lib/db/tenants';
import { serverOf } from '@/lib/mail/send-mail';
import type {
  AboutAddresses,
  AboutDatabase,
  AboutFacts,
  AboutMail,
  AboutVerification,
} from '@/lib/schemas/about';

const weekMs = 7 * 24 * 3_600_000;

/** What somebody who helps asks for first: which release, on what, reachable where, how it is doing. */
export async function getAbout(actor: Actor, now: Date): Promise<AboutFacts> {
  actor.requirePerson('about.read');
  const db = getDatabase();
  const { publicUrl } = await getTenantById(db, actor.tenantId);
  const { masterKeyId, nextMasterKeyId } = await readKeyIds(db);
  return {
    release: releaseVersion(),
    runtime: `Node.js ${process.versions.node} on ${process.platform} ${process.arch}`,
    startedAt: new Date(now.getTime() - process.uptime() * 1000).toISOString(),
    checkedAt: now.toISOString(),
    database: await describeDatabase(),
    masterKey: { id: masterKeyId, nextId: nextMasterKeyId },
    addresses: addressesOf(publicUrl),
    trustedProxyCount: config().trustedProxies.length,
    reader: actor.origin,
    mail: await describeMail(actor, now),
    verification: await findLastVerification(actor),
  };
}

async function describeDatabase(): Promise<AboutDatabase> {
  const db = getDatabase();
  const asked = performance.now();
  const version = await readDatabaseVersion(db);
  const answerMs = Math.max(1, Math.round(performance.now() - asked));
  const { count, latest, open } = await readMigrationState(db);
  return {
    kind: databaseKind(),
    version,
    answerMs,
    migrationCount: count,
    latestMigration: latest,
    openMigrationCount: open,
  };
}

function addressesOf(publicUrl: string): AboutAddresses {
  return {
    publicUrl,
    entityId: `${publicUrl}/saml/metadata`,
    metadataUrl: `${publicUrl}/saml/metadata`,
    healthUrl: `${publicUrl}/api/health/ready`,
  };
}

async function describeMail(actor: Actor, now: Date): Promise<AboutMail> {
  const since = new Date(now.getTime() - weekMs);
  const { waiting, failed } = await countOutgoingMails(getDatabase(), actor.tenantId, since);
  const { smtp } = config();
  const server = smtp && serverOf(smtp);
  return {
    server: server && `${server.host}:${String(server.port)}`,
    waitingCount: waiting,
    failedCount: failed,
  };
}

/** As `verify-audit-chain.ts` writes it down. */
const verdictSchema = z.object({ result: z.object({ after: z.string() }) });

async function findLastVerification(actor: Actor): Promise<AboutVerification | null> {
  const query = { actions: ['audit.verified'], take: 1 };
  const [event] = await listAuditEvents(getDatabase(), actor.tenantId, query);
  const verdict = verdictSchema.safeParse(event?.changes);
  if (!event || !verdict.success) return null;
  return {
    at: event.occurredAt.toISOString(),
    isWhole: verdict.data.result.after === 'whole',
    by: event.actorLabel,
  };
}
