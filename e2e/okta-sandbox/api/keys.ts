/** Certificates of identity providers, as Okta keeps them: one certificate to a key object. */
import { createHash, X509Certificate } from 'node:crypto';
import { newKeyId } from '../org/ids';
import { nowIso } from '../org/org-state';
import { actorOf, addEvent, targetOf } from '../org/system-log';
import type { KeyRecord, OrgState } from '../org/types';
import {
  invalid,
  notFound,
  OktaRefusal,
  param,
  requireObject,
  type ApiAnswer,
  type ApiCall,
} from './api-call';
import { pageOf } from './page-links';

function viewKey(key: KeyRecord): unknown {
  return {
    kty: 'RSA',
    created: key.created,
    lastUpdated: key.lastUpdated,
    expiresAt: key.expiresAt,
    alg: 'RSA',
    kid: key.kid,
    use: 'sig',
    x5c: [key.x5c],
    'x5t#S256': key.x5tS256,
    e: key.e,
    n: key.n,
  };
}

function parseCertificate(body: unknown): Omit<KeyRecord, 'kid' | 'created' | 'lastUpdated'> {
  const { x5c } = requireObject(body);
  const first: unknown = Array.isArray(x5c) ? x5c[0] : undefined;
  if (typeof first !== 'string' || first.trim() === '') {
    throw invalid('x5c', 'x5c: The field cannot be left blank');
  }
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(Buffer.from(first.replace(/\s/g, ''), 'base64'));
  } catch {
    throw invalid('x5c', 'x5c: The certificate could not be parsed');
  }
  const { kty, n, e } = certificate.publicKey.export({ format: 'jwk' });
  if (kty !== 'RSA' || n === undefined || e === undefined) {
    throw invalid('x5c', 'x5c: Only RSA certificates can be used');
  }
  return {
    x5c: certificate.raw.toString('base64'),
    x5tS256: createHash('sha256').update(certificate.raw).digest('base64url'),
    n,
    e,
    expiresAt: new Date(certificate.validTo).toISOString(),
  };
}

export function listKeys(call: ApiCall): ApiAnswer {
  return pageOf(call, [...call.state.keys.values()], {
    path: '/api/v1/idps/credentials/keys',
    idOf: (key) => key.kid,
    view: viewKey,
  });
}

function refuseDuplicate(state: OrgState, x5tS256: string): void {
  const held = [...state.keys.values()].find((key) => key.x5tS256 === x5tS256);
  if (!held) return;
  const summary = `This certificate has already been uploaded with kid=${held.kid}.`;
  throw new OktaRefusal(409, 'E0000096', summary);
}

export function createKey({ state, body, owner }: ApiCall): ApiAnswer {
  const certificate = parseCertificate(body);
  refuseDuplicate(state, certificate.x5tS256);
  const created = nowIso();
  const key: KeyRecord = { ...certificate, kid: newKeyId(), created, lastUpdated: created };
  state.keys.set(key.kid, key);
  addEvent(state, {
    eventType: 'system.idp.key.create',
    displayMessage: 'Create Identity Provider key',
    actor: actorOf(owner),
    targets: [targetOf('IdpKey', key.kid, key.kid)],
  });
  return { status: 200, body: viewKey(key) };
}

function getRecord(call: ApiCall): KeyRecord {
  const kid = param(call, 'kid');
  const key = call.state.keys.get(kid);
  if (!key) throw notFound(kid, 'IdpKey');
  return key;
}

export function getKey(call: ApiCall): ApiAnswer {
  return { status: 200, body: viewKey(getRecord(call)) };
}

export function replaceKey(call: ApiCall): ApiAnswer {
  const key = getRecord(call);
  const certificate = parseCertificate(call.body);
  if (certificate.x5tS256 !== key.x5tS256) refuseDuplicate(call.state, certificate.x5tS256);
  Object.assign(key, certificate, { lastUpdated: nowIso() });
  return { status: 200, body: viewKey(key) };
}

export function deleteKey(call: ApiCall): ApiAnswer {
  const key = getRecord(call);
  const user = [...call.state.idps.values()].find(({ protocol }) => {
    const { trust } = protocol.credentials;
    return trust.kid === key.kid || trust.additionalKids?.includes(key.kid) === true;
  });
  if (user) {
    const cause = `The key is used by the identity provider ${user.name} (${user.id}).`;
    throw invalid('kid', cause);
  }
  call.state.keys.delete(key.kid);
  addEvent(call.state, {
    eventType: 'system.idp.key.delete',
    displayMessage: 'Delete Identity Provider key',
    actor: actorOf(call.owner),
    targets: [targetOf('IdpKey', key.kid, key.kid)],
  });
  return { status: 204 };
}
