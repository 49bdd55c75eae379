import { z } from 'zod';
import { guardedFetch } from '@/lib/net/guarded-fetch';
import type { OktaRoute } from '@/lib/schemas/okta-run';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { AppError } from '@/lib/shared/errors';
import { requireOktaHost } from './domain';
import { parseJson } from './parse-json';
import type { OktaReach } from './probe';

const idpProperties = z.object({
  'okta:idp:type': z.string().max(50),
  'okta:idp:id': z.string().max(100).optional(),
});

const webFingerSchema = z.object({
  links: z
    .array(
      z.object({
        rel: z.string().max(100),
        titles: z.record(z.string().max(50), z.string().max(500)).optional(),
        properties: idpProperties.optional(),
      }),
    )
    .max(50),
});

/**
 * Where Okta would send a login: `GET /.well-known/webfinger?resource=okta:acct:<login>`, public,
 * no token. Type `OKTA` means "not routed". Okta judges network and platform conditions for this
 * server, not for the person's browser.
 *
 * @throws AppError `okta.domain_*`, `okta.rate_limited`, `okta.busy`, `okta.server_error`,
 * `okta.answer_unusable`, `net.*`
 */
export async function findOktaRoute(
  orgUrl: string,
  login: string,
  reach: OktaReach,
): Promise<OktaRoute> {
  const { origin } = requireOktaHost(orgUrl, reach.sandboxOrigin);
  const resource = encodeURIComponent(`okta:acct:${login}`);
  const answer = await guardedFetch(`${origin}/.well-known/webfinger?resource=${resource}`, {
    accept: 'application/jrd+json',
    maxBytes: 65_536,
    timeoutMs: 5_000,
    ...reach,
  });
  if (answer.status !== 200) {
    throw new AppError(toCode(answer.status), 'WebFinger did not answer 200', {
      details: { status: answer.status },
    });
  }
  return toRoute(login, answer.body);
}

/** The public question has no error codes of Okta's, only the status. */
function toCode(status: number): ErrorCode {
  if (status === 429) return 'okta.rate_limited';
  if (status === 423 || status === 503) return 'okta.busy';
  return status >= 500 ? 'okta.server_error' : 'okta.answer_unusable';
}

/** Judges the JRD document of a WebFinger answer. */
function toRoute(login: string, body: string): OktaRoute {
  const parsed = webFingerSchema.safeParse(parseJson(body));
  const link = parsed.data?.links.find(({ rel }) => rel === 'okta:idp');
  if (!link?.properties) {
    throw new AppError('okta.answer_unusable', 'WebFinger names no identity provider');
  }
  return {
    login,
    type: link.properties['okta:idp:type'],
    idpId: link.properties['okta:idp:id'] ?? null,
    idpName: link.titles?.['und'] ?? null,
  };
}
