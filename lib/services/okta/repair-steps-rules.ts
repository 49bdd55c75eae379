import 'server-only';
import type { OktaRule } from '@/lib/okta/port';
import { placeRules } from '@/lib/okta/repair-places';
import type { RuleMending } from '@/lib/okta/repair-objects';
import type { MendedRule } from '@/lib/okta/roll-back-repair';
import { findRuleChanges } from '@/lib/okta/rule-changes';
import type { JsonInput } from '@/lib/db/setup-runs';
import { AppError } from '@/lib/shared/errors';
import {
  fact,
  type Intend,
  type RunContext,
  type RunFacts,
  type SetupStep,
  type StepResult,
} from './run-facts';

/** First of all the rules that keep administrators with Okta: as made, at the top, and on. */
export const putAdminRulesBack: SetupStep = {
  action: 'put_admin_rules_back',
  perform: async (context, facts, intend) => {
    const own = rulesOf(facts).filter(isAdmins);
    const hands = openHands(context, facts, intend);
    for (const one of own) await hands.write(one);
    for (const one of own) await hands.switchOn(one);
    return hands.finish(own, 'ACTIVE');
  },
};

/** The others from the top down: edited ones as they were made, missing ones again and off. */
export const putRulesBack: SetupStep = {
  action: 'put_rules_back',
  perform: async (context, facts, intend) => {
    const own = rulesOf(facts).filter((one) => !isAdmins(one));
    const hands = openHands(context, facts, intend);
    for (const one of own) await hands.write(one);
    return hands.finish(own, null);
  },
};

/** Last, and the narrowest first: switches on what was found off or was made again. */
export const activateRules: SetupStep = {
  action: 'activate_rules',
  perform: async (context, facts, intend) => {
    const own = rulesOf(facts).filter((one) => !isAdmins(one));
    const hands = openHands(context, facts, intend);
    for (const one of own) await hands.switchOn(one);
    return hands.finish(rulesOf(facts), 'ACTIVE');
  },
};

function rulesOf(facts: RunFacts): readonly RuleMending[] {
  return fact(facts, 'repair').rules;
}

function isAdmins({ wanted }: RuleMending): boolean {
  return wanted.role === 'ADMINS';
}

/** Ids of rules of ours as they are now: found, or made by this run. */
export function idOfRule({ wanted, found }: RuleMending, facts: RunFacts): string | null {
  const made = facts.mended?.find(({ name, how }) => how === 'made' && name === wanted.name);
  return found?.id ?? made?.id ?? null;
}

interface Hands {
  write(one: RuleMending): Promise<void>;
  switchOn(one: RuleMending): Promise<void>;
  /** Reads again: each is as it was made, all stand where they belong, and are on when they must be. */
  finish(own: readonly RuleMending[], status: 'ACTIVE' | null): Promise<StepResult>;
}

/** Calls about rules, each noted before it is made. */
function openHands(context: RunContext, facts: RunFacts, intend: Intend): Hands {
  const { admin } = context;
  const policyId = fact(facts, 'before').policy.id;
  const idpId = fact(facts, 'repair').idp.id;
  const done: string[] = [];
  let mended = facts.mended ?? [];
  const own: MendedRule[] = [];
  const note = async (entry: MendedRule) => {
    mended = [...mended.filter((one) => one.how !== entry.how || one.name !== entry.name), entry];
    own.push(entry);
    await intend({ mended }, { mended: own.map(toNote) });
  };
  return {
    write: async (one) => {
      if (!one.isWritten) return;
      const { wanted, found, priority } = one;
      const about = { name: found?.name ?? wanted.name, isAdmins: isAdmins(one) };
      const body = wanted.toBody(priority, idpId);
      if (found) {
        const raw = await admin.readRawRule(policyId, found.id);
        await note({ ...about, how: 'put_back', id: found.id, raw });
        await admin.replaceRule(policyId, found.id, body);
        done.push(`${found.id} put back`);
        return;
      }
      await note({ ...about, how: 'made', id: null });
      const { id } = await admin.createInactiveRule(policyId, body);
      await note({ ...about, how: 'made', id });
      done.push(`${id} made again`);
    },
    switchOn: async (one) => {
      const id = idOfRule(one, { ...facts, mended });
      if (!one.isSwitchedOn || id === null) return;
      const about = { name: one.found?.name ?? one.wanted.name, isAdmins: isAdmins(one) };
      await note({ ...about, how: 'switched_on', id });
      await admin.activateRule(policyId, id);
      done.push(`${id} on`);
    },
    finish: async (rules, status) => {
      if (done.length === 0) return { status: 'KEPT', evidence: 'As they were made' };
      const now = await admin.listRules(policyId);
      requireMended(now, { rules, status, idpId, facts: { ...facts, mended } });
      return { status: 'DONE', evidence: `${done.join(', ')}; read again`, facts: { mended } };
    },
  };
}

function toNote({ name, how, id }: MendedRule): JsonInput {
  return { name, how, id: id ?? '' };
}

interface Mended {
  readonly rules: readonly RuleMending[];
  readonly status: 'ACTIVE' | null;
  readonly idpId: string;
  readonly facts: RunFacts;
}

function requireMended(now: readonly OktaRule[], mended: Mended): void {
  const { rules, status, idpId, facts } = mended;
  const matched = rules.map((one) => {
    const found = now.find(({ id }) => id === idOfRule(one, facts)) ?? null;
    return { wanted: { ...one.wanted, fingerprint: null }, found };
  });
  for (const { wanted, found } of matched) {
    const isSame =
      found !== null &&
      findRuleChanges(found, wanted, { id: idpId, nameOf: (id) => id }).length === 0;
    if (!isSame || (status !== null && found.status !== status)) {
      throw new AppError('okta.readback_differs', `${wanted.name} is not as it was made`);
    }
  }
  const moved = placeRules(now, matched).findIndex(({ isMoved }) => isMoved);
  if (moved !== -1) {
    throw new AppError(
      'okta.readback_differs',
      `${matched[moved]?.wanted.name ?? ''} stands elsewhere`,
    );
  }
}
