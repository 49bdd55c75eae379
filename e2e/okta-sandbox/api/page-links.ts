/** Okta's paging: a page of a list, and the Link headers that name the next one. */
import type { ApiAnswer, ApiCall } from './api-call';

export interface PageOptions<Item> {
  path: string;
  idOf: (item: Item) => string;
  view: (item: Item) => unknown;
  defaultLimit?: number;
  maxLimit?: number;
}

export function pageOf<Item>(call: ApiCall, items: Item[], options: PageOptions<Item>): ApiAnswer {
  const { query, state } = call;
  const maxLimit = options.maxLimit ?? 200;
  const asked = Number.parseInt(query.get('limit') ?? '', 10);
  const limit = asked > 0 ? Math.min(asked, maxLimit) : (options.defaultLimit ?? maxLimit);
  const after = query.get('after');
  const start = after === null ? 0 : items.findIndex((item) => options.idOf(item) === after) + 1;
  const page = items.slice(start, start + limit);
  const base = `${state.origin}${options.path}`;
  const links = [`<${withQuery(base, query)}>; rel="self"`];
  const last = page.at(-1);
  if (last !== undefined && start + limit < items.length) {
    const next = new URLSearchParams(query);
    next.set('after', options.idOf(last));
    next.set('limit', String(limit));
    links.push(`<${withQuery(base, next)}>; rel="next"`);
  }
  return { status: 200, body: page.map(options.view), headers: { link: links.join(', ') } };
}

function withQuery(base: string, query: URLSearchParams): string {
  const text = query.toString();
  return text === '' ? base : `${base}?${text}`;
}
