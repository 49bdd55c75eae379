import type { SetupLeftover } from '@/lib/schemas/okta-run';
import { menuPaths } from './menu-paths';
import { findOurKey, type OrganisationState, type OurIdentityProvider } from './organisation-state';
import type { OktaAdmin } from './port';
import { toRuleName } from './wanted-objects';

/** What a run knows when it has to take everything back. */
export interface RollBackInput {
  readonly admin: OktaAdmin;
  /** The organisation as this run found it, before its first write. */
  readonly before: OrganisationState;
  readonly ours: OurIdentityProvider;
  readonly idpName: string;
  /** Ids of what the run made, as far as Okta answered. */
  readonly made: MadeObjects;
}

/** Ids of what a run made or switched on. */
export interface MadeObjects {
  readonly kid?: string;
  readonly idpId?: string;
  readonly ruleId?: string;
  /** A rule that was there before and that this run switched on. */
  readonly activatedRuleId?: string;
  /** A mapping that was there before, and its expressions before this run. */
  readonly mapping?: { readonly id: string; readonly before: Readonly<Record<string, string>> };
}

/** What became of the roll-back. */
export interface RollBackResult {
  readonly undone: readonly ('rule' | 'idp' | 'key')[];
  readonly leftovers: readonly SetupLeftover[];
}

type Kind = 'rule' | 'idp' | 'key';

interface Target {
  readonly kind: Kind;
  readonly name: string;
  /** Ids of objects of this run that Okta has now. */
  find(): Promise<readonly string[]>;
  /** What the run knows, for when Okta cannot be asked. */
  readonly knownId: string | undefined;
  remove(id: string): Promise<void>;
}

/**
 * Takes back what a run made, in the order that works (rule, identity provider, key; facts of Okta's
 * API, section 6). Okta is asked what is there rather than trusting the run's memory: a call that
 * timed out may have created something. Only objects of ours that were not there before are touched.
 * Never throws: what could not be taken back comes out as a leftover, proven by reading again.
 */
export async function rollBack(input: RollBackInput): Promise<RollBackResult> {
  const leftovers: SetupLeftover[] = [...(await restoreExisting(input))];
  const undone: Kind[] = [];
  for (const target of toTargets(input)) {
    const { removed, left } = await takeBack(target);
    if (removed) undone.push(target.kind);
    for (const id of left) {
      leftovers.push({
        kind: target.kind,
        name: target.name,
        id,
        menuPath: menuPaths[target.kind],
      });
    }
  }
  return { undone, leftovers };
}

/** Objects that were there before go back to how they were. */
async function restoreExisting({
  admin,
  before,
  made,
  idpName,
}: RollBackInput): Promise<readonly SetupLeftover[]> {
  const { activatedRuleId, mapping } = made;
  if (mapping) await attempt(() => admin.updateMapping(mapping.id, mapping.before));
  if (activatedRuleId === undefined) return [];
  const isOff = await attempt(async () => {
    await admin.deactivateRule(before.policy.id, activatedRuleId);
    return true;
  });
  const name = `${toRuleName(idpName)} (still switched on)`;
  return isOff ? [] : [{ kind: 'rule', name, id: activatedRuleId, menuPath: menuPaths.rule }];
}

function toTargets(input: RollBackInput): readonly Target[] {
  return [toRuleTarget(input), toIdpTarget(input), toKeyTarget(input)];
}

function toRuleTarget({ admin, before, idpName, made }: RollBackInput): Target {
  const policyId = before.policy.id;
  const name = toRuleName(idpName);
  const wasThere = new Set(before.rules.map(({ id }) => id));
  return {
    kind: 'rule',
    name,
    knownId: made.ruleId,
    find: async () => {
      const rules = await admin.listRules(policyId);
      return rules.filter((rule) => rule.name === name && !wasThere.has(rule.id)).map(toId);
    },
    remove: async (id) => {
      await admin.deactivateRule(policyId, id);
      await admin.deleteRule(policyId, id);
    },
  };
}

function toIdpTarget({ admin, before, ours, idpName, made }: RollBackInput): Target {
  const wasThere = new Set(before.identityProviders.map(({ id }) => id));
  return {
    kind: 'idp',
    name: idpName,
    knownId: made.idpId,
    find: async () => {
      const all = await admin.listIdentityProviders();
      const isMine = (name: string, issuer: string) => name === idpName && issuer === ours.issuer;
      return all.filter((idp) => isMine(idp.name, idp.issuer) && !wasThere.has(idp.id)).map(toId);
    },
    remove: async (id) => {
      await admin.deactivateIdentityProvider(id);
      await admin.deleteIdentityProvider(id);
    },
  };
}

function toKeyTarget({ admin, before, ours, made }: RollBackInput): Target {
  const wasThere = new Set(before.keys.map(({ kid }) => kid));
  return {
    kind: 'key',
    name: 'Signing certificate of AdminX',
    knownId: made.kid,
    find: async () => {
      const key = findOurKey({ keys: await admin.listKeys() }, ours);
      return key && !wasThere.has(key.kid) ? [key.kid] : [];
    },
    remove: (id) => admin.deleteKey(id),
  };
}

function toId({ id }: { readonly id: string }): string {
  return id;
}

async function takeBack(
  target: Target,
): Promise<{ readonly removed: boolean; readonly left: readonly string[] }> {
  const known = target.knownId === undefined ? [] : [target.knownId];
  const found = (await attempt(() => target.find())) ?? known;
  const failed: string[] = [];
  for (const id of found) {
    const isRemoved = await attempt(async () => {
      await target.remove(id);
      return true;
    });
    if (isRemoved !== true) failed.push(id);
  }
  const left = found.length === 0 ? [] : ((await attempt(() => target.find())) ?? failed);
  return { removed: found.length > left.length, left };
}

async function attempt<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch {
    return null;
  }
}
