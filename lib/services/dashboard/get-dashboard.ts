import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Permission } from '@/lib/auth/permissions';
import { listApplications } from '@/lib/db/applications';
import { listActiveOwners, listDailyCounts, listRunsWithLiveToken } from '@/lib/db/dashboard';
import { getDatabase } from '@/lib/db/database';
import { countOutgoingMails } from '@/lib/db/outgoing-mails';
import { countPeopleByState } from '@/lib/db/people-counts';
import { listSigningKeys, type SigningKeyRow } from '@/lib/db/signing-keys';
import { isMailConfigured } from '@/lib/mail/send-mail';
import type { CertificateLife, Dashboard } from '@/lib/schemas/dashboard';
import { isAppError } from '@/lib/shared/errors';
import { countSignIns, firstShownDay, signInActions } from './count-sign-ins';
import { planNextSteps, type TenantFacts } from './plan-next-steps';

const dayMs = 86_400_000;
const recentDays = 7;

/** The state of the tenant at a glance; what the reader may not see is left out. */
export async function getDashboard(actor: Actor, now: Date): Promise<Dashboard> {
  const { userId } = actor.requirePerson('dashboard.read');
  const may = (permission: Permission) => isAllowed(actor, permission);
  const db = getDatabase();
  const { tenantId } = actor;
  const applications = await listApplications(db, tenantId);
  const keys = await listSigningKeys(db, tenantId);
  const facts = await readFacts(actor, { readerId: userId, now, keys, applications });
  return {
    isNew: facts.applicationCount === 0 && countEverybody(facts) <= 1,
    signIns: may('reports.read') ? await readSignIns(actor, now) : null,
    people: may('users.read') ? facts.people : null,
    seesApplications: may('applications.read'),
    certificates: may('certificates.read') ? toLives(keys, now) : null,
    nextSteps: planNextSteps(facts, may),
  };
}

type ApplicationRow = Awaited<ReturnType<typeof listApplications>>[number];

function isAllowed(actor: Actor, permission: Permission): boolean {
  try {
    actor.requirePerson(permission);
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}

function countEverybody({ people }: TenantFacts): number {
  return people.enrolled + people.invited + people.notEnrolled + people.disabled;
}

async function readFacts(
  actor: Actor,
  known: {
    readonly readerId: string;
    readonly now: Date;
    readonly keys: readonly SigningKeyRow[];
    readonly applications: readonly ApplicationRow[];
  },
): Promise<TenantFacts> {
  const db = getDatabase();
  const { tenantId } = actor;
  const { now, keys } = known;
  const active = keys.find(({ status }) => status === 'ACTIVE');
  const failedSince = new Date(now.getTime() - recentDays * dayMs);
  const { failed } = await countOutgoingMails(db, tenantId, failedSince);
  return {
    readerId: known.readerId,
    people: await countPeopleByState(db, tenantId, now),
    applicationCount: known.applications.length,
    owners: await listActiveOwners(db, tenantId),
    certificateDaysLeft: active ? daysLeft(active, now) : null,
    isMailConfigured: isMailConfigured(),
    failedMailCount: failed,
    runsWithLiveToken: await listRunsWithLiveToken(db, tenantId),
  };
}

async function readSignIns(actor: Actor, now: Date): Promise<Dashboard['signIns']> {
  const counts = await listDailyCounts(getDatabase(), actor.tenantId, {
    actions: signInActions,
    since: firstShownDay(now),
  });
  return countSignIns(counts, now);
}

function toLives(keys: readonly SigningKeyRow[], now: Date): readonly CertificateLife[] {
  return keys
    .filter(({ status }) => status !== 'RETIRED')
    .map((key) => ({
      id: key.id,
      status: key.status,
      notBefore: key.notBefore.toISOString(),
      notAfter: key.notAfter.toISOString(),
      daysLeft: daysLeft(key, now),
    }));
}

function daysLeft(key: SigningKeyRow, now: Date): number {
  return Math.floor((key.notAfter.getTime() - now.getTime()) / dayMs);
}
