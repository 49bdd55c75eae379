import {
  refusalCauseLabels,
  refusalCauses,
  type RefusalCause,
  type SignInDay,
} from '@/lib/schemas/dashboard';
import { BarSwatch, type BarLook } from './bar-look';
import { BarPlot, type Bar, type Series } from './bar-plot';
import { formatCount } from './chart-scale';
import { SignInTable } from './sign-in-table';

export interface SignInChartsProps {
  readonly days: readonly SignInDay[];
}

const causeLooks: Record<RefusalCause, BarLook> = {
  passkey: { colour: 'text-danger', pattern: 'solid' },
  person: { colour: 'text-warning', pattern: 'stripes' },
  request: { colour: 'text-accent', pattern: 'lines' },
  recovery: { colour: 'text-good', pattern: 'dots' },
  other: { colour: 'text-ink-muted', pattern: 'grid' },
};

const signedIn: Series = {
  id: 'signedIn',
  label: 'Signed in',
  look: { colour: 'text-accent', pattern: 'solid' },
};

/** Sign-ins over the last days, and the refused ones by cause, each on its own scale. */
export function SignInCharts({ days }: SignInChartsProps) {
  const causes = refusalCauses.filter((cause) => days.some(({ refused }) => refused[cause] > 0));
  const total = days.reduce((sum, day) => sum + day.signedIn, 0);
  const refusedOf = (cause: RefusalCause) =>
    days.reduce((sum, { refused }) => sum + refused[cause], 0);
  const refusedTotal = causes.reduce((sum, cause) => sum + refusedOf(cause), 0);
  const series = causes.map((cause) => ({
    id: cause,
    label: refusalCauseLabels[cause],
    look: causeLooks[cause],
  }));
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-8 lg:grid-cols-2">
        <Figure title="Signed in" total={total}>
          <BarPlot id="signed-in" series={[signedIn]} bars={days.map(toSignedInBar)} />
        </Figure>
        <Figure title="Refused, by cause" total={refusedTotal}>
          <BarPlot id="refused" series={series} bars={days.map(toRefusedBar)} />
          <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-xs">
            {series.map(({ id, label, look }) => (
              <li key={id} className="flex items-center gap-2">
                <BarSwatch id={`legend-${id}`} look={look} />
                {label}
                <span className="text-ink-muted tabular-nums">{formatCount(refusedOf(id))}</span>
              </li>
            ))}
          </ul>
        </Figure>
      </div>
      <SignInTable days={days} causes={causes} />
    </div>
  );
}

function Figure(props: {
  readonly title: string;
  readonly total: number;
  readonly children: React.ReactNode;
}) {
  return (
    <figure className="flex min-w-0 flex-col gap-3">
      <figcaption className="flex items-baseline gap-2 text-sm font-medium">
        {props.title}
        <span className="text-ink-muted text-xs font-normal tabular-nums">
          {`${formatCount(props.total)} in the last 30 days`}
        </span>
      </figcaption>
      {props.children}
    </figure>
  );
}

function toSignedInBar({ day, signedIn: count }: SignInDay): Bar {
  return { day, counts: { signedIn: count } };
}

function toRefusedBar({ day, refused }: SignInDay): Bar {
  return { day, counts: refused };
}
