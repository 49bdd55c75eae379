import clsx from 'clsx';
import type { Route } from 'next';
import Link from 'next/link';
import {
  alignmentKinds,
  alignmentTexts,
  type AlignmentKind,
  type AlignmentSummary,
} from '@/lib/schemas/alignment';

export interface AlignmentKindsProps {
  readonly run: AlignmentSummary;
  readonly current: AlignmentKind | null;
}

/** How many people there are of each kind; each is a link to them. */
export function AlignmentKinds({ run, current }: AlignmentKindsProps) {
  const path = `/directory/alignment/${run.id}`;
  const all = alignmentKinds.reduce((sum, kind) => sum + (run.counts[kind] ?? 0), 0);
  const views = [
    { kind: null, label: 'Everybody', count: all },
    ...alignmentKinds.map((kind) => ({
      kind,
      label: alignmentTexts[kind].label,
      count: run.counts[kind] ?? 0,
    })),
  ];
  return (
    <div className="flex flex-col gap-3">
      <nav aria-label="People by finding">
        <ul className="flex flex-wrap gap-2">
          {views.map(({ kind, label, count }) => (
            <li key={label}>
              <Link
                href={(kind === null ? path : `${path}?kind=${kind}`) as Route}
                aria-current={kind === current ? 'true' : undefined}
                className={clsx(
                  'rounded-control inline-flex h-8 items-center gap-2 border px-2.5 text-xs pointer-coarse:h-10',
                  kind === current
                    ? 'border-accent text-ink font-medium'
                    : 'border-line text-ink-muted hover:text-ink hover:bg-sunken',
                )}
              >
                {label}
                <span className="tabular-nums">{count.toLocaleString('en')}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {current !== null && (
        <p className="max-w-[42rem] text-sm">{alignmentTexts[current].meaning}</p>
      )}
    </div>
  );
}
