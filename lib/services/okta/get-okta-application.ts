import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findOktaApplication } from '@/lib/db/okta-connections';
import { findSetupRun, listSetupRunsOfApplication } from '@/lib/db/setup-runs';
import { findActiveSigningKey } from '@/lib/db/signing-keys';
import { getTenantById } from '@/lib/db/tenants';
import { findUserById } from '@/lib/db/users';
import { requireOktaHost } from '@/lib/okta/domain';
import type { OktaApplicationDetails, OktaMappingView } from '@/lib/schemas/okta-application';
import { AppError, invariant } from '@/lib/shared/errors';
import { recoverRunsOnSight } from './recover-runs';
import { toStepView } from './to-run-view';

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What Okta gets of a person, and where it puts it. */
const mappings: readonly OktaMappingView[] = [
  { source: 'user.login', target: 'login (NameID)', description: 'The Okta login' },
  { source: 'user.email', target: 'email', description: 'Primary user identifier' },
  { source: 'user.firstName', target: 'firstName', description: 'User first name' },
  { source: 'user.lastName', target: 'lastName', description: 'User last name' },
];

/** An Okta application for its page: the values of both sides, and what the set-up did. */
export async function getOktaApplication(
  actor: Actor,
  applicationId: string,
): Promise<OktaApplicationDetails> {
  actor.requirePerson('applications.read');
  await recoverRunsOnSight(actor);
  const row = await requireApplication(actor, applicationId);
  const { oktaConnection: connection, ...application } = row;
  invariant(connection, 'an Okta application has a connection');
  return {
    id: application.id,
    name: application.name,
    isEnabled: application.enabled,
    ours: await describeOurs(actor),
    okta: describeOkta(application, connection),
    mappings,
    isSetUpByHand: connection.setUpByHand,
    connectedAt: connection.connectedAt.toISOString(),
    lastSignInAt: application.lastSignInAt?.toISOString() ?? null,
    runs: await listRuns(actor, application.id),
    run: connection.setupRunId === null ? null : await describeRun(actor, connection.setupRunId),
  };
}

async function requireApplication(actor: Actor, id: string) {
  const row = uuidPattern.test(id)
    ? await findOktaApplication(getDatabase(), actor.tenantId, id)
    : null;
  if (!row) throw new AppError('okta.application_not_found');
  return row;
}

type ApplicationRow = Awaited<ReturnType<typeof requireApplication>>;
type ConnectionRow = NonNullable<ApplicationRow['oktaConnection']>;

async function describeOurs(actor: Actor): Promise<OktaApplicationDetails['ours']> {
  const { publicUrl } = await getTenantById(getDatabase(), actor.tenantId);
  const key = await findActiveSigningKey(getDatabase(), actor.tenantId);
  invariant(key, 'a tenant has an active signing key');
  return {
    entityId: `${publicUrl}/saml/metadata`,
    ssoUrl: `${publicUrl}/saml/sso`,
    metadataUrl: `${publicUrl}/saml/metadata`,
    metadataDownloadUrl: `${publicUrl}/saml/metadata.xml`,
    certificateId: key.id,
    certificatePem: key.certificatePem,
    certificateFingerprintSha256: key.fingerprintSha256,
    certificateNotAfter: key.notAfter.toISOString(),
  };
}

function describeOkta(
  application: Omit<ApplicationRow, 'oktaConnection'>,
  connection: ConnectionRow,
): OktaApplicationDetails['okta'] {
  const [acsUrl = ''] = application.acsUrls;
  return {
    ...describeHost(connection.orgUrl),
    orgName: connection.orgName,
    pipeline: connection.pipeline,
    acsUrl,
    audience: application.entityId,
    signOutUrl: application.signOutUrl,
    requestCertificatePems: application.requestCertificatePems,
    requiresSignedRequests: application.requireSignedRequests,
    idpId: connection.idpId,
    idpName: connection.idpName,
    trustsClaims: connection.setUpByHand ? null : connection.trustsClaims,
    ruleName: connection.ruleName,
    pilotLogin: connection.pilotLogin,
    // The address of the identity provider is also where a sign-in at it begins.
    testSignInUrl: connection.idpId === null ? null : acsUrl,
  };
}

function describeHost(orgUrl: string | null) {
  if (orgUrl === null) return { orgUrl: null, adminUrl: null, loginDefaultUrl: null };
  const host = requireOktaHost(orgUrl, orgUrl.startsWith('http:') ? orgUrl : null);
  return {
    orgUrl: host.origin,
    adminUrl: host.adminOrigin,
    loginDefaultUrl: `${host.origin}/login/default`,
  };
}

async function describeRun(actor: Actor, runId: string): Promise<OktaApplicationDetails['run']> {
  const run = await findSetupRun(getDatabase(), actor.tenantId, runId);
  if (!run) return null;
  const creator = await findUserById(getDatabase(), actor.tenantId, run.createdById);
  return {
    id: run.id,
    status: run.status,
    tokenStatus: run.tokenStatus,
    by: creator?.login ?? 'a person who has been deleted',
    steps: run.steps.map(toStepView),
  };
}

async function listRuns(
  actor: Actor,
  applicationId: string,
): Promise<OktaApplicationDetails['runs']> {
  const rows = await listSetupRunsOfApplication(getDatabase(), actor.tenantId, applicationId);
  const logins = new Map<string, string>();
  for (const userId of new Set(rows.map(({ createdById }) => createdById))) {
    const creator = await findUserById(getDatabase(), actor.tenantId, userId);
    logins.set(userId, creator?.login ?? 'a person who has been deleted');
  }
  return rows.map(({ createdById, createdAt, ...run }) => ({
    ...run,
    createdBy: logins.get(createdById) ?? '',
    createdAt: createdAt.toISOString(),
  }));
}
