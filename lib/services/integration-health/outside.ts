import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { config } from '@/lib/config/config';
import { createOktaGateway } from '@/lib/okta/gateway';
import type { OktaGateway } from '@/lib/okta/port';

/** What looking at routes touches of the outside: two public addresses, and the clock. */
export interface Outside {
  readonly gateway: Pick<OktaGateway, 'probe' | 'findRoute'>;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** The real outside: Okta, or also the stand-in organisation when the configuration names one. */
export function realOutside(): Outside {
  const { oktaSandboxUrl } = config();
  const sandboxOrigin = oktaSandboxUrl === null ? null : new URL(oktaSandboxUrl).origin;
  return {
    gateway: createOktaGateway({ sandboxOrigin }),
    now: () => new Date(),
    sleep: (milliseconds) => wait(milliseconds),
  };
}
