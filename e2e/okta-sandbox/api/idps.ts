/** SAML identity providers: create, read, replace, switch off, delete. */
import { newId } from '../org/ids';
import { nowIso } from '../org/org-state';
import { actorOf, addEvent, targetOf } from '../org/system-log';
import type { IdpRecord, MappingProperty, OrgState } from '../org/types';
import { invalid, notFound, OktaRefusal, param, type ApiAnswer, type ApiCall } from './api-call';
import { readIdpBody } from './idp-body';
import { viewIdp } from './idp-view';
import { pageOf } from './page-links';
import { buildSpMetadata } from './sp-metadata';
import { viewUser } from './users';

const MAPPED = { firstName: 'firstName', lastName: 'lastName', email: 'email' };
const DEFAULT_MAPPING = { ...MAPPED, mobilePhone: 'mobilePhone', login: 'userName' };

export function getIdpRecord(call: ApiCall): IdpRecord {
  const id = param(call, 'idpId');
  const idp = call.state.idps.get(id);
  if (!idp) throw notFound(id, 'IdentityProvider');
  return idp;
}

function logIdp(call: ApiCall, action: string, words: string, idp: IdpRecord): void {
  addEvent(call.state, {
    eventType: `system.idp.lifecycle.${action}`,
    displayMessage: `${words} Identity Provider`,
    actor: actorOf(call.owner),
    targets: [targetOf('IdentityProvider', idp.id, idp.name)],
  });
}

export function listIdps(call: ApiCall): ApiAnswer {
  const { query, state } = call;
  const type = query.get('type');
  const startsWith = query.get('q')?.toLowerCase() ?? '';
  const found = [...state.idps.values()].filter(
    (idp) => (type === null || type === 'SAML2') && idp.name.toLowerCase().startsWith(startsWith),
  );
  return pageOf(call, found, {
    path: '/api/v1/idps',
    idOf: (idp) => idp.id,
    view: (idp) => viewIdp(state, idp),
  });
}

function refuseTakenName(state: OrgState, name: string, exceptId: string | null): void {
  for (const idp of state.idps.values()) {
    if (idp.name === name && idp.id !== exceptId) {
      throw invalid(
        'name',
        'name: An object with this field already exists in the current organization',
      );
    }
  }
}

function addMapping(state: OrgState, idp: IdpRecord): void {
  const entries = Object.entries(DEFAULT_MAPPING).map(([target, source]) => {
    const property: MappingProperty = {
      expression: `source.${source}`,
      pushStatus: idp.policy.provisioning.profileMaster ? 'PUSH' : 'DONT_PUSH',
    };
    return [target, property] as const;
  });
  const id = newId('prm');
  state.mappings.set(id, { id, idpId: idp.id, properties: Object.fromEntries(entries) });
}

export function createIdp(call: ApiCall): ApiAnswer {
  const { state } = call;
  const body = readIdpBody(state, call.body);
  refuseTakenName(state, body.name, null);
  const created = nowIso();
  const idp: IdpRecord = {
    ...body,
    id: newId('0oa'),
    status: 'ACTIVE',
    created,
    lastUpdated: created,
    links: [],
  };
  state.idps.set(idp.id, idp);
  addMapping(state, idp);
  logIdp(call, 'create', 'Create', idp);
  return { status: 200, body: viewIdp(state, idp) };
}

export function getIdp(call: ApiCall): ApiAnswer {
  return { status: 200, body: viewIdp(call.state, getIdpRecord(call)) };
}

/** A full replace. Without an audience in the body a new one is made, and `created` is null. */
export function replaceIdp(call: ApiCall): ApiAnswer {
  const idp = getIdpRecord(call);
  const body = readIdpBody(call.state, call.body);
  refuseTakenName(call.state, body.name, idp.id);
  Object.assign(idp, body, { lastUpdated: nowIso() });
  logIdp(call, 'update', 'Update', idp);
  return { status: 200, body: { ...viewIdp(call.state, idp), created: null } };
}

export function activateIdp(call: ApiCall): ApiAnswer {
  const idp = getIdpRecord(call);
  idp.status = 'ACTIVE';
  logIdp(call, 'activate', 'Activate', idp);
  return { status: 200, body: viewIdp(call.state, idp) };
}

/** Rules that use only this identity provider are switched off with it. */
export function deactivateIdp(call: ApiCall): ApiAnswer {
  const idp = getIdpRecord(call);
  idp.status = 'INACTIVE';
  for (const rule of call.state.rules) {
    const { providers } = rule.idp;
    if (providers.length > 0 && providers.every(({ id }) => id === idp.id))
      rule.status = 'INACTIVE';
  }
  logIdp(call, 'deactivate', 'Deactivate', idp);
  return { status: 200, body: viewIdp(call.state, idp) };
}

export function deleteIdp(call: ApiCall): ApiAnswer {
  const idp = getIdpRecord(call);
  const { state } = call;
  if (idp.status === 'ACTIVE') {
    throw new OktaRefusal(403, 'E0000056', 'Delete application forbidden.');
  }
  state.idps.delete(idp.id);
  state.customAttributes.delete(idp.id);
  for (const mapping of state.mappings.values()) {
    if (mapping.idpId === idp.id) state.mappings.delete(mapping.id);
  }
  logIdp(call, 'delete', 'Delete', idp);
  return { status: 204 };
}

export function getIdpMetadata(call: ApiCall): ApiAnswer {
  const idp = getIdpRecord(call);
  return {
    status: 200,
    body: buildSpMetadata(call.state, idp),
    contentType: 'application/octet-stream',
  };
}

export function listIdpUsers(call: ApiCall): ApiAnswer {
  const idp = getIdpRecord(call);
  const { state } = call;
  return pageOf(call, idp.links, {
    path: `/api/v1/idps/${idp.id}/users`,
    idOf: (link) => link.userId,
    view: (link) => {
      const user = state.users.get(link.userId);
      const self = { href: `${state.origin}/api/v1/idps/${idp.id}/users/${link.userId}` };
      return {
        id: link.userId,
        externalId: link.externalId,
        created: link.created,
        lastUpdated: link.created,
        profile: user ? viewUser(state, user)['profile'] : {},
        _links: { self, idp: { href: `${state.origin}/api/v1/idps/${idp.id}` } },
      };
    },
  });
}

/** Takes the link away; the person stays. */
export function unlinkIdpUser(call: ApiCall): ApiAnswer {
  const idp = getIdpRecord(call);
  const userId = param(call, 'userId');
  if (!idp.links.some((link) => link.userId === userId)) throw notFound(userId, 'User');
  idp.links = idp.links.filter((link) => link.userId !== userId);
  return { status: 204 };
}
