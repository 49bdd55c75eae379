import type { OktaFinding } from '@/lib/schemas/okta';
import type { OktaFeature } from './port';

const featuresMenuPath = 'Settings → Features';

/** Features whose names say that they are about signing in through somebody else. */
const related = /identity provider|\bidp|routing|fall ?back|logout|\bslo\b|claims|saml|\bamr\b/iu;
const named = 4;

/**
 * Which early-access features there are, as far as reading tells: Okta lists those that administrators
 * switch by themselves, and those only to some roles. What Okta's support switches is in no list. The
 * plan needs none of them, so this never stops.
 */
export function judgeFeatures(features: readonly OktaFeature[] | null): OktaFinding {
  const code = 'early_access';
  const why =
    'Falling back to Okta when AdminX does not answer, and single logout, are early access, and a set-up leaves them alone. Whoever routes more people is offered the first. The way back is /login/default.';
  if (features === null) {
    return {
      code,
      level: 'good',
      title: 'No early-access feature of Okta is needed',
      why: `${why} Okta does not show this token which features are on.`,
      todo: `To see them yourself, look at ${featuresMenuPath} in Okta.`,
    };
  }
  return {
    code,
    level: 'good',
    title: toTitle(features),
    why: `${why} Features that only Okta’s support can switch are not in its list, and cannot be known.`,
    todo: null,
  };
}

/**
 * The feature that lets people fall back to Okta from an identity provider, by its name; null where
 * Okta lists none.
 */
export function findFallbackFeature(features: readonly OktaFeature[] | null): OktaFeature | null {
  const isIt = ({ name }: OktaFeature) =>
    /fall(?:s|ing)?[ -]?back/iu.test(name) && /identity provider|\bidps?\b|routing/iu.test(name);
  return features?.find(isIt) ?? null;
}

function toTitle(features: readonly OktaFeature[]): string {
  const found = features.filter(({ name }) => related.test(name));
  if (found.length === 0) {
    return `No early-access feature of Okta is needed, and none of the ${String(features.length)} that Okta lists is about this`;
  }
  const words = found
    .slice(0, named)
    .map(({ name, isOn }) => `“${name.slice(0, 80)}” is ${isOn ? 'on' : 'off'}`);
  const more = found.length > named ? `, and ${String(found.length - named)} more` : '';
  return `No early-access feature of Okta is needed: ${words.join(', ')}${more}`;
}
