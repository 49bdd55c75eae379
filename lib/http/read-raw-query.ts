import 'server-only';
import { rawQueryHeader } from '@/lib/shared/raw-query-header';

/**
 * The query of a request as it came, without `?`: from the launcher, which sees the octets. Without
 * the launcher (tests) the URL itself is the only source.
 */
export function readRawQuery(request: Request): string {
  return request.headers.get(rawQueryHeader) ?? new URL(request.url).search.slice(1);
}
