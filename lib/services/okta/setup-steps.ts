import 'server-only';
import { judgeRoles } from '@/lib/okta/findings';
import { findOurKey, readOrganisationState } from '@/lib/okta/organisation-state';
import { planSetup } from '@/lib/okta/setup-plan';
import { parseSpMetadata } from '@/lib/saml/parse-metadata';
import { AppError, isAppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { fact, type RunContext, type SetupStep } from './run-facts';

/** Reads the organisation again: nothing is written when it is not the one that was reviewed. */
export const verifyOrganisation: SetupStep = {
  action: 'verify_organisation',
  perform: async (context) => {
    const { admin, choices, ours, plan } = context;
    const before = await readOrganisationState(admin);
    if (judgeRoles(before.roles) === 'not_enough') throw new AppError('okta.role_insufficient');
    const fresh = planAgain(() => planSetup({ state: before, choices, ours }).hash);
    if (fresh !== plan.hash) throw new AppError('okta.plan_stale');
    await requireUsablePilot(context);
    return {
      status: 'DONE',
      evidence: `Unchanged since the review, read as ${before.owner.login}`,
      facts: { before },
    };
  },
};

/** An object that appeared in the way since the review is the same thing as a stale plan. */
function planAgain(plan: () => string): string | null {
  try {
    return plan();
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** The test person must be able to sign in to Okta, and be no administrator there. */
export async function requireUsablePilot({
  admin,
  choices,
}: Pick<RunContext, 'admin' | 'choices'>): Promise<void> {
  const pilot = await admin.findUserByLogin(choices.pilotLogin);
  if (!pilot) {
    if (choices.createUsers) return;
    throw new AppError('okta.pilot_missing');
  }
  if (['SUSPENDED', 'DEPROVISIONED', 'LOCKED_OUT'].includes(pilot.status)) {
    throw new AppError('okta.pilot_unusable', `Status ${pilot.status.slice(0, 50)}`);
  }
  const roles = await admin.listRoles(pilot.id);
  if (roles.length > 0) throw new AppError('okta.pilot_is_admin');
}

/** Uploads our certificate, or keeps the key that is there. */
export const uploadKey: SetupStep = {
  action: 'upload_key',
  perform: async ({ admin, ours }, facts, intend) => {
    const existing = findOurKey(fact(facts, 'before'), ours);
    if (existing) {
      const { kid } = existing;
      return { status: 'KEPT', evidence: `Key ${kid}`, facts: { kid, isKeyNew: false } };
    }
    await intend({ attempted: ['key'] });
    const { kid, existed } = await admin.createKey(ours.certificateBase64);
    return {
      status: existed ? 'KEPT' : 'DONE',
      evidence: `Key ${kid}`,
      objectId: kid,
      facts: { kid, isKeyNew: !existed },
    };
  },
};

/** Reads Okta's SP metadata: it must agree with the identity provider, and have a signing key. */
export const readMetadata: SetupStep = {
  action: 'read_metadata',
  perform: async ({ admin }, facts) => {
    const idp = fact(facts, 'idp');
    const acsUrl = fact(facts, 'acsUrl');
    const xml = await admin.getServiceProviderMetadata(idp.id);
    const metadata = readServiceProvider(xml);
    const agrees = metadata.entityId === idp.audience && metadata.acsUrls.includes(acsUrl);
    if (!agrees || metadata.signingCertificatePems.length === 0) {
      throw new AppError('okta.metadata_unusable', 'It does not agree with the identity provider');
    }
    return {
      status: 'DONE',
      evidence: `ACS URL ${acsUrl}`,
      facts: { signingCertificatePems: metadata.signingCertificatePems },
    };
  },
};

/** Okta's own SP metadata, parsed; it must agree with what is known of it. */
export function readServiceProvider(xml: string) {
  try {
    return parseSpMetadata(xml, { now: oktaEnvironment().now() });
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new AppError('okta.metadata_unusable', error.message, { cause: error });
  }
}
