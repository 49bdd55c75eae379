import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { config } from '@/lib/config/config';
import { createOktaGateway } from '@/lib/okta/gateway';
import type { OktaGateway } from '@/lib/okta/port';
import { pauseUnlessHurried } from './running-runs';

/** What the wizard's use cases touch of the outside. */
export interface OktaEnvironment {
  readonly gateway: OktaGateway;
  readonly now: () => Date;
  /** A second between two looks at something that settles by itself. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A longer wait before a call is tried again; cut short when the server stops. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

interface EnvironmentHolder {
  adminxOktaEnvironment?: OktaEnvironment;
}

const holder = globalThis as EnvironmentHolder;

/** The real outside: Okta, or also the stand-in organisation when the configuration names one. */
export function oktaEnvironment(): OktaEnvironment {
  holder.adminxOktaEnvironment ??= {
    gateway: createOktaGateway({ sandboxOrigin: sandboxOrigin(), pause: pauseUnlessHurried }),
    now: () => new Date(),
    sleep: (milliseconds) => wait(milliseconds),
    pause: pauseUnlessHurried,
  };
  return holder.adminxOktaEnvironment;
}

/** Replaces the outside; only tests do that. */
export function setOktaEnvironmentForTests(environment: OktaEnvironment | null): void {
  if (environment) holder.adminxOktaEnvironment = environment;
  else delete holder.adminxOktaEnvironment;
}

/** Origin of the stand-in organisation of this installation, or null. */
export function sandboxOrigin(): string | null {
  const { oktaSandboxUrl } = config();
  return oktaSandboxUrl === null ? null : new URL(oktaSandboxUrl).origin;
}
