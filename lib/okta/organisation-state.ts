import { isAppError } from '@/lib/shared/errors';
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

/** What is read of an organisation, apart from the owner of the token. */
export type ReadName = 'roles' | 'company' | 'keys' | 'identityProviders' | 'policy' | 'rules';

type Guard = <T>(name: ReadName, read: () => Promise<T>, otherwise: T) => Promise<T>;

/** Reads everything the check and the plan need; writes nothing. */
export async function readOrganisationState(admin: OktaAdmin): Promise<OrganisationState> {
  return readGuarded(admin, (_name, read) => read());
}

/** A read that Okta refused: the role lacks the permission, or the organisation the feature. */
export interface RefusedRead {
  readonly name: ReadName;
  readonly why: 'permission' | 'feature';
}

/**
 * The same for the check, where a refusal is something to be told and no reason to stop reading: the
 * only way to judge a custom role, whose name says nothing. What was refused counts as empty.
 */
export async function probeOrganisationState(
  admin: OktaAdmin,
): Promise<{ readonly state: OrganisationState; readonly refused: readonly RefusedRead[] }> {
  const refused: RefusedRead[] = [];
  const state = await readGuarded(admin, async (name, read, otherwise) => {
    try {
      return await read();
    } catch (error) {
      const why = toRefusal(error);
      if (why === null) throw error;
      refused.push({ name, why });
      return otherwise;
    }
  });
  return { state, refused };
}

function toRefusal(error: unknown): RefusedRead['why'] | null {
  if (!isAppError(error)) return null;
  if (error.code === 'okta.permission_missing') return 'permission';
  const isFeature = error.code === 'okta.feature_missing' || error.code === 'okta.policy_missing';
  return isFeature ? 'feature' : null;
}

async function readGuarded(admin: OktaAdmin, guard: Guard): Promise<OrganisationState> {
  const owner = await admin.getTokenOwner();
  const roles = await guard('roles', () => admin.listRoles(owner.id), []);
  const company = await guard<{ readonly companyName: string }>(
    'company',
    () => admin.getCompany(),
    { companyName: '' },
  );
  const keys = await guard('keys', () => admin.listKeys(), []);
  const identityProviders = await guard(
    'identityProviders',
    () => admin.listIdentityProviders(),
    [],
  );
  const policy = await guard('policy', () => admin.getDiscoveryPolicy(), { id: '', name: '' });
  const readRules = () => admin.listRules(policy.id);
  const rules = policy.id === '' ? [] : await guard('rules', readRules, []);
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
