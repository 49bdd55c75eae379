/** Calls the stand-in's API as a program would, for the tests beside it. */
import type { OktaSandbox } from '../start';

export interface ApiReply {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface OktaError {
  errorCode: string;
  errorSummary: string;
  errorLink: string;
  errorId: string;
  errorCauses: { errorSummary: string }[];
}

export type CallApi = (method: string, path: string, body?: unknown) => Promise<ApiReply>;

/** A string body is sent as it is; anything else as JSON. */
export function apiClient(sandbox: OktaSandbox, token: string): CallApi {
  return async (method, path, body) => {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: {
        authorization: `SSWS ${token}`,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed };
  };
}

export function errorOf(reply: ApiReply): OktaError {
  return reply.body as OktaError;
}

export function idpBody(input: { name: string; kid: string; idpUrl?: string }): object {
  const idpUrl = input.idpUrl ?? 'http://127.0.0.1:9/saml';
  return {
    type: 'SAML2',
    name: input.name,
    protocol: {
      type: 'SAML2',
      endpoints: {
        sso: { url: `${idpUrl}/sso`, binding: 'HTTP-POST', destination: `${idpUrl}/sso` },
        acs: { binding: 'HTTP-POST', type: 'INSTANCE' },
      },
      algorithms: {
        request: { digest: 'SHA-256', signature: { algorithm: 'SHA-256', scope: 'REQUEST' } },
        response: { signature: { algorithm: 'SHA-256', scope: 'ANY' } },
      },
      credentials: { trust: { issuer: `${idpUrl}/metadata`, kid: input.kid } },
      settings: {
        nameFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
        honorPersistentNameId: true,
      },
    },
    policy: {
      provisioning: {
        action: 'AUTO',
        profileMaster: false,
        groups: { action: 'NONE' },
        conditions: { deprovisioned: { action: 'NONE' }, suspended: { action: 'NONE' } },
      },
      accountLink: { action: 'AUTO', filter: { users: { excludeAdmins: true } } },
      subject: {
        userNameTemplate: { template: 'idpuser.subjectNameId' },
        matchType: 'USERNAME',
      },
      maxClockSkew: 120000,
      trustClaims: false,
    },
  };
}

export function ruleBody(input: { name: string; idpId: string; login: string }): object {
  return {
    type: 'IDP_DISCOVERY',
    name: input.name,
    priority: 1,
    conditions: {
      network: { connection: 'ANYWHERE' },
      platform: { include: [{ type: 'ANY', os: { type: 'ANY' } }], exclude: [] },
      app: { include: [], exclude: [] },
      userIdentifier: {
        type: 'IDENTIFIER',
        patterns: [{ matchType: 'EQUALS', value: input.login }],
      },
    },
    actions: {
      idp: { idpSelectionType: 'SPECIFIC', providers: [{ type: 'SAML2', id: input.idpId }] },
    },
  };
}

export function idOf(reply: ApiReply): string {
  return (reply.body as { id: string }).id;
}
