import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { config } from '@/lib/config/config';
import { createOktaGateway } from '@/lib/okta/gateway';
import type { OktaGateway } from '@/lib/okta/port';

/** What the wizard's use cases touch of the outside. */
export interface OktaEnvironment {
  readonly gateway: OktaGateway;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

interface EnvironmentHolder {
  adminxOktaEnvironment?: OktaEnvironment;
}

const holder = globalThis as EnvironmentHolder;

/** The real outside: Okta, or also the stand-in organisation when the configuration names one. */
export function oktaEnvironment(): OktaEnvironment {
  holder.adminxOktaEnvironment ??= {
    gateway: createOktaGateway({ sandboxOrigin: sandboxOrigin() }),
    now: () => new Date(),
    sleep: (milliseconds) => wait(milliseconds),
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
