import { Badge } from '@/components/ui/badge';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import type { SetupPlan, SetupPlanStep } from '@/lib/schemas/okta-run';
import { FieldChanges } from './field-changes';

const effects = {
  create: { tone: 'good', word: 'Create' },
  change: { tone: 'warning', word: 'Change' },
  keep: { tone: 'neutral', word: 'Keep' },
  read: { tone: 'neutral', word: 'No change' },
  save: { tone: 'good', word: 'Save' },
  remove: { tone: 'danger', word: 'Remove' },
  delete: { tone: 'neutral', word: 'Revoke' },
} as const;

export interface PlanStepsProps {
  readonly plan: SetupPlan;
}

/** Every step of the plan in order, each with its exact request and what taking it back does. */
export function PlanSteps({ plan }: PlanStepsProps) {
  return (
    <div className="flex flex-col items-start gap-3">
      <ol className="divide-line border-line w-full divide-y border-y">
        {plan.steps.map((step, index) => (
          <PlanStepLine key={step.action} step={step} number={index + 1} />
        ))}
      </ol>
      <CopyButton value={toRequests(plan)} what="all requests as JSON" label="Copy all requests" />
    </div>
  );
}

/** Every request of the plan in order, for a change ticket or a second pair of eyes. */
function toRequests({ hash, steps }: SetupPlan): string {
  const requests = steps.flatMap((step) =>
    requestsOf(step).map((request) => ({ title: step.title, ...request })),
  );
  return JSON.stringify({ planHash: hash, requests }, null, 2);
}

function requestsOf({ request, moreRequests = [] }: SetupPlanStep) {
  return [...(request ? [request] : []), ...moreRequests];
}

function PlanStepLine({ step, number }: { readonly step: SetupPlanStep; readonly number: number }) {
  const { tone, word } = effects[step.effect];
  return (
    <li className="flex gap-3 py-3">
      <span className="text-ink-muted w-5 shrink-0 text-right text-xs leading-[1.375rem]">
        {number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1 [overflow-wrap:anywhere]">
        <div className="flex flex-wrap items-start justify-between gap-2">
          <p className="text-sm font-medium">{step.title}</p>
          <Badge tone={tone}>{word}</Badge>
        </div>
        <p className="text-ink-muted text-sm">{step.summary}</p>
        {step.changes !== undefined && <FieldChanges changes={step.changes} />}
        {step.existingId !== null && (
          <p className="text-ink-muted text-xs">
            There already: <span className="font-mono">{step.existingId}</span>
          </p>
        )}
        {step.undo !== null && (
          <p className="text-ink-muted text-xs">If a later step fails: {step.undo}</p>
        )}
        {requestsOf(step).map((request) => (
          <ExactRequest
            key={`${request.method} ${request.path} ${JSON.stringify(request.body)}`}
            request={request}
            title={step.title}
          />
        ))}
      </div>
    </li>
  );
}

interface ExactRequestProps {
  readonly request: NonNullable<SetupPlanStep['request']>;
  readonly title: string;
}

function ExactRequest({ request, title }: ExactRequestProps) {
  return (
    <details className="group mt-1">
      <summary className="rounded-control text-accent w-fit cursor-pointer text-xs font-medium">
        Exact request<span className="sr-only">: {title}</span>
      </summary>
      <div className="mt-2 flex flex-col gap-2">
        <p className="font-mono text-xs break-all">
          {request.method} {request.path}
        </p>
        {request.body !== null && (
          <CodeBlock label="Request body" code={JSON.stringify(request.body, null, 2)} />
        )}
      </div>
    </details>
  );
}
