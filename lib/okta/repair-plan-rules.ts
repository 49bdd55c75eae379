import type { PlannedChange, SetupPlanStep } from '@/lib/schemas/okta-run';
import { toPlainJson } from './plain-json';
import type { RepairInput, RepairObjects, RuleMending } from './repair-objects';
import type { toStep } from './roll-out-plan';
import { listNames } from './roll-out-words';
import { planPlaceholders } from './wanted-objects';

type Planned = Parameters<typeof toStep>[0];
type Request = NonNullable<SetupPlanStep['request']>;

/** Changes of a step, when there are any. */
export function changesOf(changes: readonly PlannedChange[]): Pick<SetupPlanStep, 'changes'> {
  return changes.length === 0 ? {} : { changes: [...changes] };
}

/** Requests of a step: the first, and any more. */
export function toRequests(
  requests: readonly Request[],
): Pick<SetupPlanStep, 'request' | 'moreRequests'> {
  const [request = null, ...moreRequests] = requests;
  return { request, ...(moreRequests.length > 0 ? { moreRequests } : {}) };
}

/** The administrators' rules are put back and on first of all; of the others here all but the state. */
export function describeRules(
  action: 'put_admin_rules_back' | 'put_rules_back',
  objects: RepairObjects,
  input: RepairInput,
): Planned | null {
  const isAdmins = action === 'put_admin_rules_back';
  const own = objects.rules.filter(({ wanted }) => (wanted.role === 'ADMINS') === isAdmins);
  if (own.length === 0) return null;
  const touched = own.filter((one) => one.isWritten || (isAdmins && one.isSwitchedOn));
  const names = listNames(own.map(({ wanted }) => `“${wanted.name}”`));
  if (touched.length === 0) {
    const are = own.length === 1 ? 'is as it was' : 'are as they were';
    return { action, effect: 'keep', summary: `${names} ${are} made.` };
  }
  const shown = isAdmins ? () => true : ({ field }: PlannedChange) => field !== 'State';
  const requests = [
    ...touched.flatMap((one) => toWrite(one, objects, input)),
    ...(isAdmins ? touched.flatMap((one) => toActivation(one, input)) : []),
  ];
  const gone = touched.filter(({ found }) => !found).map(({ wanted }) => `“${wanted.name}”`);
  return {
    action,
    effect: 'change',
    summary: describeTouched(touched, { isAdmins, gone }),
    undo: 'Each rule goes back to what it was found as; what was made is deleted.',
    ...changesOf(touched.flatMap((one) => nameChanges(one, shown))),
    ...toRequests(requests),
  };
}

function describeTouched(
  touched: readonly RuleMending[],
  { isAdmins, gone }: { readonly isAdmins: boolean; readonly gone: readonly string[] },
): string {
  const names = listNames(touched.map(({ wanted }) => `“${wanted.name}”`));
  const again =
    gone.length === 0
      ? ''
      : ` ${listNames(gone)} ${gone.length === 1 ? 'is' : 'are'} made again, switched off at first.`;
  return isAdmins
    ? `${names}: administrators stay with Okta, whatever the other rules catch.${again}`
    : `${names}: as made, at the place that belongs to it.${again}`;
}

function nameChanges(
  { wanted, found, changes }: RuleMending,
  isShown: (change: PlannedChange) => boolean,
): readonly PlannedChange[] {
  return changes
    .filter((change) => !found || isShown(change))
    .map(({ field, before, after }) => ({ field: `“${wanted.name}”: ${field}`, before, after }));
}

function toWrite(
  { wanted, found, priority, isWritten }: RuleMending,
  { idp }: RepairObjects,
  { state }: RepairInput,
): readonly Request[] {
  if (!isWritten) return [];
  const path = `/api/v1/policies/${state.policy.id}/rules`;
  const body = toPlainJson(wanted.toBody(priority, idp.id));
  return [
    found
      ? { method: 'PUT', path: `${path}/${found.id}`, body }
      : { method: 'POST', path: `${path}?activate=false`, body },
  ];
}

function toActivation(
  { found, isSwitchedOn }: RuleMending,
  { state }: RepairInput,
): readonly Request[] {
  if (!isSwitchedOn) return [];
  const id = found?.id ?? planPlaceholders.ruleId;
  const path = `/api/v1/policies/${state.policy.id}/rules/${id}/lifecycle/activate`;
  return [{ method: 'POST', path, body: null }];
}

/** Switches on what was found off or made again, the narrowest first. */
export function describeActivation({ rules }: RepairObjects, input: RepairInput): Planned | null {
  const own = rules.filter(({ wanted }) => wanted.role !== 'ADMINS');
  if (own.length === 0) return null;
  const off = own.filter(({ isSwitchedOn }) => isSwitchedOn);
  const action = 'activate_rules';
  if (off.length === 0) return { action, effect: 'keep', summary: 'Every rule is on already.' };
  const names = listNames(off.map(({ wanted }) => `“${wanted.name}”`));
  return {
    action,
    effect: 'change',
    summary: `${names}: whom ${off.length === 1 ? 'it catches is' : 'they catch are'} sent to AdminX again.`,
    undo: 'What was off is switched off again.',
    ...changesOf(
      off
        .filter(({ found }) => found)
        .map(({ wanted }) => ({
          field: `“${wanted.name}”: State`,
          before: 'Off',
          after: 'On',
        })),
    ),
    ...toRequests(off.flatMap((one) => toActivation(one, input))),
  };
}
