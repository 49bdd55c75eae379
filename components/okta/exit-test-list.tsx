import { CircleCheck, CircleDashed } from 'lucide-react';
import type { ExitTest } from '@/lib/schemas/okta-guard';

/** What must be seen before a stage is left, and how it stands. */
export function ExitTestList({ exitTest }: { readonly exitTest: ExitTest }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm font-medium">
        Exit test: {exitTest.isPassed ? 'passed' : 'not passed yet'}
      </p>
      <ul className="flex flex-col gap-1 text-sm">
        {exitTest.items.map(({ text, isPassed }) => (
          <li key={text} className="flex gap-2">
            {isPassed ? (
              <CircleCheck aria-hidden className="text-good mt-[3px] size-4 shrink-0" />
            ) : (
              <CircleDashed aria-hidden className="text-ink-muted mt-[3px] size-4 shrink-0" />
            )}
            <span>
              <span className="sr-only">{isPassed ? 'Passed: ' : 'Not yet: '}</span>
              {text}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
