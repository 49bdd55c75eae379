import 'server-only';
import { rollBack } from '@/lib/okta/roll-back';
import { rollBackRepair, type MendedRule } from '@/lib/okta/roll-back-repair';
import type { SetupAction } from '@/lib/schemas/okta-run';
import { oktaEnvironment } from './okta-environment';
import type { RunContext, RunFacts } from './run-facts';
import type { TakenBack } from './take-back';

/** Takes a repair back to what it found, the routing of people first. Never throws. */
export async function takeRepairBack(context: RunContext, facts: RunFacts): Promise<TakenBack> {
  const {
    before,
    repair,
    mended = [],
    attempted,
    kid,
    isKeyNew,
    changedIdp,
    mappingBefore,
  } = facts;
  if (!before || !repair) return { hasWritten: false, undoneActions: [], leftovers: [] };
  const { admin, ours, choices } = context;
  const { pause } = oktaEnvironment();
  const ofRules = await rollBackRepair({
    admin,
    policyId: before.policy.id,
    before: before.rules.filter(({ isSystem }) => !isSystem),
    mended,
    pause,
  });
  const others = await rollBack({
    admin,
    before,
    ours,
    idpName: choices.idpName,
    made: {
      ...(attempted && { attempted }),
      ...(isKeyNew && kid !== undefined && { kid }),
      ...(changedIdp && { changedIdp }),
      unanswered: findUnanswered(facts),
      ...(mappingBefore && { mapping: mappingBefore }),
    },
    pause,
  });
  const leftovers = [...ofRules, ...others.leftovers];
  const hasWritten = [mended.length > 0, attempted, changedIdp, mappingBefore].some(Boolean);
  return { hasWritten, undoneActions: leftovers.length > 0 ? [] : findUndone(facts), leftovers };
}

function findUndone({ mended = [], isKeyNew, changedIdp, mappingBefore }: RunFacts) {
  const did = (isIt: (one: MendedRule) => boolean, action: SetupAction) =>
    mended.some(isIt) ? [action] : [];
  return [
    ...(isKeyNew === true ? ['upload_key' as const] : []),
    ...did(({ isAdmins }) => isAdmins, 'put_admin_rules_back'),
    ...(changedIdp ? ['repair_idp' as const] : []),
    ...(mappingBefore ? ['check_mapping' as const] : []),
    ...did(({ isAdmins, how }) => !isAdmins && how !== 'switched_on', 'put_rules_back'),
    ...did(({ isAdmins, how }) => !isAdmins && how === 'switched_on', 'activate_rules'),
  ];
}

/** The identity provider was to be put back, and nothing is known of that. */
function findUnanswered({ changedIdp, idp }: RunFacts): readonly 'idp'[] {
  return changedIdp !== undefined && idp === undefined ? ['idp'] : [];
}
