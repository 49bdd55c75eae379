/** `self-test`. */
import { z } from 'zod';
import { AppError } from '@/lib/shared/errors';
import { asTenantId } from '@/lib/shared/tenant-id';
import { getTenantByUrl, listAllTenants } from '@/lib/services/operator/list-tenants';
import {
  describeAttack,
  listAttackIds,
  type AttackId,
} from '@/lib/services/self-test/describe-attack';
import { runSelfTest } from '@/lib/services/self-test/run-self-test';
import { openLoopbackPort, type LoopbackPort } from '../self-test/loopback-port';
import { actorOfCommand, defineCommand, type Say } from './define-command';

const verdict = z.object({
  id: z.string(),
  title: z.string(),
  passed: z.boolean(),
  /** Ways of attacking that were tried. */
  tried: z.number(),
  /** What could not be tried on this installation, and what it would need. */
  notTried: z.array(z.string()),
  failure: z.object({ attempt: z.string(), expected: z.string(), found: z.string() }).nullable(),
});

const nobody =
  'There is no tenant to attack yet. Start AdminX and open the one-time link it prints, then run the self-test.';

const report = z.object({ publicUrl: z.string(), verdicts: z.array(verdict) });

export const selfTestCommand = defineCommand({
  name: 'self-test',
  summary: 'Attack the running tenant with every case of the suite, and say what was refused.',
  notes: [
    'Sends about seven hundred real requests to the listener of this machine and to nothing else; takes about a minute for each tenant. Needs the running server.',
    'It makes applications and people of its own, which nobody sees, and removes them with their traces at the end; what a killed run left is removed by the next one or within ten minutes. The event log keeps that it ran and with what outcome. Nobody is signed out or held up.',
    'Ends with 1 when an attack was not refused as it must be. SECURITY.md says what each id shows.',
  ],
  options: {
    tenant: { value: 'URL', about: 'Only this tenant; without it, all of them.' },
    only: { value: 'IDS', about: 'Only these ids, with commas between them; without it, all.' },
  },
  input: z.object({
    tenant: z.string().max(500).optional(),
    only: z.string().max(500).optional(),
  }),
  result: z.object({ tenants: z.array(report), hearsLog: z.boolean() }),
  run: async ({ settings, isServer, say }, { tenant, only }) => {
    const ids = toIds(only);
    const wanted = tenant === undefined ? await listAllTenants() : [await getTenantByUrl(tenant)];
    if (wanted.length === 0) throw new AppError('operator.no_first_tenant', nobody);
    const port = await openLoopbackPort(settings, { hearsLog: isServer });
    if (!port) {
      throw new AppError(
        'operator.no_server',
        `No AdminX answers at ${settings.host}:${settings.port} of this machine. Start it, then run the self-test beside it.`,
      );
    }
    try {
      const tenants = [];
      for (const one of wanted) tenants.push(await attack(one, { port, ids, say }));
      return { tenants, hearsLog: isServer };
    } finally {
      await port.close();
    }
  },
  isBad: ({ tenants }) => tenants.some(({ verdicts }) => verdicts.some(({ passed }) => !passed)),
  print: ({ tenants, hearsLog }) => [
    ...tenants.flatMap(printReport),
    ...(hearsLog
      ? []
      : ['The server is another process, so its log was not searched for secrets.']),
  ],
});

/** The ids that were asked for, in the order of the suite. */
function toIds(only: string | undefined): readonly AttackId[] {
  const all = listAttackIds();
  if (only === undefined) return all;
  const wanted = new Set(only.toUpperCase().split(/[\s,]+/u));
  const unknown = [...wanted].filter((id) => !all.some((one) => one === id));
  if (unknown.length === 0) return all.filter((id) => wanted.has(id));
  throw new AppError('operator.attack_unknown', `There is no attack ${unknown.join(', ')}.`);
}

async function attack(
  { id, publicUrl }: { readonly id: string; readonly publicUrl: string },
  how: { readonly port: LoopbackPort; readonly ids: readonly AttackId[]; readonly say: Say },
): Promise<z.input<typeof report>> {
  const { port, ids, say } = how;
  say(`Attacking ${publicUrl} with ${ids.length} ids.`);
  let done = 0;
  const verdicts = await runSelfTest(actorOfCommand('self-test'), asTenantId(id), {
    ...{ port, ids },
    onVerdict: () => {
      done += 1;
      if (done % 9 === 0 && done < ids.length) say(`${done} of ${ids.length} tried.`);
    },
  });
  return {
    publicUrl,
    verdicts: verdicts.map(({ id: attackId, tried, notTried, failure }) => ({
      ...{ id: attackId, title: describeAttack(attackId), passed: failure === null },
      ...{ tried, notTried: [...notTried], failure },
    })),
  };
}

function printReport({ publicUrl, verdicts }: z.output<typeof report>): string[] {
  const passed = verdicts.filter((one) => one.passed).length;
  const tried = verdicts.reduce((sum, one) => sum + one.tried, 0);
  const left = verdicts.reduce((sum, { notTried }) => sum + notTried.length, 0);
  return [
    ...verdicts.flatMap((one) => [
      printVerdict(one),
      ...one.notTried.map((what) => `${''.padEnd(4)} not tried: ${what}`),
    ]),
    `${publicUrl}: ${passed} of ${verdicts.length} passed; attacks tried: ${tried}${left === 0 ? '' : `, not tried: ${left}`}`,
  ];
}

function printVerdict({ id, title, tried, failure }: z.output<typeof verdict>): string {
  if (!failure) return `${id.padEnd(4)} passed  ${title} (${tried})`;
  const { attempt, expected, found } = failure;
  return `${id.padEnd(4)} FAILED  ${title}: ${attempt}: expected ${expected}, found ${found}`;
}
