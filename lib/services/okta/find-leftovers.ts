import 'server-only';
import { z } from 'zod';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { menuPaths } from '@/lib/okta/menu-paths';
import { toRuleName } from '@/lib/okta/wanted-objects';
import type { SetupLeftover } from '@/lib/schemas/okta-run';
import { findRulesUnremoved } from './find-rule-leftovers';
import { readChoices, readPlan } from './stored-run';

const kindByAction = {
  create_rule: 'rule',
  create_idp: 'idp',
  upload_key: 'key',
} as const;

const detailSchema = z.object({
  objectId: z.string().optional(),
  intent: z
    .object({
      activatedRuleId: z.string().optional(),
      mapping: z.object({ id: z.string() }).optional(),
      changedIdp: z.object({ id: z.string() }).optional(),
    })
    .optional(),
});

/**
 * What the journal of a run that stopped says it made, or was about to make when the server stopped;
 * rule first, in the order in which it would be taken back.
 */
export function findLeftovers(
  run: Pick<SetupRunRow, 'steps' | 'choices'>,
): readonly SetupLeftover[] {
  const idpName = readChoices(run)?.idpName ?? 'AdminX';
  return [
    ...findMade(run, 'create_rule', toRuleName(idpName)),
    ...findSwitchedOn(run, toRuleName(idpName)),
    ...findRepairedMapping(run, idpName),
    ...findMade(run, 'create_idp', idpName),
    ...findMade(run, 'upload_key', 'Signing certificate of AdminX'),
  ];
}

function findMade(
  run: Pick<SetupRunRow, 'steps'>,
  action: keyof typeof kindByAction,
  name: string,
): readonly SetupLeftover[] {
  const step = findBegun(run, action);
  if (!step) return [];
  const kind = kindByAction[action];
  const changedId = step.detail?.intent?.changedIdp?.id;
  if (changedId !== undefined) {
    const changed = `${name} (with changed settings)`;
    return [{ kind, name: changed, id: changedId, menuPath: menuPaths[kind] }];
  }
  return [{ kind, name, id: step.detail?.objectId ?? null, menuPath: menuPaths[kind] }];
}

/** A rule that was there before, off, and that this run switched on or was about to. */
function findSwitchedOn(run: Pick<SetupRunRow, 'steps'>, name: string): readonly SetupLeftover[] {
  const id = findBegun(run, 'activate_rule')?.detail?.intent?.activatedRuleId;
  if (id === undefined || findBegun(run, 'create_rule')) return [];
  return [{ kind: 'rule', name: `${name} (switched on)`, id, menuPath: menuPaths.rule }];
}

function findRepairedMapping(
  run: Pick<SetupRunRow, 'steps'>,
  idpName: string,
): readonly SetupLeftover[] {
  const id = findBegun(run, 'check_mapping')?.detail?.intent?.mapping?.id;
  // The mapping of an identity provider that the run made goes with it.
  if (id === undefined || findBegun(run, 'create_idp')) return [];
  return [{ kind: 'mapping', name: `${idpName} to Okta user`, id, menuPath: menuPaths.mapping }];
}

/** A step that acted or may have acted; one that kept what was there did not. */
function findBegun({ steps }: Pick<SetupRunRow, 'steps'>, action: string) {
  const step = steps.find((candidate) => candidate.action === action);
  if (!step || !['DONE', 'WORKING'].includes(step.status)) return null;
  return { detail: detailSchema.safeParse(step.detail).data };
}

/**
 * What a removal that stopped had still before it, by its plan and its journal: the rules of a
 * roll-out first, because they go first.
 */
export function findUnremoved(
  run: Pick<SetupRunRow, 'steps' | 'choices' | 'plan' | 'findings'>,
): readonly SetupLeftover[] {
  const idpName = readChoices(run)?.idpName ?? 'AdminX';
  const removals = [
    ['delete_rule', 'rule', toRuleName(idpName)],
    ['delete_idp', 'idp', idpName],
    ['delete_key', 'key', 'Signing certificate of AdminX'],
  ] as const;
  const own = removals.flatMap(([action, kind, name]): readonly SetupLeftover[] => {
    const isDone = run.steps.some((step) => step.action === action && step.status === 'DONE');
    const id = readPlan(run)?.steps.find((step) => step.action === action)?.existingId ?? null;
    return isDone || id === null ? [] : [{ kind, name, id, menuPath: menuPaths[kind] }];
  });
  return [...findRulesUnremoved(run), ...own];
}
