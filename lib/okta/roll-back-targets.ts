import { findOurKey } from './organisation-state';
import type { MadeKind, RollBackInput } from './roll-back-input';
import { toRuleName } from './wanted-objects';

/** One kind of object that a run may have made. */
export interface Target {
  readonly kind: MadeKind;
  readonly name: string;
  /** Ids of objects of this run that Okta has now. */
  find(): Promise<readonly string[]>;
  /** What the run knows, for when Okta cannot be asked. */
  readonly knownIds: readonly string[];
  /** The run tried to make one, and may not know its id. */
  readonly isAttempted: boolean;
  remove(id: string): Promise<void>;
}

/** In the order in which Okta lets them be removed. */
export function toTargets(input: RollBackInput): readonly Target[] {
  return [toRuleTarget(input), toIdpTarget(input), toKeyTarget(input)];
}

function toRuleTarget({ admin, before, idpName, made }: RollBackInput): Target {
  const policyId = before.policy.id;
  const name = toRuleName(idpName);
  const wasThere = new Set(before.rules.map(({ id }) => id));
  return {
    kind: 'rule',
    name,
    ...known('rule', made.ruleId, made),
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
    ...known('idp', made.idpId, made),
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
    ...known('key', made.kid, made),
    find: async () => {
      const key = findOurKey({ keys: await admin.listKeys() }, ours);
      return key && !wasThere.has(key.kid) ? [key.kid] : [];
    },
    remove: (id) => admin.deleteKey(id),
  };
}

function known(kind: MadeKind, id: string | undefined, { attempted }: RollBackInput['made']) {
  return {
    knownIds: id === undefined ? [] : [id],
    isAttempted: attempted?.includes(kind) === true,
  };
}

function toId({ id }: { readonly id: string }): string {
  return id;
}
