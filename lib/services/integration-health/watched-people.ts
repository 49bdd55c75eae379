import 'server-only';
import { z } from 'zod';
import type { Transaction } from '@/lib/db/database';
import type { JudgedApplicationRow } from '@/lib/db/routing-watches';
import { findSetupRun } from '@/lib/db/setup-runs';
import { rollOutStepsSchema, type RollOutStep } from '@/lib/schemas/okta-roll-out';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { WatchedPeople } from './plan-probes';

/** Who comes from the set-up: the test person, and the owner of the token that was used. */
export interface PeopleOfSetup {
  readonly testLogins: readonly string[];
  readonly adminLogins: readonly string[];
  /** How a login nobody has is to be seen, because the roll-out is wider than one person. */
  readonly stranger: StrangerRule;
}

/** `elsewhere`: at another domain, because ours is routed. `none`: everybody is routed. */
type StrangerRule = 'same_domain' | 'elsewhere' | 'none';

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
  const steps = rollOutStepsSchema.safeParse(oktaConnection?.rollOut).data ?? [];
  return {
    testLogins: [...present(pilotLogin), ...steps.flatMap(({ samples }) => samples)],
    adminLogins: [
      ...present(owner ?? null),
      ...steps.flatMap(({ choices }) => choices.administrators),
    ],
    stranger: judgeStranger(steps, pilotLogin),
  };
}

function present(login: string | null): readonly string[] {
  return login === null ? [] : [login];
}

/** A domain of the roll-out catches an invented login of it as well; that is no drift. */
function judgeStranger(steps: readonly RollOutStep[], pilotLogin: string | null): StrangerRule {
  if (steps.some(({ choices }) => choices.who.stage === 'EVERYONE')) return 'none';
  const domain = pilotLogin?.split('@').at(-1)?.toLowerCase() ?? '';
  const isCaught = steps.some(
    ({ choices: { who } }) => who.stage === 'DOMAIN' && who.domains.includes(domain),
  );
  return isCaught ? 'elsewhere' : 'same_domain';
}

/** No e-mail domain ends like this, so no rule of a roll-out names it. */
const otherDomain = 'not-routed.invalid';

function toStranger(strangerLogin: string, rule: StrangerRule): string | null {
  if (rule === 'none') return null;
  const local = strangerLogin.split('@')[0] ?? strangerLogin;
  return rule === 'elsewhere' ? `${local}@${otherDomain}` : strangerLogin;
}

/** Everybody who is watched. */
export function joinWatched(
  setup: PeopleOfSetup,
  watch: NonNullable<JudgedApplicationRow['routingWatch']>,
): WatchedPeople {
  return {
    testLogins: [...setup.testLogins, ...watch.testLogins],
    adminLogins: [...setup.adminLogins, ...watch.adminLogins],
    strangerLogin: toStranger(watch.strangerLogin, setup.stranger),
  };
}
