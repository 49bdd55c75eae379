import clsx from 'clsx';
import { CircleAlert, CircleCheck, CircleDashed, CircleMinus } from 'lucide-react';
import { Section } from '@/components/ui/section';
import { checkPhases, type CheckPhase } from '@/lib/schemas/saml-checks';
import type { TraceCheck } from '@/lib/schemas/saml-traces';

const looks = {
  passed: { Icon: CircleCheck, word: 'Passed', colour: 'text-good' },
  failed: { Icon: CircleAlert, word: 'Failed', colour: 'text-danger' },
  skipped: { Icon: CircleMinus, word: 'Not needed', colour: 'text-ink-muted' },
  not_reached: { Icon: CircleDashed, word: 'Not reached', colour: 'text-ink-muted' },
} as const;

/** Every check in order, with what was expected and what was found. */
export function TraceChecks({ checks }: { readonly checks: readonly TraceCheck[] }) {
  const passed = checks.filter(({ state }) => state === 'passed').length;
  const phases = (Object.keys(checkPhases) as CheckPhase[]).filter((phase) =>
    checks.some((one) => one.phase === phase),
  );
  return (
    <Section
      id="checks"
      title="Checks"
      description={`${String(passed)} of ${String(checks.length)} passed. They run in this order; the first that fails ends the exchange.`}
    >
      {phases.map((phase) => (
        <div key={phase} className="flex flex-col gap-1">
          <h3 className="text-ink-muted text-xs font-medium">{checkPhases[phase]}</h3>
          <ul className="divide-line border-line divide-y border-y">
            {checks
              .filter((one) => one.phase === phase)
              .map((check) => (
                <CheckLine key={check.id} {...check} />
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

export interface CheckLineProps {
  readonly name: string;
  readonly state: TraceCheck['state'];
  readonly expected: string | null;
  readonly found: string | null;
}

/** One check: state, name, expected and found. */
export function CheckLine({ name, state, expected, found }: CheckLineProps) {
  const { Icon, word, colour } = looks[state];
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3 py-2 text-sm">
      <Icon aria-hidden className={clsx('mt-[3px] size-4', colour)} />
      <div className="min-w-0">
        <div className={clsx(state === 'not_reached' && 'text-ink-muted')}>{name}</div>
        {(expected !== null || found !== null) && (
          <dl className="text-ink-muted grid gap-x-4 text-xs [overflow-wrap:anywhere] sm:grid-cols-2">
            {expected !== null && <Value term="Expected" value={expected} />}
            {found !== null && <Value term="Found" value={found} />}
          </dl>
        )}
      </div>
      <span className={clsx('text-xs leading-[1.375rem]', colour)}>{word}</span>
    </li>
  );
}

function Value({ term, value }: { readonly term: string; readonly value: string }) {
  return (
    <div className="min-w-0">
      <dt className="inline font-medium">{term}: </dt>
      <dd className="inline">{value}</dd>
    </div>
  );
}
