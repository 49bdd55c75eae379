import { z } from 'zod';
import { guardedFetch } from '@/lib/net/guarded-fetch';
import type { ResolveName } from '@/lib/net/pinned-lookup';
import type { OktaOrganisationView } from '@/lib/schemas/okta';
import { AppError } from '@/lib/shared/errors';
import { parseOktaDomain, requireOktaHost, type CustomHost, type OktaHost } from './domain';
import { parseJson } from './parse-json';

/** What the tokenless calls need to know of their surroundings. */
export interface OktaReach {
  /** Origin of the stand-in organisation on loopback, or null (always null in production). */
  readonly sandboxOrigin: string | null;
  /** Replaced in tests only. */
  readonly resolve?: ResolveName;
  /** How long one call with a token may take; shorter in tests only. */
  readonly requestTimeoutMs?: number;
  /** How to wait before a call is tried again; the caller decides what cuts it short. */
  readonly pause?: Pause;
}

/** Waits so many milliseconds, or less when the waiting is cut short. */
export type Pause = (milliseconds: number) => Promise<void>;

/** Longest answer of the public metadata, in bytes, and the time it may take. */
const maxMetadataBytes = 65_536;
const probeTimeoutMs = 5_000;

const wellKnownSchema = z.object({
  id: z.string().regex(/^00o[A-Za-z0-9]{17}$/),
  pipeline: z.enum(['idx', 'v1']),
  _links: z.object({
    organization: z.object({ href: z.url().max(300) }),
    alternate: z.object({ href: z.url().max(300) }).optional(),
  }),
});

/**
 * Asks an address who it is, before any token leaves the server:
 * `GET /.well-known/okta-organization` (facts of Okta's API, section 4, steps 1 to 5 and 7).
 *
 * A custom domain is asked which organisation it stands for; its word is taken only if that is a
 * genuine Okta host, which is then asked itself and must say the same id. A hostile site can name a
 * real organisation there; so only the genuine host is used from then on, and the admin confirms it.
 *
 * @throws AppError `okta.domain_*`, `okta.not_an_organisation`, `net.*`
 */
export async function probeOrganisation(
  typed: string,
  reach: OktaReach,
): Promise<OktaOrganisationView> {
  const target = parseOktaDomain(typed, reach.sandboxOrigin);
  if (target.kind !== 'custom') return readOrganisation(target, reach);
  const named = await findBehindCustomDomain(target, reach);
  const organisation = await readOrganisation(named.host, reach);
  if (organisation.id !== named.id) {
    throw new AppError('okta.not_an_organisation', 'Custom domain and organisation name two ids');
  }
  return { ...organisation, customUrl: target.origin };
}

async function readOrganisation(host: OktaHost, reach: OktaReach): Promise<OktaOrganisationView> {
  const metadata = await fetchMetadata(host.origin, reach);
  const { organization, alternate } = metadata._links;
  if (new URL(organization.href).host !== host.host) {
    throw new AppError('okta.not_an_organisation', 'Organisation names another host', {
      details: { got: new URL(organization.href).host, expected: host.host },
    });
  }
  return {
    url: host.origin,
    adminUrl: host.adminOrigin,
    host: host.host,
    name: host.label,
    id: metadata.id,
    pipeline: metadata.pipeline,
    customUrl: toCustomUrl(alternate?.href, host.origin),
    isSandbox: host.kind === 'sandbox',
  };
}

async function findBehindCustomDomain(
  target: CustomHost,
  reach: OktaReach,
): Promise<{ readonly host: OktaHost; readonly id: string }> {
  const metadata = await fetchMetadata(target.origin, reach);
  const host = requireOktaHost(metadata._links.organization.href, null);
  return { host, id: metadata.id };
}

async function fetchMetadata(
  origin: string,
  reach: OktaReach,
): Promise<z.infer<typeof wellKnownSchema>> {
  const answer = await guardedFetch(`${origin}/.well-known/okta-organization`, {
    accept: 'application/json',
    maxBytes: maxMetadataBytes,
    timeoutMs: probeTimeoutMs,
    ...reach,
  });
  if (answer.status !== 200 || answer.mediaType !== 'application/json') {
    throw new AppError('okta.not_an_organisation', 'No organisation metadata', {
      details: { status: answer.status, mediaType: answer.mediaType.slice(0, 100) },
    });
  }
  const parsed = wellKnownSchema.safeParse(parseJson(answer.body));
  if (!parsed.success) {
    throw new AppError('okta.not_an_organisation', 'Metadata is not of an organisation');
  }
  return parsed.data;
}

/** Only an https origin of another host is worth showing; anything else is dropped. */
function toCustomUrl(href: string | undefined, origin: string): string | null {
  if (href === undefined) return null;
  const url = new URL(href);
  return url.protocol === 'https:' && url.origin !== origin ? url.origin : null;
}
