import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/shared/errors';
import { createOktaHttp, type OktaPage, type OktaRate } from './okta-http';
import type { OktaReach, Pause } from './probe';

/** A person of the organisation, as far as they are compared with ours. */
export interface OktaDirectoryPerson {
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** ACTIVE, SUSPENDED, DEPROVISIONED, … */
  readonly status: string;
  /** OKTA, FEDERATION, …; empty when Okta does not say. */
  readonly provider: string;
}

/** Where, with what, and how to wait; `pause` is told how long and may throw to stop. */
export interface OktaDirectoryOptions {
  readonly orgUrl: string;
  readonly token: string;
  readonly pause: Pause;
}

/** Below this share of what is allowed in a minute, reading waits for the reset. */
const reserve = 0.2;
/** Okta counts by the minute; a longer wait than this is not what its headers can mean. */
const longestWaitMs = 65_000;
const maxPages = 5_000;
/** Only what is compared: pages stay small and quick. */
const fields = 'id,status,profile:(login,email,firstName,lastName),credentials:(provider)';

const orEmpty = z
  .string()
  .max(2048)
  .nullish()
  .transform((value) => value ?? '');

const personAnswer = z
  .object({
    status: orEmpty,
    profile: z.object({
      login: z.string().max(2048),
      email: orEmpty,
      firstName: orEmpty,
      lastName: orEmpty,
    }),
    credentials: z.object({ provider: z.object({ type: orEmpty }).nullish() }).nullish(),
  })
  .transform(({ status, profile, credentials }): OktaDirectoryPerson => ({
    status,
    provider: credentials?.provider?.type ?? '',
    ...profile,
  }));

/**
 * Reads everybody of an organisation, page by page (`GET /api/v1/users`, 200 a page, serially), and
 * never more than one page at a time. Stops when less than a fifth of the rate limit is left, until
 * Okta resets it, so that the customer's own programs are not starved. Deactivated people come last:
 * Okta leaves them out of the plain list.
 *
 * @throws AppError `okta.*`, and whatever `pause` throws
 */
export async function* readOktaPeople(
  options: OktaDirectoryOptions,
  reach: OktaReach,
): AsyncGenerator<readonly OktaDirectoryPerson[]> {
  const http = createOktaHttp(options, reach);
  const query = `limit=200&fields=${encodeURIComponent(fields)}`;
  const deactivated = encodeURIComponent('status eq "DEPROVISIONED"');
  const lists = [`/api/v1/users?${query}`, `/api/v1/users?filter=${deactivated}&${query}`];
  let rate: OktaRate | null = null;
  for (let next: string | undefined = lists.shift(), page = 0; next !== undefined; page += 1) {
    if (page >= maxPages) throw new AppError('okta.answer_unusable', 'The list does not end');
    const waitMs = findWaitMs(rate);
    if (waitMs > 0) await options.pause(waitMs);
    const answer: OktaPage<OktaDirectoryPerson> = await http.readPage(next, personAnswer);
    rate = answer.rate;
    yield answer.items;
    next = answer.nextUrl ?? lists.shift();
  }
}

/** How long to wait before the next page; a second more than Okta says, for its own edges. */
function findWaitMs(rate: OktaRate | null): number {
  if (rate === null) return 0;
  const { limit, remaining, resetInMs } = rate;
  if (limit <= 0 || remaining >= limit * reserve) return 0;
  return Math.min(resetInMs + 1_000, longestWaitMs);
}
