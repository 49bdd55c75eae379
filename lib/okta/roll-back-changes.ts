import type { SetupLeftover } from '@/lib/schemas/okta-run';
import { hashCanonically } from './canonical-json';
import { menuPaths } from './menu-paths';
import type { RollBackInput } from './roll-back-input';
import { toRuleName } from './wanted-objects';

/** Something that was there before a run, and how it goes back to how it was. */
export interface Restoration {
  put(): Promise<void>;
  /** Reads it again. */
  isBack(): Promise<boolean>;
  /** The change may be carried out yet, after it was put back. */
  readonly mayStillCome?: boolean;
  /** What is said when it could not be put back. */
  readonly leftover: SetupLeftover;
}

/** What a run changed rather than made; the routing of people first. */
export function toRestorations(input: RollBackInput): readonly Restoration[] {
  return [...restoreRule(input), ...restoreMapping(input), ...restoreIdp(input)];
}

function restoreRule({ admin, before, made, idpName }: RollBackInput): readonly Restoration[] {
  const { activatedRuleId: id } = made;
  if (id === undefined) return [];
  const policyId = before.policy.id;
  return [
    {
      put: () => admin.deactivateRule(policyId, id),
      isBack: async () => {
        const rule = (await admin.listRules(policyId)).find((candidate) => candidate.id === id);
        return rule?.status !== 'ACTIVE';
      },
      mayStillCome: made.unanswered?.includes('rule') === true,
      leftover: {
        kind: 'rule',
        name: `${toRuleName(idpName)} (still switched on)`,
        id,
        menuPath: menuPaths.rule,
      },
    },
  ];
}

function restoreMapping({ admin, made, idpName }: RollBackInput): readonly Restoration[] {
  const { mapping } = made;
  if (!mapping) return [];
  const wanted = Object.entries(mapping.before);
  return [
    {
      put: () => admin.updateMapping(mapping.id, mapping.before),
      isBack: async () => {
        const found = await admin.listMappings(mapping.idpId);
        const now = found.find(({ id }) => id === mapping.id)?.expressions;
        return wanted.every(([name, expression]) => now?.get(name) === expression);
      },
      mayStillCome: made.unanswered?.includes('mapping') === true,
      leftover: {
        kind: 'mapping',
        name: `${idpName} to Okta user`,
        id: mapping.id,
        menuPath: menuPaths.mapping,
      },
    },
  ];
}

/** Its certificate is among the settings, so this comes before the key is deleted. */
function restoreIdp({ admin, before, made }: RollBackInput): readonly Restoration[] {
  const { changedIdp } = made;
  const was = before.identityProviders.find(({ id }) => id === changedIdp?.id);
  if (!changedIdp || !was) return [];
  return [
    {
      put: async () => {
        await admin.restoreIdentityProvider(was.id, changedIdp.raw);
        if (was.status !== 'ACTIVE') await admin.deactivateIdentityProvider(was.id);
      },
      isBack: async () => {
        const now = await admin.findIdentityProvider(was.id);
        const sameTime = { lastUpdated: null };
        return (
          hashCanonically({ ...now, ...sameTime }) === hashCanonically({ ...was, ...sameTime })
        );
      },
      mayStillCome: made.unanswered?.includes('idp') === true,
      leftover: {
        kind: 'idp',
        name: `${was.name} (with changed settings)`,
        id: was.id,
        menuPath: menuPaths.idp,
      },
    },
  ];
}
