import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import { Actor } from './actor';
import { readRequestOrigin } from './request-origin';

/** The browser of the first run as an actor of the tenant it creates. */
export function firstRunActor(tenantId: TenantId, requestHeaders: Headers): Actor {
  return Actor.anonymous(tenantId, readRequestOrigin(requestHeaders), null);
}
