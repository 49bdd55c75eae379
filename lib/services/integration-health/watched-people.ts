import 'server-only';
import { z } from 'zod';
import type { Transaction } from '@/lib/db/database';
import type { JudgedApplicationRow } from '@/lib/db/routing-watches';
import { findSetupRun } from '@/lib/db/setup-runs';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { WatchedPeople } from './plan-probes';

/** Who comes from the set-up: the test person, and the owner of the token that was used. */
export interface PeopleOfSetup {
  readonly testLogins: readonly string[];
  readonly adminLogins: readonly string[];
}

const findingsSchema = z.object({ state: z.object({ owner: z.object({ login: z.string() }) }) });

/** See {@link PeopleOfSetup}. */
export async function findPeopleOfSetup(
  db: Transaction,
  tenantId: TenantId,
  { oktaConnection }: JudgedApplicationRow,
): Promise<PeopleOfSetup> {
  const { pilotLogin = null, setupRunId = null } = oktaConnection ?? {};
  const run = setupRunId === null ? null : await findSetupRun(db, tenantId, setupRunId);
  const owner = findingsSchema.safeParse(run?.findings).data?.state.owner.login;
  return {
    testLogins: pilotLogin === null ? [] : [pilotLogin],
    adminLogins: owner === undefined ? [] : [owner],
  };
}

/** Everybody who is watched. */
export function joinWatched(
  setup: PeopleOfSetup,
  watch: NonNullable<JudgedApplicationRow['routingWatch']>,
): WatchedPeople {
  return {
    testLogins: [...setup.testLogins, ...watch.testLogins],
    adminLogins: [...setup.adminLogins, ...watch.adminLogins],
    strangerLogin: watch.strangerLogin,
  };
}
