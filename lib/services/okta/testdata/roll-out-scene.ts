/** The stage of the tests about routing more people: an organisation, connected, and the way to act in it. */
import type { Actor } from '@/lib/auth/actor';
import type { Database } from '@/lib/db/database';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { createFakeOkta, type FakeOkta } from '@/lib/okta/fake';
import { defaultOktaChoices, type OktaChoicesInput } from '@/lib/schemas/okta';
import { rollOutInputSchema, type RollOutFormValues } from '@/lib/schemas/okta-roll-out';
import type { TenantId } from '@/lib/shared/tenant-id';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { toX5c } from '@/lib/x509/pem';
import { applyRun } from '../apply-run';
import { approveOverride, confirmLoginDefault } from '../assent-to-run';
import { checkRun } from '../check-run';
import { getSetupRun } from '../get-run';
import { setOktaEnvironmentForTests } from '../okta-environment';
import { planRollOutRun } from '../plan-roll-out';
import { readRollOut, readSteps } from '../roll-out-stored';
import { waitForRuns } from '../running-runs';
import { saveChoices } from '../save-choices';
import { startRollOut } from '../start-roll-out';
import { startSetupRun } from '../start-run';

const orgId = '00otivnuq1X5554yc1d7';
/** Who stays with Okta. */
export const superAdmin = 'admin@acme.example';
const certificate = await createSigningCertificate({
  publicUrl: 'https://id.example.com',
  now: new Date(),
});
const metadataXml = `<md:EntityDescriptor entityID="{{audience}}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${toX5c(certificate.certificatePem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{{acs}}" index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>`;

/** Who acts: the owner who connects, another admin, and who tries it first. */
export interface Company {
  readonly tenantId: TenantId;
  readonly actor: Actor;
  readonly second: Actor;
  readonly pilotId: string;
}

interface Scene extends Company {
  readonly db: Database;
  readonly okta: FakeOkta;
  readonly applicationId: string;
  readonly setupRunId: string;
}

/** The scene of the test that runs. */
export let scene: Scene;
let tokens = 0;

/** A token of the organisation that nobody used yet. */
export function newToken(okta: FakeOkta): string {
  tokens += 1;
  const token = `00${`rollOutToken${String(tokens)}`.padEnd(40, 'x')}`;
  okta.organisation.liveTokens.add(token);
  return token;
}

/** A connected organisation, and three people of it who can be routed. */
export async function setScene(db: Database, company: Company): Promise<void> {
  const { tenantId, actor, pilotId } = company;
  await insertSigningKey(db, tenantId, certificate);
  const okta = createFakeOkta({ token: `00${'first'.padEnd(40, 'x')}` });
  const { organisation } = okta;
  organisation.metadataXml = metadataXml;
  for (const login of ['pat@acme.example', 'lena@acme.example', 'nick@acme.example']) {
    organisation.users.push({ ...organisation.owner, id: `00u${login.slice(0, 4)}`, login });
  }
  const instantly = () => Promise.resolve();
  setOktaEnvironmentForTests({
    gateway: okta.gateway,
    now: () => new Date(),
    sleep: instantly,
    pause: instantly,
  });
  const { runId, token, planHash } = await reviewSetup(okta, company);
  await applyRun(actor, runId, { token, planHash });
  await waitForRuns();
  const applicationId = (await getSetupRun(actor, runId)).result?.applicationId ?? '';
  await db.application.updateMany({
    where: { id: applicationId },
    data: { lastSignInAt: new Date() },
  });
  scene = { ...company, pilotId, db, okta, applicationId, setupRunId: runId };
}

/** A set-up of the organisation, up to its review. */
async function reviewSetup(
  okta: FakeOkta,
  { actor, pilotId }: Company,
  changed: Partial<OktaChoicesInput> = {},
) {
  const token = newToken(okta);
  const { id } = await startSetupRun(actor, { domain: 'acme.okta.com', orgId });
  await checkRun(actor, id, { token });
  const run = await saveChoices(actor, id, {
    ...defaultOktaChoices,
    ...changed,
    pilotUserId: pilotId,
  });
  return { runId: id, run, token, planHash: run.plan?.hash ?? '' };
}

/** The set-up done once more with one setting changed, up to its review. */
export async function reviewSetupAgain() {
  return (await reviewSetup(scene.okta, scene, { createUsers: false })).run;
}

/** What is filled in unless a test says otherwise. */
export const blank: RollOutFormValues = {
  stage: 'LIST',
  logins: 'lena@acme.example',
  domains: '',
  attribute: '',
  value: '',
  zoneMode: 'ANYWHERE',
  zoneIds: [],
  appIds: [],
  platforms: [],
  administrators: superAdmin,
  fallback: false,
};

/** Up to the review of a roll-out. */
export async function review(form: Partial<RollOutFormValues> = {}) {
  const { actor, applicationId, okta } = scene;
  const token = newToken(okta);
  const { runId } = await startRollOut(actor, { applicationId, kind: 'ROLL_OUT' });
  await checkRun(actor, runId, { token });
  const choices = rollOutInputSchema.parse({ ...blank, ...form });
  const answer = await planRollOutRun(actor, runId, { token, choices });
  return { runId, token, answer, planHash: answer.run?.plan?.hash ?? '' };
}

/** Reviewed, confirmed, approved by the second admin, applied. */
export async function widen(form: Partial<RollOutFormValues> = {}) {
  const { runId, token, planHash } = await review(form);
  await confirmLoginDefault(scene.actor, runId);
  const reason = 'The rest is on holiday until Monday';
  await approveOverride(scene.second, { runId, planHash, reason });
  await applyRun(scene.actor, runId, { token, planHash });
  await waitForRuns();
  return getSetupRun(scene.actor, runId);
}

/** One step back, applied. */
export async function stepBack() {
  const { actor, applicationId, okta } = scene;
  const token = newToken(okta);
  const { runId } = await startRollOut(actor, { applicationId, kind: 'STEP_BACK' });
  const { plan } = await checkRun(actor, runId, { token });
  await applyRun(actor, runId, { token, planHash: plan?.hash ?? '' });
  await waitForRuns();
  return getSetupRun(actor, runId);
}

/** The rules of the organisation but Okta’s own. */
export function ownRules() {
  return scene.okta.organisation.rules.filter(({ isSystem }) => !isSystem);
}

/** Whose route proves the stage that a run proposes. */
export async function readSamples(runId: string): Promise<readonly string[]> {
  const run = await scene.db.setupRun.findFirst({
    where: { id: runId },
    select: { rollOut: true },
  });
  return readRollOut({ rollOut: run?.rollOut ?? null })?.proposal?.probes.samples ?? [];
}

/** The steps that stand. */
export async function readStored() {
  const connection = await scene.db.oktaConnection.findFirst({
    where: { applicationId: scene.applicationId },
    select: { rollOut: true },
  });
  return readSteps(connection?.rollOut ?? null);
}

/** Where Okta sends a login. */
export async function routeOf(login: string) {
  const { type } = await scene.okta.gateway.findRoute('https://acme.okta.com', login);
  return type;
}
