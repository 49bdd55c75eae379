import { hashCanonically } from './canonical-json';
import type {
  OktaAdmin,
  OktaDiscoveryPolicy,
  OktaIdentityProvider,
  OktaKey,
  OktaRole,
  OktaRule,
  OktaUser,
} from './port';

/** What this tenant is to Okta: the values of its identity provider. */
export interface OurIdentityProvider {
  /** `<tenant>/saml/metadata`. */
  readonly issuer: string;
  /** `<tenant>/saml/sso`. */
  readonly ssoUrl: string;
  /** base64 of the DER of the active signing certificate. */
  readonly certificateBase64: string;
  /** base64url of SHA-256 over that DER, as Okta's `x5t#S256`. */
  readonly certificateX5tS256: string;
}

/** An organisation as a token sees it at one moment. */
export interface OrganisationState {
  readonly owner: OktaUser;
  readonly roles: readonly OktaRole[];
  readonly companyName: string;
  readonly keys: readonly OktaKey[];
  readonly identityProviders: readonly OktaIdentityProvider[];
  readonly policy: OktaDiscoveryPolicy;
  /** In order of priority. */
  readonly rules: readonly OktaRule[];
}

/** Reads everything the check and the plan need; writes nothing. */
export async function readOrganisationState(admin: OktaAdmin): Promise<OrganisationState> {
  const owner = await admin.getTokenOwner();
  const roles = await admin.listRoles(owner.id);
  const company = await admin.getCompany();
  const keys = await admin.listKeys();
  const identityProviders = await admin.listIdentityProviders();
  const policy = await admin.getDiscoveryPolicy();
  const rules = await admin.listRules(policy.id);
  const { companyName } = company;
  return { owner, roles, companyName, keys, identityProviders, policy, rules };
}

/** The key of our certificate, when Okta has it. */
export function findOurKey(
  state: Pick<OrganisationState, 'keys'>,
  ours: OurIdentityProvider,
): OktaKey | null {
  return state.keys.find(({ x5tS256 }) => x5tS256 === ours.certificateX5tS256) ?? null;
}

/**
 * SHA-256 in hex over what a plan depends on: identity providers, policy, every rule with its
 * conditions, actions, state and place, and our key. Two equal hashes mean that nobody changed any
 * of it in between.
 */
export function hashOrganisationState(state: OrganisationState, ours: OurIdentityProvider): string {
  return hashCanonically({
    identityProviders: state.identityProviders.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ourKid: findOurKey(state, ours)?.kid ?? null,
    policyId: state.policy.id,
    rules: state.rules.map(({ id, name, status, priority, fingerprint }) => ({
      id,
      name,
      status,
      priority,
      fingerprint,
    })),
  });
}
