import type { Client } from '@okta/okta-sdk-nodejs';
import type { z } from 'zod';
import { AppError } from '@/lib/shared/errors';
import { toOktaError } from './api-errors';
import { requireOktaHost } from './domain';
import { parseJson } from './parse-json';
import type { OktaReach, Pause } from './probe';
import { withRetry } from './retry-call';

/** How far a list is read before it is called endless. */
const maxPages = 50;
const maxItems = 5_000;

/** One request to the Management API. */
export interface OktaRequest {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** From `/api/v1/`, ids already encoded; or the absolute URL of a next page. */
  readonly path: string;
  readonly body?: unknown;
  readonly accept?: string;
}

/** Fetch options; the SDK's types leave them to a package it does not ship. */
type SdkRequest = Parameters<Client['http']['http']>[1];

/** What we use of the response; the SDK's own types leave it to a package it does not ship. */
interface SdkResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** The Management API with a token, through the SDK behind the pinned executor. */
export interface OktaHttp {
  /**
   * Runs a typed call of the SDK, for requests without a body and answers that are not read; errors
   * become the catalogue's.
   */
  run(call: (client: Client) => Promise<unknown>): Promise<void>;
  /** One answer, parsed. */
  read<T>(request: OktaRequest, schema: z.ZodType<T>): Promise<T>;
  /** The `Date` of one answer. */
  readDate(request: OktaRequest): Promise<string | null>;
  /** The text of one answer. */
  readText(request: OktaRequest): Promise<string>;
  /** All pages of a list, following `Link: rel="next"` within the organisation. */
  list<T>(path: string, schema: z.ZodType<T>): Promise<readonly T[]>;
  /** One page of a list, for lists that may be long. */
  readPage<T>(path: string, schema: z.ZodType<T>): Promise<OktaPage<T>>;
}

/** What is left of Okta's rate limit, as the headers of an answer say. */
export interface OktaRate {
  readonly limit: number;
  readonly remaining: number;
  /** Until it is reset by Okta's own clock, in milliseconds. */
  readonly resetInMs: number;
}

/** One page of a list. */
export interface OktaPage<T> {
  readonly items: readonly T[];
  /** Absolute URL of the next page, of whatever host Okta named; null at the end. */
  readonly nextUrl: string | null;
  /** Null when Okta does not say. */
  readonly rate: OktaRate | null;
}

/**
 * Makes the way to one organisation. The host is checked again here, so that no caller can hand the
 * token to another. Nothing is contacted yet.
 * @throws AppError `okta.domain_*`
 */
export function createOktaHttp(
  options: { readonly orgUrl: string; readonly token: string; readonly pause: Pause },
  reach: OktaReach,
): OktaHttp {
  const { origin } = requireOktaHost(options.orgUrl, reach.sandboxOrigin);
  const { token, pause } = options;
  let made: Promise<Client> | undefined;
  // The SDK takes a second or two to load: a process that never talks to Okta is spared them.
  const loadClient = () =>
    (made ??= import('./pinned-client').then((sdk) =>
      sdk.createPinnedClient(origin, token, reach),
    ));
  const guarded = <T>(call: (client: Client) => Promise<T>) =>
    withRetry(() => mapErrors(async () => call(await loadClient()), token), pause);
  const send = (request: OktaRequest) => guarded((client) => exchange(client, origin, request));
  const read = async <T>(request: OktaRequest, schema: z.ZodType<T>) =>
    parseAnswer((await send(request)).body, schema);
  return {
    read,
    run: async (call) => {
      await guarded(call);
    },
    readDate: async (request) => (await send(request)).date,
    readText: async (request) => (await send(request)).body,
    list: (path, schema) => readPages(send, path, schema),
    readPage: async (path, schema) => {
      const { body, nextUrl, rate } = await send({ method: 'get', path });
      return { items: parseAnswer(body, schema.array()), nextUrl, rate };
    },
  };
}

interface Exchanged {
  readonly body: string;
  readonly nextUrl: string | null;
  readonly rate: OktaRate | null;
  readonly date: string | null;
}

async function exchange(client: Client, origin: string, request: OktaRequest): Promise<Exchanged> {
  const url = request.path.startsWith('/') ? `${origin}${request.path}` : request.path;
  const hasBody = request.body !== undefined;
  const sent = {
    method: request.method,
    headers: {
      Accept: request.accept ?? 'application/json',
      ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
  };
  const response = (await client.http.http(url, sent as SdkRequest)) as unknown as SdkResponse;
  const { headers } = response;
  return {
    body: await response.text(),
    nextUrl: findNextUrl(headers.get('link')),
    rate: readRate(headers),
    date: headers.get('date'),
  };
}

async function mapErrors<T>(call: () => Promise<T>, token: string): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toOktaError(error, token);
  }
}

async function readPages<T>(
  send: (request: OktaRequest) => Promise<Exchanged>,
  path: string,
  schema: z.ZodType<T>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let next: string | null = path;
  for (let page = 0; next !== null; page += 1) {
    if (page >= maxPages || items.length > maxItems) {
      throw new AppError('okta.answer_unusable', 'The list does not end', { details: { page } });
    }
    const answer: Exchanged = await send({ method: 'get', path: next });
    items.push(...parseAnswer(answer.body, schema.array()));
    next = answer.nextUrl;
  }
  return items;
}

function parseAnswer<T>(body: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('okta.answer_unusable', 'Okta’s answer has an unexpected shape', {
    details: {
      at: issue?.path.map(String).join('.').slice(0, 100) ?? '',
      issue: issue?.code ?? '',
    },
  });
}

function findNextUrl(link: string | null): string | null {
  const match = /<([^<>]{1,2000})>\s*;[^,<>]*rel="?next"?/.exec(link ?? '');
  return match?.[1] ?? null;
}

/** `X-Rate-Limit-Reset` is in seconds since 1970; Okta's own `Date` is what it is measured against. */
function readRate(headers: SdkResponse['headers']): OktaRate | null {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    Number(headers.get(`x-rate-limit-${name}`) ?? NaN),
  );
  const now = Date.parse(headers.get('date') ?? '');
  const numbers = [limit, remaining, reset, now];
  if (numbers.some((number) => number === undefined || !Number.isFinite(number))) return null;
  const resetInMs = Math.max(0, (reset ?? 0) * 1000 - now);
  return { limit: limit ?? 0, remaining: remaining ?? 0, resetInMs };
}
