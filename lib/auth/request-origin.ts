import 'server-only';
import type { RequestOrigin } from './actor';

/**
 * Where a request came from. The launcher overwrites `x-forwarded-for` with the one address it
 * vouches for, so it is not a claim of the client.
 */
export function readRequestOrigin(headers: Headers): RequestOrigin {
  const forwarded = headers.get('x-forwarded-for')?.split(',')[0]?.trim();
  const userAgent = headers.get('user-agent')?.replace(/\p{C}/gu, '').slice(0, 256);
  return {
    ip: forwarded && /^[0-9a-fA-F:.]{2,45}$/u.test(forwarded) ? forwarded : null,
    userAgent: userAgent === '' ? null : (userAgent ?? null),
  };
}
