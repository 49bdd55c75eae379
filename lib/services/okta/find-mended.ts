import 'server-only';
import { z } from 'zod';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { menuPaths } from '@/lib/okta/menu-paths';
import type { SetupAction, SetupLeftover } from '@/lib/schemas/okta-run';
import { readChoices } from './stored-run';

const detailSchema = z.object({
  objectId: z.string().optional(),
  intent: z
    .object({
      mended: z.array(z.object({ name: z.string(), how: z.string(), id: z.string() })).optional(),
      mapping: z.object({ id: z.string() }).optional(),
      changedIdp: z.object({ id: z.string() }).optional(),
    })
    .optional(),
});

const ruleActions: readonly SetupAction[] = [
  'put_admin_rules_back',
  'put_rules_back',
  'activate_rules',
];

const howWords: Readonly<Record<string, string>> = {
  made: 'made again',
  put_back: 'put back',
  switched_on: 'switched on',
};

/** What the journal of a repair that stopped says it did, or was about to; rules first. */
export function findMended(run: SetupRunRow): readonly SetupLeftover[] {
  const idpName = readChoices(run)?.idpName ?? 'AdminX';
  const rules = ruleActions.flatMap((action) => findBegun(run, action)?.intent?.mended ?? []);
  const mapping = findBegun(run, 'check_mapping')?.intent?.mapping;
  const idp = findBegun(run, 'repair_idp')?.intent?.changedIdp;
  const key = findBegun(run, 'upload_key');
  return [
    ...joinRules(rules),
    ...present(mapping, ({ id }) => toLeftover('mapping', `${idpName} to Okta user`, id)),
    ...present(idp, ({ id }) => toLeftover('idp', `${idpName} (put back)`, id)),
    ...present(key, ({ objectId }) =>
      toLeftover('key', 'Signing certificate of AdminX', objectId ?? null),
    ),
  ];
}

function present<T>(value: T | undefined, toLine: (value: T) => SetupLeftover) {
  return value === undefined ? [] : [toLine(value)];
}

/** One line a rule, whatever was done about it; its id once Okta has answered. */
function joinRules(
  rules: readonly { readonly name: string; readonly how: string; readonly id: string }[],
): readonly SetupLeftover[] {
  const byName = new Map<string, { readonly words: string; readonly id: string | null }>();
  for (const { name, how, id } of rules) {
    const before = byName.get(name);
    const isOn = before !== undefined && how === 'switched_on';
    const words = isOn ? `${before.words}, switched on` : (howWords[how] ?? how);
    byName.set(name, { words, id: id === '' ? (before?.id ?? null) : id });
  }
  return [...byName].map(([name, { words, id }]) => toLeftover('rule', `${name} (${words})`, id));
}

/** A step that acted or may have acted; one that kept what was there did not. */
function findBegun({ steps }: SetupRunRow, action: SetupAction) {
  const step = steps.find((candidate) => candidate.action === action);
  if (!step || !['DONE', 'WORKING'].includes(step.status)) return undefined;
  return detailSchema.safeParse(step.detail).data ?? {};
}

function toLeftover(
  kind: 'rule' | 'mapping' | 'idp' | 'key',
  name: string,
  id: string | null,
): SetupLeftover {
  return { kind, name, id, menuPath: menuPaths[kind] };
}
