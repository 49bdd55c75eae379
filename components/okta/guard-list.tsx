import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { GuardCondition } from '@/lib/schemas/okta-guard';

export interface GuardListProps {
  readonly conditions: readonly GuardCondition[];
}

/** The guard against lock-out: every condition, whether it is met, why it matters, what to do. */
export function GuardList({ conditions }: GuardListProps) {
  return (
    <ul className="divide-line border-line divide-y border-y" aria-label="Guard against lock-out">
      {conditions.map((condition) => (
        <GuardLine key={condition.code} condition={condition} />
      ))}
    </ul>
  );
}

function GuardLine({ condition }: { readonly condition: GuardCondition }) {
  const { isMet, title, why, todo, isOverridable } = condition;
  return (
    <li className="flex gap-3 py-3 text-sm">
      {isMet ? (
        <CircleCheck aria-hidden className="text-good mt-[3px] size-4 shrink-0" />
      ) : (
        <TriangleAlert aria-hidden className="text-warning mt-[3px] size-4 shrink-0" />
      )}
      <div className="flex min-w-0 flex-col gap-1 [overflow-wrap:anywhere]">
        <p className="font-medium">
          <span className="sr-only">{isMet ? 'Met: ' : 'Not met: '}</span>
          {title}
        </p>
        <p className="text-ink-muted">{why}</p>
        {todo !== null && <p>{todo}</p>}
        {!isMet && !isOverridable && (
          <p className="text-ink-muted text-xs">Nobody can let this pass.</p>
        )}
      </div>
    </li>
  );
}
