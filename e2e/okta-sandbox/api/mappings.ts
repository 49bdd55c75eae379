/** Profile mappings (made by Okta with the identity provider) and the schema of its users. */
import { z } from 'zod';
import type { IdpRecord, MappingRecord, OrgState } from '../org/types';
import { invalid, notFound, OktaRefusal, param, type ApiAnswer, type ApiCall } from './api-call';
import { getIdpRecord } from './idps';
import { pageOf } from './page-links';

function viewMapping(state: OrgState, mapping: MappingRecord, withProperties: boolean): unknown {
  const { origin } = state;
  return {
    id: mapping.id,
    source: {
      id: mapping.idpId,
      name: 'saml_idp',
      type: 'appuser',
      _links: {
        self: { href: `${origin}/api/v1/apps/${mapping.idpId}` },
        schema: { href: `${origin}/api/v1/meta/schemas/apps/${mapping.idpId}/default` },
      },
    },
    target: {
      id: state.userTypeId,
      name: 'user',
      type: 'user',
      _links: {
        self: { href: `${origin}/api/v1/meta/types/user/${state.userTypeId}` },
        schema: { href: `${origin}/api/v1/meta/schemas/user/default` },
      },
    },
    ...(withProperties && { properties: mapping.properties }),
    _links: { self: { href: `${origin}/api/v1/mappings/${mapping.id}` } },
  };
}

export function listMappings(call: ApiCall): ApiAnswer {
  const { state, query } = call;
  const sourceId = query.get('sourceId');
  const targetId = query.get('targetId');
  for (const id of [sourceId, targetId]) {
    if (id !== null && id !== state.userTypeId && !state.idps.has(id) && !state.apps.has(id)) {
      const summary = 'The request was not valid: Invalid source or target id';
      throw new OktaRefusal(400, 'E0000002', summary);
    }
  }
  const found = [...state.mappings.values()].filter(
    (mapping) =>
      (sourceId === null || mapping.idpId === sourceId) &&
      (targetId === null || targetId === state.userTypeId),
  );
  return pageOf(call, found, {
    path: '/api/v1/mappings',
    idOf: (mapping) => mapping.id,
    view: (mapping) => viewMapping(state, mapping, false),
    defaultLimit: 20,
  });
}

function getRecord(call: ApiCall): MappingRecord {
  const id = param(call, 'mappingId');
  const mapping = call.state.mappings.get(id);
  if (!mapping) throw notFound(id, 'ProfileMapping');
  return mapping;
}

export function getMapping(call: ApiCall): ApiAnswer {
  return { status: 200, body: viewMapping(call.state, getRecord(call), true) };
}

const updateSchema = z.object({
  properties: z.record(
    z.string(),
    z
      .object({
        expression: z.string().min(1),
        pushStatus: z.enum(['PUSH', 'DONT_PUSH']).default('DONT_PUSH'),
      })
      .nullable(),
  ),
});

/** A partial update: a property sent as null is removed, one not sent stays. */
export function updateMapping(call: ApiCall): ApiAnswer {
  const mapping = getRecord(call);
  const parsed = updateSchema.safeParse(call.body);
  if (!parsed.success) throw invalid('properties', 'properties: The field is not valid');
  const idp = call.state.idps.get(mapping.idpId);
  const isMaster = idp?.policy.provisioning.profileMaster === true;
  const next = new Map(Object.entries(mapping.properties));
  for (const [name, property] of Object.entries(parsed.data.properties)) {
    if (property === null && name === 'login') {
      throw invalid('login', 'login: The mapping of the login cannot be deleted');
    }
    if (property !== null && isMaster && property.pushStatus !== 'PUSH') {
      throw invalid('pushStatus', 'Profile mastering enabled apps support push status only');
    }
    if (property === null) next.delete(name);
    else next.set(name, property);
  }
  mapping.properties = Object.fromEntries(next);
  return { status: 200, body: viewMapping(call.state, mapping, true) };
}

const BASE_ATTRIBUTES = [
  ['userName', 'Username', true],
  ['firstName', 'First name', true],
  ['lastName', 'Last name', true],
  ['email', 'Email', true],
  ['mobilePhone', 'Mobile phone', false],
] as const;

function viewSchema(state: OrgState, idp: IdpRecord): unknown {
  const base = BASE_ATTRIBUTES.map(([name, title, required]) => [
    name,
    { title, type: 'string', required, scope: 'NONE', master: { type: 'PROFILE_MASTER' } },
  ]);
  return {
    id: `${state.origin}/meta/schemas/apps/${idp.id}/default`,
    $schema: 'http://json-schema.org/draft-04/schema#',
    name: 'saml_idp',
    title: idp.name,
    type: 'object',
    created: idp.created,
    lastUpdated: idp.lastUpdated,
    definitions: {
      base: {
        id: '#base',
        type: 'object',
        properties: Object.fromEntries(base) as unknown,
        required: BASE_ATTRIBUTES.filter(([, , required]) => required).map(([name]) => name),
      },
      custom: {
        id: '#custom',
        type: 'object',
        properties: state.customAttributes.get(idp.id) ?? {},
        required: [],
      },
    },
    properties: {
      profile: { allOf: [{ $ref: '#/definitions/custom' }, { $ref: '#/definitions/base' }] },
    },
  };
}

export function getAppUserSchema(call: ApiCall): ApiAnswer {
  return { status: 200, body: viewSchema(call.state, getIdpRecord(call)) };
}

const schemaUpdate = z.object({
  definitions: z.object({
    custom: z.object({ properties: z.record(z.string(), z.unknown()) }),
  }),
});

export function updateAppUserSchema(call: ApiCall): ApiAnswer {
  const idp = getIdpRecord(call);
  const parsed = schemaUpdate.safeParse(call.body);
  if (!parsed.success) throw invalid('definitions', 'definitions: The field is not valid');
  const held = new Map(Object.entries(call.state.customAttributes.get(idp.id) ?? {}));
  for (const [name, value] of Object.entries(parsed.data.definitions.custom.properties)) {
    if (value === null) held.delete(name);
    else held.set(name, value);
  }
  call.state.customAttributes.set(idp.id, Object.fromEntries(held));
  return { status: 200, body: viewSchema(call.state, idp) };
}
