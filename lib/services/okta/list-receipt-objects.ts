import 'server-only';
import { z } from 'zod';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { toRuleName } from '@/lib/okta/wanted-objects';
import type { ReceiptObject, ReceiptOutcome } from '@/lib/schemas/okta-receipt';
import type {
  SetupAction,
  SetupLeftover,
  SetupPlan,
  SetupPlanStep,
  SetupRunView,
  SetupStepView,
} from '@/lib/schemas/okta-run';
import { listMendedObjects } from './list-mended-objects';

/** A run as its receipt reads it. */
export interface ReceiptSource {
  readonly run: SetupRunRow;
  readonly view: SetupRunView;
  readonly plan: SetupPlan | null;
}

/** The steps that are about one object of Okta. */
const kindByAction: Partial<Record<SetupAction, ReceiptObject['kind']>> = {
  upload_key: 'key',
  create_idp: 'idp',
  repair_idp: 'idp',
  create_rule: 'rule',
  create_admin_rule: 'rule',
  create_wider_rule: 'rule',
  delete_wider_rules: 'rule',
  delete_rule: 'rule',
  delete_idp: 'idp',
  delete_key: 'key',
};

const removals: readonly SetupAction[] = [
  'delete_rule',
  'delete_wider_rules',
  'delete_idp',
  'delete_key',
];

/** The id the journal keeps of what a step made; null when there is none. */
const objectIdSchema = z
  .object({ objectId: z.string() })
  .transform(({ objectId }) => objectId)
  .nullable()
  .catch(null);

/** Every object a run made, changed, found or removed, and what is left of them. */
export function listReceiptObjects(source: ReceiptSource): readonly ReceiptObject[] {
  const { view } = source;
  const leftovers = view.error?.leftovers ?? [];
  const left = leftovers.flatMap(toLeft);
  const isLeft = ({ kind, id }: ReceiptObject) =>
    left.some((other) => other.kind === kind && (other.id === id || id === null));
  const mended = view.kind === 'REPAIR' ? listMendedObjects(source.run) : [];
  const others = [...mended, ...view.steps.flatMap((step) => toObject(step, source))];
  return [...others.filter((object) => !isLeft(object)), ...left];
}

function toLeft({ kind, name, id, isCertain }: SetupLeftover): readonly ReceiptObject[] {
  if (kind === 'token') return [];
  return [{ kind, name, id, outcome: isCertain === false ? 'unsure' : 'left' }];
}

function toObject(step: SetupStepView, source: ReceiptSource): readonly ReceiptObject[] {
  const kind = kindByAction[step.action];
  if (kind === undefined) return [];
  const planned = source.plan?.steps.find(({ action }) => action === step.action);
  const outcome = toOutcome(step, planned);
  const id = findId(step.action, kind, source);
  if (outcome === null || (outcome === 'kept' && id === null)) return [];
  const name = nameOfWider(planned) ?? nameOf(kind, source.view);
  return [{ kind, name, id, outcome }];
}

/** Null when nothing came of it: it was not reached, failed, or was gone before. */
function toOutcome(
  { action, status }: SetupStepView,
  planned: SetupPlanStep | undefined,
): ReceiptOutcome | null {
  const isRemoval = removals.includes(action);
  if (status === 'UNDONE') return 'taken_back';
  if (status === 'KEPT') return isRemoval ? null : 'kept';
  if (status !== 'DONE') return null;
  if (isRemoval) return 'removed';
  return planned?.effect === 'change' ? 'changed' : 'created';
}

function findId(
  action: SetupAction,
  kind: ReceiptObject['kind'],
  { run, view, plan }: ReceiptSource,
): string | null {
  const made = run.steps.find((step) => step.action === action);
  const planned = plan?.steps.find((step) => step.action === action);
  return objectIdSchema.parse(made?.detail) ?? planned?.existingId ?? findKept(kind, view);
}

/** A finished set-up knows the ids of what it found as well. */
function findKept(kind: ReceiptObject['kind'], { result }: SetupRunView): string | null {
  if (result === null || kind === 'mapping') return null;
  const ids = { key: result.keyKid, idp: result.idpId, rule: result.ruleId };
  return ids[kind];
}

/** Rules of a roll-out are named in the words of their plan. */
function nameOfWider(planned: SetupPlanStep | undefined): string | null {
  const isWider = planned !== undefined && /admin_rule|wider_rule/u.test(planned.action);
  return isWider ? (/“(.+?)”/u.exec(planned.summary)?.[1] ?? null) : null;
}

function nameOf(kind: ReceiptObject['kind'], { choices, result }: SetupRunView): string {
  const idpName = result?.idpName ?? choices?.idpName ?? 'AdminX';
  const names = {
    key: 'Signing certificate of AdminX',
    idp: idpName,
    rule: result?.ruleName ?? toRuleName(idpName),
    mapping: `${idpName} to Okta user`,
  };
  return names[kind];
}
