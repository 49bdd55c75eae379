import { refusalCauseLabels, type RefusalCause, type SignInDay } from '@/lib/schemas/dashboard';
import { formatCount, formatDay } from './chart-scale';

export interface SignInTableProps {
  readonly days: readonly SignInDay[];
  /** The causes that occurred. */
  readonly causes: readonly RefusalCause[];
}

/** The charts as a table: the same counts, the latest day first. Opens without script. */
export function SignInTable({ days, causes }: SignInTableProps) {
  return (
    <details className="group">
      <summary className="text-accent rounded-control w-fit cursor-pointer py-1 text-sm font-medium">
        Show as a table
      </summary>
      <div
        role="region"
        aria-label="Sign-ins by day"
        tabIndex={0}
        className="border-line mt-2 max-h-96 overflow-auto border-y"
      >
        <table className="w-full border-collapse text-xs tabular-nums">
          <caption className="sr-only">Sign-ins by day (UTC), the latest first</caption>
          <thead className="bg-canvas sticky top-0">
            <tr className="border-line border-b">
              <Head>Day</Head>
              <Head isCount>Signed in</Head>
              {causes.map((cause) => (
                <Head key={cause} isCount>
                  {refusalCauseLabels[cause]}
                </Head>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.day} className="border-line border-b last:border-0">
                <th scope="row" className="px-3 py-2 text-left font-normal whitespace-nowrap">
                  {formatDay(day.day)}
                </th>
                <Count count={day.signedIn} />
                {causes.map((cause) => (
                  <Count key={cause} count={day.refused[cause]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Head(props: { readonly children: string; readonly isCount?: boolean }) {
  return (
    <th
      scope="col"
      className={`text-ink-muted px-3 py-2 font-medium ${props.isCount === true ? 'text-right' : 'text-left'}`}
    >
      {props.children}
    </th>
  );
}

function Count({ count }: { readonly count: number }) {
  return <td className="px-3 py-2 text-right">{formatCount(count)}</td>;
}
