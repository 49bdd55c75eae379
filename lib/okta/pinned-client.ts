import { Client } from '@okta/okta-sdk-nodejs';
import { PinnedExecutor } from './pinned-executor';
import type { OktaReach } from './probe';

/**
 * The SDK's client for one organisation, whose every request passes the pinned executor. The SDK and
 * its thousand models are loaded with this module, which is therefore imported at the first call only.
 * `origin` has been through `requireOktaHost`.
 */
export function createPinnedClient(origin: string, token: string, reach: OktaReach): Client {
  return new Client({
    orgUrl: origin,
    token,
    authorizationMode: 'SSWS',
    cacheMiddleware: null,
    requestExecutor: new PinnedExecutor(origin, reach),
  });
}
