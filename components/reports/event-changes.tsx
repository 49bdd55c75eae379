import type { AuditChangeView } from '@/lib/schemas/audit-log';

export interface EventChangesProps {
  readonly changes: readonly AuditChangeView[];
  /** False when nothing has a value before: then the values stand there plainly. */
  readonly isComparison: boolean;
}

/** Fields before and after; what went and what came are told apart by sign and colour. */
export function EventChanges({ changes, isComparison }: EventChangesProps) {
  return (
    <dl className="divide-line border-line divide-y border-y text-sm">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="grid gap-x-6 gap-y-1 py-2.5 sm:grid-cols-[13rem_minmax(0,1fr)]">
          <dt className="text-ink-muted">{wordsOf(field)}</dt>
          <dd className="flex min-w-0 flex-col gap-1">
            {isComparison ? (
              <Comparison before={before} after={after} />
            ) : (
              <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">{shown(after)}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Comparison({ before, after }: Pick<AuditChangeView, 'before' | 'after'>) {
  if (before === null && after === null) return <span className="text-ink-muted">Nothing</span>;
  return (
    <>
      {before !== null && (
        <Value sign="−" word="Before" text={before} className="bg-danger-soft text-danger" />
      )}
      {after !== null && (
        <Value sign="+" word="After" text={after} className="bg-good-soft text-good" />
      )}
    </>
  );
}

function shown(text: string | null): string {
  return text === null || text === '' ? 'none' : text;
}

interface ValueProps {
  readonly sign: string;
  readonly word: string;
  readonly text: string;
  readonly className: string;
}

function Value({ sign, word, text, className }: ValueProps) {
  return (
    <span className={`rounded-control flex min-w-0 gap-2 px-2 py-0.5 ${className}`}>
      <span aria-hidden className="font-mono">
        {sign}
      </span>
      <span className="sr-only">{word}: </span>
      <span className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap">{shown(text)}</span>
    </span>
  );
}

/** `sessionsEnded` is "Sessions ended". */
function wordsOf(field: string): string {
  const words = field.replaceAll(/([a-z])([A-Z])/gu, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
