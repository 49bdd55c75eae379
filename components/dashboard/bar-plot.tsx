'use client';
// Drawn in one piece: the server streams long pages in parts, and would hide a part inside a picture by
// an inline style, which the content security policy forbids.

import clsx from 'clsx';
import { countScale, formatCount, formatDay, formatTick } from './chart-scale';
import { BarPattern, patternFill, type BarLook } from './bar-look';

/** One part of every bar. */
export interface Series {
  readonly id: string;
  readonly label: string;
  readonly look: BarLook;
}

/** One bar: its day and the count of each series. */
export interface Bar {
  readonly day: string;
  readonly counts: Readonly<Record<string, number>>;
}

export interface BarPlotProps {
  /** Makes ids unique on the page. */
  readonly id: string;
  /** What a count is: "signed in". */
  readonly series: readonly Series[];
  readonly bars: readonly Bar[];
}

const height = 150;
const left = 40;
const bottom = 20;
const top = 8;

/**
 * Stacked bars by day. Drawn twice, for wide pages and for phones, because text in a picture that is
 * scaled down cannot be read. The table beside it has the same content for everybody.
 */
export function BarPlot(props: BarPlotProps) {
  return (
    <>
      <Plot
        {...props}
        id={`${props.id}-wide`}
        width={480}
        labelEvery={7}
        className="max-sm:hidden"
      />
      <Plot {...props} id={`${props.id}-phone`} width={340} labelEvery={10} className="sm:hidden" />
    </>
  );
}

interface PlotProps extends BarPlotProps {
  readonly width: number;
  readonly labelEvery: number;
  readonly className: string;
}

function Plot({ id, series, bars, width, labelEvery, className }: PlotProps) {
  const scale = countScale(Math.max(0, ...bars.map((bar) => totalOf(bar, series))));
  const yOf = (count: number) => top + (height - top - bottom) * (1 - count / scale.max);
  const slot = (width - left) / bars.length;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      className={clsx('h-auto w-full', className)}
    >
      <defs>
        {series.map((part) => (
          <BarPattern key={part.id} id={`${id}-${part.id}`} look={part.look} />
        ))}
      </defs>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={width} y1={yOf(tick)} y2={yOf(tick)} className="stroke-line" />
          <text
            x={left - 6}
            y={yOf(tick) + 4}
            textAnchor="end"
            className="fill-ink-muted text-[11px]"
          >
            {formatTick(tick)}
          </text>
        </g>
      ))}
      {bars.map((bar, index) => (
        <g key={bar.day}>
          <Column {...{ id, series, bar, yOf, slot }} x={left + index * slot} />
          {(bars.length - 1 - index) % labelEvery === 0 && (
            <text
              x={left + (index + (index === bars.length - 1 ? 1 : 0.5)) * slot}
              y={height - 5}
              textAnchor={index === bars.length - 1 ? 'end' : 'middle'}
              className="fill-ink-muted text-[11px]"
            >
              {formatDay(bar.day)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

interface ColumnProps {
  readonly id: string;
  readonly series: readonly Series[];
  readonly bar: Bar;
  readonly yOf: (count: number) => number;
  readonly slot: number;
  readonly x: number;
}

/** One day: its parts on top of each other, and what they are on hover, over the whole height. */
function Column({ id, series, bar, yOf, slot, x }: ColumnProps) {
  return (
    <>
      {stack(bar, series).map(({ part, from, to }) => (
        <rect
          key={part.id}
          x={x + slot * 0.15}
          width={slot * 0.7}
          y={yOf(to)}
          height={Math.max(1, yOf(from) - yOf(to))}
          fill={patternFill(`${id}-${part.id}`, part.look)}
          className={clsx(part.look.colour, 'stroke-current')}
          strokeWidth={0.5}
        />
      ))}
      <rect x={x} y={0} width={slot} height={height} fill="transparent">
        <title>{describe(bar, series)}</title>
      </rect>
    </>
  );
}

function totalOf(bar: Bar, series: readonly Series[]): number {
  return series.reduce((sum, { id }) => sum + (bar.counts[id] ?? 0), 0);
}

function stack(bar: Bar, series: readonly Series[]) {
  let from = 0;
  return series.flatMap((part) => {
    const count = bar.counts[part.id] ?? 0;
    if (count === 0) return [];
    const piece = { part, from, to: from + count };
    from = piece.to;
    return [piece];
  });
}

function describe(bar: Bar, series: readonly Series[]): string {
  const parts = series
    .filter(({ id }) => (bar.counts[id] ?? 0) > 0)
    .map(({ id, label }) => `${label}: ${formatCount(bar.counts[id] ?? 0)}`);
  return `${formatDay(bar.day)}. ${parts.length === 0 ? 'None' : parts.join(', ')}`;
}
