import type { PlannedChange } from '@/lib/schemas/okta-run';
import type { OktaMapping } from './port';

/** What must arrive in Okta's profile; Okta makes this mapping itself. */
const wantedAttributes = ['firstName', 'lastName', 'email'] as const;

/** The attributes that do not arrive. Older organisations write `appuser.` for `source.`. */
export function findUnmapped({ expressions }: OktaMapping): readonly string[] {
  return wantedAttributes.filter((name) => {
    const expression = expressions.get(name);
    return expression !== `source.${name}` && expression !== `appuser.${name}`;
  });
}

/** Attribute of the Okta user → expression, of the attributes named. */
export function toExpressions(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, `source.${name}`]));
}

/** In what a mapping differs, field by field; empty when everything arrives. */
export function findMappingChanges(mapping: OktaMapping): readonly PlannedChange[] {
  return findUnmapped(mapping).map((name) => ({
    field: name,
    before: mapping.expressions.get(name) ?? 'Nothing',
    after: `source.${name}`,
  }));
}
