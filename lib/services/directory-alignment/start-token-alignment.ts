import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import type { Actor } from '@/lib/auth/actor';
import { config } from '@/lib/config/config';
import {
  insertAlignmentRun,
  interruptExpiredAlignments,
  setAlignmentTokenStatus,
} from '@/lib/db/alignment-runs';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { findJudgedApplication } from '@/lib/db/routing-watches';
import { readOktaPeople } from '@/lib/okta/directory';
import { createOktaGateway } from '@/lib/okta/gateway';
import type { OktaAdmin } from '@/lib/okta/port';
import type { OktaReach } from '@/lib/okta/probe';
import { revokeAndProve } from '@/lib/okta/revoke-token';
import type { TokenAlignmentInput } from '@/lib/schemas/alignment';
import { AppError } from '@/lib/shared/errors';
import { align, leaseFrom, showLife } from './align';
import type { OktaPeoplePage } from './read-okta-csv';
import { trackAlignment } from './running-alignments';

/** How soon a wait for Okta's rate limit notices that somebody cancelled. */
const sliceMs = 1_000;

/**
 * Begins to compare the people here with those of an organisation, with a token given for this
 * alone: it is held in memory until the end, then revoked and proven dead, whatever happened. It is
 * sent to the stored host only, after the organisation there has named itself.
 *
 * @throws AppError `okta.application_not_found`, `okta.address_unknown`,
 * `okta.organisation_changed`, `okta.unreachable`, `alignment.busy`
 */
export async function startTokenAlignment(
  actor: Actor,
  { applicationId, token }: TokenAlignmentInput,
): Promise<{ readonly alignmentId: string }> {
  actor.requirePerson('alignment.run');
  const orgUrl = await requireOrganisation(actor, applicationId);
  const admin = createOktaGateway(reach()).connect(orgUrl, token);
  const runId = await insertRun(actor, orgUrl);
  if (runId === null) {
    // Nobody will use it, so it must not stay alive.
    trackAlignment(revokeAndProve(admin, { pause: wait }).then(() => undefined));
    throw new AppError('alignment.busy');
  }
  const pages = readPages(actor, { runId, orgUrl, token });
  const work = align({ actor, runId, pages, label: new URL(orgUrl).host });
  trackAlignment(work.then(() => endToken(actor, runId, admin)));
  return { alignmentId: runId };
}

function reach(): OktaReach {
  const { oktaSandboxUrl } = config();
  return { sandboxOrigin: oktaSandboxUrl === null ? null : new URL(oktaSandboxUrl).origin };
}

async function requireOrganisation(actor: Actor, applicationId: string): Promise<string> {
  const application = await findJudgedApplication(getDatabase(), actor.tenantId, applicationId);
  if (!application?.oktaConnection) throw new AppError('okta.application_not_found');
  const { orgUrl, orgId } = application.oktaConnection;
  if (orgUrl === null) throw new AppError('okta.address_unknown');
  const organisation = await createOktaGateway(reach()).probe(orgUrl);
  if (orgId !== null && organisation.id !== orgId) throw new AppError('okta.organisation_changed');
  return orgUrl;
}

function insertRun(actor: Actor, orgUrl: string): Promise<string | null> {
  const { userId, login } = actor.requirePerson('alignment.run');
  const now = new Date();
  return inTransaction(async (tx) => {
    await interruptExpiredAlignments(tx, actor.tenantId, now);
    return insertAlignmentRun(tx, actor.tenantId, {
      source: 'TOKEN',
      tokenStatus: 'IN_USE',
      orgUrl,
      leaseUntil: leaseFrom(now),
      createdById: userId,
      createdByLogin: login,
    });
  });
}

async function* readPages(
  actor: Actor,
  { runId, orgUrl, token }: { runId: string; orgUrl: string; token: string },
): AsyncGenerator<OktaPeoplePage> {
  const pause = async (milliseconds: number) => {
    const until = Date.now() + milliseconds;
    for (let left = milliseconds; left > 0; left = until - Date.now()) {
      await showLife(actor, runId, { waitingUntil: new Date(until) });
      await wait(Math.min(left, sliceMs));
    }
  };
  for await (const people of readOktaPeople({ orgUrl, token, pause }, reach())) {
    yield { people, skippedCount: 0 };
  }
}

async function endToken(actor: Actor, runId: string, admin: OktaAdmin): Promise<void> {
  const isDead = await revokeAndProve(admin, { pause: wait });
  const status = isDead ? 'REVOKED' : 'ALIVE';
  await setAlignmentTokenStatus(getDatabase(), actor.tenantId, runId, status);
}
