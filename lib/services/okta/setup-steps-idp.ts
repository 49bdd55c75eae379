import 'server-only';
import { findIdpChanges } from '@/lib/okta/idp-changes';
import type { OktaIdentityProvider } from '@/lib/okta/port';
import { buildIdentityProviderBody, buildReplaceBody } from '@/lib/okta/wanted-objects';
import type { JsonInput } from '@/lib/db/setup-runs';
import { AppError } from '@/lib/shared/errors';
import { fact, type Intend, type RunContext, type RunFacts, type SetupStep } from './run-facts';

/** Creates the identity provider, keeps ours or changes it; what Okta stored must be what was sent. */
export const createIdp: SetupStep = {
  action: 'create_idp',
  perform: async (context, facts, intend) => {
    const { choices, ours } = context;
    const kid = fact(facts, 'kid');
    const { identityProviders } = fact(facts, 'before');
    const existing = identityProviders.find(({ issuer }) => issuer === ours.issuer);
    if (!existing) {
      await intend({ attempted: [...(facts.attempted ?? []), 'idp'] });
      const made = await context.admin.createIdentityProvider(
        buildIdentityProviderBody(choices, ours, kid),
      );
      // Known from here on: a failure of reading it again must not leave it behind.
      await intend({ idp: made, isIdpNew: true });
      const idp = choices.trustClaims ? await readAgain(context, made) : made;
      const evidence = `Identity provider ${idp.id}, audience ${idp.audience}`;
      const found = { ...requireAsSent(idp, kid, context), isIdpNew: true };
      return { status: 'DONE', evidence, objectId: idp.id, facts: found };
    }
    const changes = findIdpChanges(existing, { choices, ours, kid });
    if (changes.length === 0) {
      const evidence = `Identity provider ${existing.id}, audience ${existing.audience}`;
      const found = { ...requireAsSent(existing, kid, context), isIdpNew: false };
      return { status: 'KEPT', evidence, objectId: existing.id, facts: found };
    }
    const { audience } = existing;
    const idp = await changeIdp(existing, { context, kid, intend, audience, isEdited: true });
    const left = findIdpChanges(idp, { choices, ours, kid });
    if (left.length > 0 || idp.audience !== existing.audience) {
      throw new AppError('okta.readback_differs');
    }
    const evidence = `Changed: ${changes.map(({ field }) => field).join(', ')}`;
    const found = { ...requireAsSent(idp, kid, context), isIdpNew: false };
    return { status: 'DONE', evidence, facts: found };
  },
};

/** What is trusted is read again, not believed: on Okta's side it decides who has passed MFA. */
async function readAgain(
  { admin }: RunContext,
  made: OktaIdentityProvider,
): Promise<OktaIdentityProvider> {
  const found = await admin.findIdentityProvider(made.id);
  if (!found) throw new AppError('okta.readback_differs', 'It is gone after it was created');
  return found;
}

interface Change {
  readonly context: RunContext;
  readonly kid: string;
  readonly intend: Intend;
  readonly audience: string;
  /** False when it only has to be switched on. */
  readonly isEdited: boolean;
}

/** The settings before are kept first, for putting them back. */
export async function changeIdp(
  existing: OktaIdentityProvider,
  { context, kid, intend, audience, isEdited }: Change,
): Promise<OktaIdentityProvider> {
  const { admin, choices, ours } = context;
  const { id } = existing;
  const raw = await admin.readRawIdentityProvider(id);
  await intend({ changedIdp: { id, raw } }, { changedIdp: { id, raw: raw as JsonInput } });
  const body = buildReplaceBody(choices, ours, { kid, audience });
  if (isEdited) await admin.replaceIdentityProvider(id, body, raw);
  if (existing.status !== 'ACTIVE') await admin.activateIdentityProvider(id);
  const changed = await admin.findIdentityProvider(id);
  if (!changed) throw new AppError('okta.readback_differs', 'It is gone after the change');
  return changed;
}

function requireAsSent(
  idp: OktaIdentityProvider,
  kid: string,
  { ours, orgUrl, choices }: RunContext,
): RunFacts {
  const acsUrl = idp.acsUrl ?? `${orgUrl}/sso/saml2/${idp.id}`;
  const isAsSent = [
    idp.issuer === ours.issuer,
    idp.kid === kid,
    idp.ssoUrl === ours.ssoUrl,
    idp.excludesAdmins,
    idp.trustsClaims === choices.trustClaims,
    idp.audience !== '',
    URL.canParse(acsUrl) && new URL(acsUrl).origin === orgUrl,
  ].every(Boolean);
  if (!isAsSent) throw new AppError('okta.readback_differs');
  return { idp, acsUrl };
}
