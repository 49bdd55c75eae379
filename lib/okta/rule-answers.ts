import { z } from 'zod';
import { id, optionalText, orEmpty, text, withoutNulls } from './api-answers';
import { hashCanonically } from './canonical-json';
import type { OktaApp, OktaRule, OktaRuleScope, OktaZone, RawRule } from './port';

/** Routing rules, and what they may name, as Okta answers; read as {@link OktaRule} and its kin. */

const names = z
  .array(text)
  .max(1000)
  .nullish()
  .transform((list) => list ?? []);
const targets = z
  .array(z.object({ id: optionalText, name: optionalText }))
  .max(1000)
  .nullish()
  .transform((list) => (list ?? []).map((target) => target.id ?? target.name ?? ''));
const platforms = z
  .array(z.object({ type: optionalText, os: z.object({ type: optionalText }).nullish() }))
  .max(100)
  .nullish();

/** Conditions as far as they are known; the rest counts in the fingerprint only. */
const conditionsAnswer = z.looseObject({
  network: z.looseObject({ include: names, exclude: names }).nullish(),
  platform: z.looseObject({ include: platforms, exclude: platforms }).nullish(),
  app: z.looseObject({ include: targets, exclude: targets }).nullish(),
  userIdentifier: z
    .looseObject({
      type: optionalText,
      attribute: optionalText,
      patterns: z
        .array(z.looseObject({ matchType: text, value: orEmpty }))
        .max(1000)
        .nullish(),
    })
    .nullish(),
});

const actionsAnswer = z.looseObject({
  idp: z
    .looseObject({
      providers: z
        .array(z.looseObject({ type: optionalText, id: optionalText }))
        .max(100)
        .nullish(),
      shouldFallBackToOkta: z.boolean().nullish(),
    })
    .nullish(),
});

type Conditions = z.infer<typeof conditionsAnswer> | null | undefined;
type Actions = z.infer<typeof actionsAnswer> | null | undefined;

/** Members of `GET /api/v1/policies/{id}/rules`, and the answer to a creation. */
export const ruleAnswer = z
  .object({
    id,
    name: text,
    status: text,
    priority: z.number().nullish(),
    system: z.boolean().nullish(),
    lastUpdated: optionalText,
    conditions: conditionsAnswer.nullish(),
    actions: actionsAnswer.nullish(),
  })
  .transform((rule): OktaRule => ({
    id: rule.id,
    name: rule.name,
    status: rule.status,
    priority: rule.priority ?? null,
    isSystem: rule.system === true,
    lastUpdated: rule.lastUpdated,
    providerIds: toProviderIds(rule.actions),
    patterns: toPatterns(rule.conditions),
    scope: toScope(rule.conditions, rule.actions),
    fingerprint: hashCanonically([rule.conditions ?? null, rule.actions ?? null]),
  }));

/**
 * A rule, whole, to be sent back as it is; without its place, which others change as well, and
 * without nulls, which Okta returns but its own contract refuses.
 */
export const rawRuleAnswer = z
  .looseObject({
    type: z.literal('IDP_DISCOVERY'),
    name: text,
    conditions: z.json(),
    actions: z.json(),
  })
  .transform(({ type, name, conditions, actions }): RawRule => ({
    type,
    name,
    conditions: withoutNulls(conditions),
    actions: withoutNulls(actions),
  }));

function toProviderIds(actions: Actions): string[] {
  const providers = actions?.idp?.providers ?? [];
  return providers.flatMap((provider) => (provider.id === null ? [] : [provider.id]));
}

function toPatterns(conditions: Conditions) {
  const patterns = conditions?.userIdentifier?.patterns ?? [];
  if (patterns.length === 0) return null;
  return patterns.map(({ matchType, value }) => ({ matchType, value }));
}

function toScope(conditions: Conditions, actions: Actions): OktaRuleScope {
  const { type, attribute } = conditions?.userIdentifier ?? {};
  return {
    attribute: type === 'ATTRIBUTE' ? (attribute ?? '') : null,
    zones: toLists(conditions?.network),
    platforms: toPlatforms(conditions),
    apps: toLists(conditions?.app),
    ...toRoute(actions),
  };
}

function toRoute(actions: Actions): Pick<OktaRuleScope, 'leadsToOkta' | 'fallsBack'> {
  const { providers, shouldFallBackToOkta } = actions?.idp ?? {};
  return {
    leadsToOkta: providers?.some(({ type }) => type === 'OKTA') === true,
    fallsBack: shouldFallBackToOkta === true,
  };
}

function toLists(condition: { include: string[]; exclude: string[] } | null | undefined) {
  return { include: condition?.include ?? [], exclude: condition?.exclude ?? [] };
}

/** An exclusion is told by a sign before it, so that it is never taken for "any". */
function toPlatforms(conditions: Conditions): string[] {
  const { include, exclude } = conditions?.platform ?? {};
  const nameOf = (entry: {
    type: string | null;
    os?: { type: string | null } | null | undefined;
  }) => `${entry.type ?? 'ANY'}/${entry.os?.type ?? 'ANY'}`;
  const included = (include ?? []).map(nameOf).filter((name) => name !== 'ANY/ANY');
  return [...included, ...(exclude ?? []).map((entry) => `!${nameOf(entry)}`)];
}

/** Members of `GET /api/v1/zones`; null for one that a routing rule cannot name. */
export const zoneAnswer = z
  .object({ id, name: orEmpty, status: optionalText, usage: optionalText })
  .transform(({ id: zoneId, name, status, usage }): OktaZone | null =>
    (status ?? 'ACTIVE') === 'ACTIVE' && usage !== 'BLOCKLIST' ? { id: zoneId, name } : null,
  );

/** Okta's own console, which no routing rule may name. */
const adminConsole = 'saasure';

/** Members of `GET /api/v1/apps`; null for one that a routing rule cannot name. */
export const appAnswer = z
  .object({ id, name: orEmpty, label: orEmpty, status: optionalText })
  .transform(({ id: appId, name, label, status }): OktaApp | null =>
    (status ?? 'ACTIVE') === 'ACTIVE' && name !== adminConsole ? { id: appId, label } : null,
  );
