import 'server-only';
import { z } from 'zod';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { menuPaths } from '@/lib/okta/menu-paths';
import type { SetupAction, SetupLeftover, SetupPlanStep } from '@/lib/schemas/okta-run';
import { readFindings, readPlan } from './stored-run';

const detailSchema = z.object({ objectId: z.string().optional() });
const bodySchema = z.object({ name: z.string() });

/**
 * What the journal of a roll-out that stopped says it made or switched on, or was about to: the rule
 * that catches people first, in the order in which it would be taken back.
 */
export function findRulesMade(run: SetupRunRow): readonly SetupLeftover[] {
  return [
    ...findMade(run, 'create_wider_rule', 'activate_wider_rule'),
    ...findMade(run, 'create_admin_rule', 'activate_admin_rule'),
  ];
}

function findMade(
  run: SetupRunRow,
  create: SetupAction,
  activate: SetupAction,
): readonly SetupLeftover[] {
  const planned = readPlan(run)?.steps.find(({ action }) => action === create);
  if (!planned) return [];
  const { existingId } = planned;
  if (existingId === null) return findCreated(run, planned);
  // It was there before; it is left only in so far as it was switched on.
  const isOn = findBegun(run, activate) !== undefined;
  return isOn ? [toLeftover(`${nameOf(run, existingId)} (switched on)`, existingId)] : [];
}

function findCreated(run: SetupRunRow, planned: SetupPlanStep): readonly SetupLeftover[] {
  const created = findBegun(run, planned.action);
  if (!created) return [];
  const name = bodySchema.safeParse(planned.request?.body).data?.name ?? planned.title;
  return [toLeftover(name, detailSchema.safeParse(created.detail).data?.objectId ?? null)];
}

/** A step that acted or may have acted; one that kept what was there did not. */
function findBegun({ steps }: SetupRunRow, action: SetupAction) {
  return steps.find((step) => step.action === action && ['DONE', 'WORKING'].includes(step.status));
}

/** Rules of a roll-out that a step back or a removal had still before it, by its plan and its journal. */
export function findRulesUnremoved(
  run: Pick<SetupRunRow, 'steps' | 'plan' | 'findings'>,
): readonly SetupLeftover[] {
  const isDone = run.steps.some(
    ({ action, status }) => action === 'delete_wider_rules' && status === 'DONE',
  );
  const planned = readPlan(run)?.steps.find(({ action }) => action === 'delete_wider_rules');
  if (isDone || !planned) return [];
  const requests = [planned.request, ...(planned.moreRequests ?? [])];
  return requests.flatMap((request) => {
    const id = request?.path.split('/').at(-1);
    return id === undefined ? [] : [toLeftover(nameOf(run, id), id)];
  });
}

function nameOf(run: Pick<SetupRunRow, 'findings'>, id: string): string {
  return readFindings(run)?.state.rules.find((rule) => rule.id === id)?.name ?? id;
}

function toLeftover(name: string, id: string | null): SetupLeftover {
  return { kind: 'rule', name, id, menuPath: menuPaths.rule };
}
