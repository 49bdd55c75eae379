/** Reads the body of an identity provider routing rule, and refuses what Okta refuses. */
import { z } from 'zod';
import type { IdpSelection, OrgState, RuleConditions } from '../org/types';
import { internalError, invalid, requireObject } from './api-call';

const text = z.string().min(1);
const target = z.object({ type: text, id: text.optional(), name: text.optional() });
const targets = z.object({
  include: z.array(target).default([]),
  exclude: z.array(target).default([]),
});

const conditionsSchema = z.object({
  network: z
    .object({
      connection: z.enum(['ANYWHERE', 'ZONE']),
      include: z.array(text).optional(),
      exclude: z.array(text).optional(),
    })
    .default({ connection: 'ANYWHERE' }),
  platform: z
    .object({
      include: z
        .array(
          z.object({
            type: z.enum(['ANY', 'MOBILE', 'DESKTOP', 'OTHER']),
            os: z.looseObject({ type: text }).optional(),
          }),
        )
        .default([]),
      exclude: z.array(z.unknown()).default([]),
    })
    .nullable()
    .default(null),
  app: targets.default({ include: [], exclude: [] }),
  userIdentifier: z
    .object({
      type: z.enum(['IDENTIFIER', 'ATTRIBUTE']),
      attribute: z.string().optional(),
      patterns: z
        .array(
          z.object({
            matchType: z.enum(['SUFFIX', 'EQUALS', 'STARTS_WITH', 'CONTAINS', 'EXPRESSION']),
            value: text,
          }),
        )
        .min(1),
    })
    .nullable()
    .default(null),
});

const ruleSchema = z.object({
  type: z.literal('IDP_DISCOVERY'),
  name: text.max(50),
  priority: z.number().int().min(1).optional(),
  conditions: conditionsSchema.prefault({}),
  actions: z.object({
    idp: z.object({
      idpSelectionType: z.enum(['SPECIFIC', 'DYNAMIC']).default('SPECIFIC'),
      providers: z.array(target).max(10).default([]),
      matchCriteria: z.array(z.object({ providerExpression: text, propertyName: text })).optional(),
      shouldFallBackToOkta: z.boolean().optional(),
    }),
  }),
});

export interface RuleBody {
  name: string;
  priority: number | null;
  conditions: RuleConditions;
  idp: IdpSelection;
}

/** @throws OktaRefusal E0000009 for a condition sent as `{}`, E0000001 for anything else wrong. */
export function readRuleBody(state: OrgState, body: unknown): RuleBody {
  const raw = requireObject(body);
  refuseEmptyConditions(raw['conditions']);
  const parsed = ruleSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = String(issue?.path.at(-1) ?? 'request body');
    throw invalid(field, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
  }
  const { name, priority, conditions, actions } = parsed.data;
  checkProviders(state, actions.idp);
  checkPatterns(conditions);
  checkZones(state, conditions);
  checkApps(state, conditions);
  const idp = applyFallback(state, actions.idp);
  return { name, priority: priority ?? null, conditions, idp };
}

/** Only some organisations have it; of the others, some drop the field and some refuse it. */
function applyFallback(state: OrgState, idp: IdpSelection): IdpSelection {
  const { shouldFallBackToOkta, ...rest } = idp;
  if (shouldFallBackToOkta !== true) return rest;
  const has = state.org.pipeline === 'idx' ? state.org.fallback : 'refused';
  if (has === 'refused') {
    throw invalid('shouldFallBackToOkta', 'shouldFallBackToOkta: The feature is not enabled');
  }
  return has === 'kept' ? { ...rest, shouldFallBackToOkta } : rest;
}

function checkApps(state: OrgState, { app }: RuleConditions): void {
  for (const { type, id } of [...app.include, ...app.exclude]) {
    if (type !== 'APP') continue;
    const found = state.apps.get(id ?? '');
    if (!found || found.name === 'saasure') {
      throw invalid('app', `app: ${id ?? 'an id'} cannot be used in a routing rule`);
    }
  }
}

function refuseEmptyConditions(conditions: unknown): void {
  if (conditions === null || typeof conditions !== 'object') return;
  for (const name of ['userIdentifier', 'platform']) {
    const value = (conditions as Record<string, unknown>)[name];
    if (value !== null && typeof value === 'object' && Object.keys(value).length === 0) {
      throw internalError();
    }
  }
}

function checkProviders(state: OrgState, idp: IdpSelection): void {
  if (idp.idpSelectionType === 'DYNAMIC') {
    if (!idp.matchCriteria?.length) throw invalid('matchCriteria', 'matchCriteria: is required');
    return;
  }
  if (idp.providers.length === 0) {
    throw invalid('providers', 'providers: At least one identity provider is required');
  }
  for (const provider of idp.providers) {
    if (provider.type !== 'OKTA' && !state.idps.has(provider.id ?? '')) {
      throw invalid(
        'providers',
        `providers: ${provider.id ?? 'an id'} is not an identity provider`,
      );
    }
  }
}

function checkPatterns({ userIdentifier }: RuleConditions): void {
  if (userIdentifier === null) return;
  const { type, attribute, patterns } = userIdentifier;
  const expressions = patterns.filter((pattern) => pattern.matchType === 'EXPRESSION');
  if (patterns.length > 1 && (type === 'ATTRIBUTE' || expressions.length > 0)) {
    throw invalid('patterns', 'patterns: Only one pattern is allowed here');
  }
  if (type === 'ATTRIBUTE' && (attribute ?? '') === '') {
    throw invalid('attribute', 'attribute: The field cannot be left blank');
  }
  for (const { value } of expressions) {
    try {
      new RegExp(value);
    } catch {
      throw invalid('patterns', 'patterns: The expression is not valid');
    }
  }
}

function checkZones(state: OrgState, { network }: RuleConditions): void {
  for (const id of [...(network.include ?? []), ...(network.exclude ?? [])]) {
    if (id !== 'ALL_ZONES' && !state.zones.has(id)) {
      throw invalid('network', `network: ${id} is not a network zone`);
    }
  }
}
