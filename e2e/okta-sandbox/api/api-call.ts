/** One call of the Management API, its answer, and Okta's way to refuse. */
import type { OrgState, TokenRecord, UserRecord } from '../org/types';

/** What came over the wire, before anything was judged. */
export interface RawCall {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** A judged call: the token is live and its owner's role is large enough. */
export interface ApiCall {
  state: OrgState;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  userAgent: string;
  token: TokenRecord;
  owner: UserRecord;
}

export interface ApiAnswer {
  status: number;
  body?: unknown;
  contentType?: string;
  headers?: Record<string, string>;
}

export class OktaRefusal extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly causes: string[];

  constructor(status: number, errorCode: string, summary: string, causes: string[] = []) {
    super(summary);
    this.status = status;
    this.errorCode = errorCode;
    this.causes = causes;
  }
}

export function invalid(field: string, ...causes: string[]): OktaRefusal {
  return new OktaRefusal(400, 'E0000001', `Api validation failed: ${field}`, causes);
}

export function notFound(id: string, type: string): OktaRefusal {
  return new OktaRefusal(404, 'E0000007', `Not found: Resource not found: ${id} (${type})`);
}

export function forbidden(): OktaRefusal {
  const summary = 'You do not have permission to perform the requested action';
  return new OktaRefusal(403, 'E0000006', summary);
}

export function internalError(): OktaRefusal {
  return new OktaRefusal(500, 'E0000009', 'Internal Server Error');
}

export function requireObject(body: unknown): Record<string, unknown> {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new OktaRefusal(400, 'E0000003', 'The request body was not well-formed.');
  }
  return body as Record<string, unknown>;
}

/** A parameter of the path; the route that declared it always has it. */
export function param(call: ApiCall, name: string): string {
  return call.params[name] ?? '';
}
