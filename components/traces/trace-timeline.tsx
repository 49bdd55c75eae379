import { Section } from '@/components/ui/section';
import { traceSteps, type TraceStep } from '@/lib/schemas/saml-traces';

/** What happened when, from the first message to the answer. */
export function TraceTimeline({ steps }: { readonly steps: readonly TraceStep[] }) {
  const begin = Date.parse(steps[0]?.at ?? '');
  return (
    <Section
      id="timeline"
      title="Timeline"
      description="Times are UTC, by the clock of this server."
    >
      <ol className="border-line ml-1.5 flex flex-col gap-4 border-l">
        {steps.map(({ at, name, detail, ip }, index) => (
          <li key={index} className="relative pl-5 text-sm">
            <span
              aria-hidden
              className="bg-ink-muted absolute top-1.5 -left-[4.5px] size-2 rounded-full"
            />
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">{traceSteps[name]}</span>
              <span className="text-ink-muted text-xs tabular-nums">
                <time dateTime={at}>{at.slice(11, 23)}</time> {sinceBegin(Date.parse(at) - begin)}
              </span>
            </div>
            <div className="text-ink-muted text-xs [overflow-wrap:anywhere]">
              {[detail, ip === null ? null : `from ${ip}`].filter(Boolean).join(', ')}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function sinceBegin(ms: number): string {
  return ms < 1000 ? `+${String(ms)} ms` : `+${(ms / 1000).toFixed(1)} s`;
}
