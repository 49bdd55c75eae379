import { defaultOktaChoices, type OktaFinding } from '@/lib/schemas/okta';
import { judgeFeatures } from './judge-features';
import { judgeReads } from './judge-reads';
import type { OrganisationState, OurIdentityProvider, RefusedRead } from './organisation-state';
import type { OktaAdmin, OktaFeature } from './port';
import { toRuleName } from './wanted-objects';

/** What is read beyond the objects a plan is made from; null where Okta did not say. */
export interface Preflight {
  /** Okta's clock minus ours, in milliseconds. */
  readonly clockAheadMs: number | null;
  /** Names of tokens of the same owner that work from some networks only. */
  readonly boundTokenNames: readonly string[] | null;
  /** Features that administrators switch by themselves. */
  readonly features: readonly OktaFeature[] | null;
  /** What of the organisation this token may not read, or the organisation does not have. */
  readonly refused: readonly RefusedRead[];
}

/** Nothing of it is needed to go on, so a refusal of Okta makes a null and no error. */
export async function readPreflight(
  admin: OktaAdmin,
  { ownerId, now }: { readonly ownerId: string; readonly now: () => Date },
): Promise<Omit<Preflight, 'refused'>> {
  const serverTime = await admin.getServerTime().catch(() => null);
  const clockAheadMs = serverTime && serverTime.getTime() - now().getTime();
  const tokens = await admin.listTokens().catch(() => null);
  const bound = tokens?.filter(
    ({ userId, isBoundToZones }) => userId === ownerId && isBoundToZones,
  );
  const features = await admin.listFeatures().catch(() => null);
  return { clockAheadMs, boundTokenNames: bound?.map(({ name }) => name) ?? null, features };
}

/** The identity provider is told to bear so much (facts of Okta's API, section 1.5). */
const borneSkewMs = 120_000;
/** Below this a difference is a slow network, not a wrong clock. */
const noticedSkewMs = 30_000;

/** Findings of what would fail later, each with why it matters and what to do. */
export function judgePreflight(
  preflight: Preflight,
  state: OrganisationState,
  ours: OurIdentityProvider,
): readonly OktaFinding[] {
  return [
    ...judgeReads(preflight.refused),
    ...judgeClock(preflight),
    ...judgeNetwork(preflight),
    ...judgeForeign(state, ours),
    ...judgeNames(state, ours),
    ...judgeRoom(state),
    judgeFeatures(preflight.features),
  ];
}

function judgeClock({ clockAheadMs }: Preflight): readonly OktaFinding[] {
  if (clockAheadMs === null) return [];
  const apart = Math.abs(clockAheadMs);
  const code = 'clock';
  if (apart <= noticedSkewMs) {
    const title = 'The clocks of Okta and of this server agree';
    const why = 'Okta refuses sign-ins that are dated in its future, or too far in its past.';
    return [{ code, level: 'good', title, why, todo: null }];
  }
  const which = clockAheadMs > 0 ? 'behind' : 'ahead of';
  return [
    {
      code,
      level: apart > borneSkewMs ? 'stop' : 'warning',
      title: `This server’s clock is ${toDuration(apart)} ${which} Okta’s`,
      why: 'Okta bears a difference of two minutes. Beyond that it refuses every sign-in as “not yet valid” or “expired”.',
      todo: 'Set this server’s clock by a time server (NTP), then check again.',
    },
  ];
}

function toDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${String(seconds)} seconds`;
  return `${String(Math.round(seconds / 60))} minutes`;
}

function judgeNetwork({ boundTokenNames }: Preflight): readonly OktaFinding[] {
  if (boundTokenNames === null || boundTokenNames.length === 0) return [];
  const [name = ''] = boundTokenNames;
  const more = boundTokenNames.length > 1 ? ` and ${String(boundTokenNames.length - 1)} more` : '';
  return [
    {
      code: 'token_network',
      level: 'warning',
      title: `A token of this owner works from some networks only: “${name}”${more}`,
      why: 'If it is the one you pasted, Okta refuses it as invalid as soon as this server’s address leaves that zone, also in the middle of a run.',
      todo: 'In Okta, Security → API → Tokens, make a token that may be used from any IP address, or make sure that the zone holds this server’s public address.',
    },
  ];
}

/** Somebody else's identity provider that already takes our answers. */
function judgeForeign(state: OrganisationState, ours: OurIdentityProvider): readonly OktaFinding[] {
  const foreign = state.identityProviders.find(
    ({ issuer, ssoUrl }) => ssoUrl === ours.ssoUrl && issuer !== ours.issuer,
  );
  if (!foreign) return [];
  return [
    {
      code: 'foreign_idp',
      level: 'stop',
      title: `“${foreign.name}” sends people here, under another issuer`,
      why: `It was not made by this AdminX: it expects the issuer ${foreign.issuer}, and Okta would refuse what AdminX signs for it. Two of them would confuse who is sent where.`,
      todo: 'Find out who made it. Delete it in Okta (Security → Identity Providers) or give it another address, then check again.',
    },
  ];
}

/** Names the next step offers, when somebody else has them. */
function judgeNames(state: OrganisationState, ours: OurIdentityProvider): readonly OktaFinding[] {
  const offered = defaultOktaChoices.idpName;
  const mine = state.identityProviders.find(({ issuer }) => issuer === ours.issuer);
  const idp = state.identityProviders.find(({ name }) => name === offered);
  const rule = state.rules.find(({ name }) => name === toRuleName(offered));
  const isRuleTaken = rule !== undefined && !rule.providerIds.every((id) => id === mine?.id);
  const isIdpTaken = idp !== undefined && idp.issuer !== ours.issuer;
  if (!isIdpTaken && !isRuleTaken) return [];
  const taken = isIdpTaken
    ? `An identity provider called “${offered}”`
    : `A rule called “${toRuleName(offered)}”`;
  return [
    {
      code: 'names',
      level: 'warning',
      title: `${taken} is there already, of somebody else`,
      why: 'It stays untouched, and Okta takes no second one of the same name.',
      todo: 'Choose another name in the next step.',
    },
  ];
}

/** From here on it is worth knowing that there may be a limit: no organisation needs so many. */
const manyObjects = 100;

/** Okta has limits that no call tells; a run that meets one stops by name and takes itself back. */
function judgeRoom({ identityProviders, rules }: OrganisationState): readonly OktaFinding[] {
  const counts = [
    `${String(identityProviders.length)} identity providers`,
    `${String(rules.length)} routing rules`,
  ];
  if (Math.max(identityProviders.length, rules.length) < manyObjects) return [];
  return [
    {
      code: 'room',
      level: 'warning',
      title: `The organisation has ${counts.join(' and ')}`,
      why: 'Okta does not tell how many it may have. If one more is too many, Okta refuses that step, and what was made before it is taken back.',
      todo: 'Delete identity providers and rules nobody uses, or ask Okta’s support for the limit.',
    },
  ];
}
