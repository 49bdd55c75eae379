import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { isAppError } from '@/lib/shared/errors';
import {
  companyAnswer,
  featureAnswer,
  identityProviderAnswer,
  keyAnswer,
  linkedUserAnswer,
  rawIdentityProviderAnswer,
  roleAnswer,
  tokenAnswer,
  userAnswer,
} from './api-answers';
import { mappingCalls } from './client-mappings';
import { ruleCalls, scopeCalls } from './client-rules';
import { nullWhenGone, passWhenGone, runUnlessGone } from './when-gone';
import { createOktaHttp, type OktaHttp } from './okta-http';
import { overlaySettings } from './overlay-settings';
import type { OktaAdmin } from './port';
import type { OktaReach } from './probe';
import {
  identityProviderBodySchema,
  identityProviderReplaceBodySchema,
  keyBodySchema,
} from './request-bodies';

/** Where and with what. */
export interface OktaAdminOptions {
  readonly orgUrl: string;
  readonly token: string;
}

const ignored = z.unknown();
const id = encodeURIComponent;

/**
 * The real adapter of {@link OktaAdmin}: `@okta/okta-sdk-nodejs` 8.1.0 behind the pinned executor.
 * Bodies are sent raw, because the SDK's models drop fields (`trustClaims`, rule conditions), and
 * answers are parsed by our own schemas. Contacts nothing until the first call.
 *
 * @throws AppError `okta.domain_*` when the host may not get a token
 */
export function createOktaAdmin(options: OktaAdminOptions, reach: OktaReach): OktaAdmin {
  const pause = reach.pause ?? ((milliseconds: number) => wait(milliseconds));
  const http = createOktaHttp({ ...options, pause }, reach);
  return {
    ...people(http),
    ...keys(http),
    ...identityProviders(http),
    ...mappingCalls(http),
    ...ruleCalls(http),
    ...scopeCalls(http),
  };
}

type Part<K extends keyof OktaAdmin> = Pick<OktaAdmin, K>;

function people(
  http: OktaHttp,
): Part<
  | 'getTokenOwner'
  | 'listRoles'
  | 'getCompany'
  | 'getServerTime'
  | 'listTokens'
  | 'listFeatures'
  | 'findUserByLogin'
  | 'revokeToken'
  | 'isTokenDead'
> {
  const getTokenOwner = () => http.read({ method: 'get', path: '/api/v1/users/me' }, userAnswer);
  return {
    getTokenOwner,
    listRoles: (userId) => http.list(`/api/v1/users/${id(userId)}/roles`, roleAnswer),
    getCompany: () => http.read({ method: 'get', path: '/api/v1/org' }, companyAnswer),
    getServerTime: async () => {
      const date = await http.readDate({ method: 'get', path: '/api/v1/users/me' });
      const time = Date.parse(date ?? '');
      return Number.isNaN(time) ? null : new Date(time);
    },
    listTokens: () => http.list('/api/v1/api-tokens', tokenAnswer),
    listFeatures: () => http.list('/api/v1/features', featureAnswer),
    findUserByLogin: async (login) => {
      const escaped = login.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
      const search = id(`profile.login eq "${escaped}"`);
      const path = `/api/v1/users?search=${search}&limit=10`;
      const found = await http.read({ method: 'get', path }, userAnswer.array());
      return found.find((user) => user.login.toLowerCase() === login.toLowerCase()) ?? null;
    },
    revokeToken: () => http.run(({ apiTokenApi }) => apiTokenApi.revokeCurrentApiToken()),
    isTokenDead: async () => {
      try {
        await getTokenOwner();
        return false;
      } catch (error) {
        if (isAppError(error) && error.details['oktaCode'] === 'E0000011') return true;
        throw error;
      }
    },
  };
}

function keys(http: OktaHttp): Part<'listKeys' | 'createKey' | 'deleteKey'> {
  const path = '/api/v1/idps/credentials/keys';
  return {
    listKeys: () => http.list(`${path}?limit=200`, keyAnswer),
    createKey: async (certificateBase64) => {
      const body = keyBodySchema.parse({ x5c: [certificateBase64] });
      try {
        const { kid } = await http.read({ method: 'post', path, body }, keyAnswer);
        return { kid, existed: false };
      } catch (error) {
        const kid = findKidOfConflict(error);
        if (kid === null) throw error;
        return { kid, existed: true };
      }
    },
    deleteKey: (kid) =>
      runUnlessGone(http, ({ identityProviderApi }) =>
        identityProviderApi.deleteIdentityProviderKey({ keyId: kid }),
      ),
  };
}

/** 409 E0000096: "This certificate has already been uploaded with kid=…." */
function findKidOfConflict(error: unknown): string | null {
  if (!isAppError(error) || error.details['oktaCode'] !== 'E0000096') return null;
  return /kid=([A-Za-z0-9_-]{1,100})/.exec(String(error.details['oktaText']))?.[1] ?? null;
}

function identityProviders(
  http: OktaHttp,
): Part<
  | 'listIdentityProviders'
  | 'findIdentityProvider'
  | 'createIdentityProvider'
  | 'readRawIdentityProvider'
  | 'replaceIdentityProvider'
  | 'restoreIdentityProvider'
  | 'activateIdentityProvider'
  | 'deactivateIdentityProvider'
  | 'deleteIdentityProvider'
  | 'listLinkedLogins'
  | 'getServiceProviderMetadata'
> {
  const path = (idpId: string) => `/api/v1/idps/${id(idpId)}`;
  return {
    listIdentityProviders: async () => {
      const all = await http.list('/api/v1/idps?type=SAML2&limit=200', samlOnlyAnswer);
      return all.flatMap((provider) => (provider ? [provider] : []));
    },
    findIdentityProvider: (idpId) =>
      nullWhenGone(() => http.read({ method: 'get', path: path(idpId) }, identityProviderAnswer)),
    createIdentityProvider: (input) => {
      const body = identityProviderBodySchema.parse(input);
      return http.read({ method: 'post', path: '/api/v1/idps', body }, identityProviderAnswer);
    },
    ...replacing(http),
    deactivateIdentityProvider: (idpId) =>
      passWhenGone(async () => {
        await http.readText({ method: 'post', path: `${path(idpId)}/lifecycle/deactivate` });
      }),
    deleteIdentityProvider: (idpId) =>
      runUnlessGone(http, ({ identityProviderApi }) =>
        identityProviderApi.deleteIdentityProvider({ idpId }),
      ),
    listLinkedLogins: async (idpId) => {
      const first = { method: 'get', path: `${path(idpId)}/users?limit=200` } as const;
      const linked = await http.read(first, linkedUserAnswer.array().max(200));
      return linked.map(({ profile, id: userId }) => profile?.login ?? userId);
    },
    getServiceProviderMetadata: (idpId) =>
      http.readText({
        method: 'get',
        path: `${path(idpId)}/metadata.xml`,
        accept: 'application/xml',
      }),
  };
}

function replacing(
  http: OktaHttp,
): Part<
  | 'readRawIdentityProvider'
  | 'replaceIdentityProvider'
  | 'restoreIdentityProvider'
  | 'activateIdentityProvider'
> {
  const path = (idpId: string) => `/api/v1/idps/${id(idpId)}`;
  return {
    readRawIdentityProvider: (idpId) =>
      http.read({ method: 'get', path: path(idpId) }, rawIdentityProviderAnswer),
    replaceIdentityProvider: (idpId, input, raw) => {
      const body = overlaySettings(raw, identityProviderReplaceBodySchema.parse(input));
      return http.read({ method: 'put', path: path(idpId), body }, identityProviderAnswer);
    },
    restoreIdentityProvider: async (idpId, body) => {
      await http.read({ method: 'put', path: path(idpId), body }, ignored);
    },
    activateIdentityProvider: async (idpId) => {
      await http.readText({ method: 'post', path: `${path(idpId)}/lifecycle/activate` });
    },
  };
}

/** The `type` filter of the list is known not to work everywhere, so it is applied again here. */
const samlOnlyAnswer = z.union([
  identityProviderAnswer,
  z.object({ type: z.string().refine((type) => type !== 'SAML2') }).transform(() => null),
]);
