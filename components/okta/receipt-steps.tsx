import { CodeBlock } from '@/components/ui/code-block';
import type { ReceiptStep } from '@/lib/schemas/okta-receipt';
import { formatUtc } from '@/lib/shared/format-utc';
import { FieldChanges } from './field-changes';

export interface ReceiptStepsProps {
  readonly steps: readonly ReceiptStep[];
}

const words: Record<ReceiptStep['status'], string> = {
  WAITING: 'Not begun',
  WORKING: 'Was working when the server stopped',
  DONE: 'Done',
  KEPT: 'Was there already',
  UNDONE: 'Done, then taken back',
  FAILED: 'Failed',
};

/** Every step of a run in order, with the requests that were sent for it. */
export function ReceiptSteps({ steps }: ReceiptStepsProps) {
  if (steps.length === 0) {
    return <p className="text-ink-muted text-sm">The plan of this run was never applied.</p>;
  }
  return (
    <ol className="divide-line border-line divide-y border-y">
      {steps.map((step, index) => (
        <StepLine key={step.action} step={step} number={index + 1} />
      ))}
    </ol>
  );
}

function StepLine({ step, number }: { readonly step: ReceiptStep; readonly number: number }) {
  const { title, status, evidence, error, startedAt, calls, changes, planned } = step;
  return (
    <li className="flex gap-3 py-3 print:break-inside-avoid">
      <span className="text-ink-muted w-5 shrink-0 text-right text-xs leading-[1.375rem]">
        {number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1 [overflow-wrap:anywhere]">
        <div className="flex flex-wrap items-start justify-between gap-x-4">
          <p className="text-sm font-medium">{title}</p>
          <p className="text-ink-muted text-xs leading-[1.375rem]">
            {words[status]}
            {startedAt !== null && `, ${formatUtc(startedAt)}`}
          </p>
        </div>
        {evidence !== null && <p className="text-sm">{evidence}</p>}
        {error !== null && (
          <p className="text-danger text-sm">
            {error.message} <span className="font-mono text-xs">({error.code})</span>
          </p>
        )}
        {changes.length > 0 && status !== 'WAITING' && <FieldChanges changes={changes} />}
        <Calls calls={calls} />
        {planned !== null && planned.body !== null && (
          <details className="mt-1 print:hidden">
            <summary className="rounded-control text-accent w-fit cursor-pointer text-xs font-medium">
              Body as reviewed<span className="sr-only">: {title}</span>
            </summary>
            <div className="mt-2">
              <CodeBlock label="Request body" code={JSON.stringify(planned.body, null, 2)} />
            </div>
          </details>
        )}
      </div>
    </li>
  );
}

function Calls({ calls }: Pick<ReceiptStep, 'calls'>) {
  if (calls.length === 0) return null;
  return (
    <ul aria-label="Requests" className="text-ink-muted font-mono text-xs leading-5">
      {calls.map(({ at, request }, index) => (
        <li key={`${at}-${String(index)}`}>
          {at.slice(11, 19)} {request}
        </li>
      ))}
    </ul>
  );
}
