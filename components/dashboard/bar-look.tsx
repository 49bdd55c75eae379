'use client';
// Drawn in one piece: the server streams long pages in parts, and would hide a part inside a picture by
// an inline style, which the content security policy forbids.

import clsx from 'clsx';

/** How a series looks: a colour, and a pattern for whoever cannot tell the colours apart. */
export interface BarLook {
  /** Class of the text colour; the pattern is drawn in it. */
  readonly colour: string;
  readonly pattern: 'solid' | 'stripes' | 'dots' | 'lines' | 'grid';
}

const size = 6;

const drawings: Record<Exclude<BarLook['pattern'], 'solid'>, React.ReactNode> = {
  stripes: (
    <path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" className="stroke-current" strokeWidth={1.6} />
  ),
  dots: <circle cx={3} cy={3} r={1.5} className="fill-current" />,
  lines: <path d="M0,1.5 h6 M0,4.5 h6" className="stroke-current" strokeWidth={1.2} />,
  grid: <path d="M0,3 h6 M3,0 v6" className="stroke-current" strokeWidth={0.9} />,
};

/** The definition of a pattern; nothing for a solid colour. */
export function BarPattern({ id, look }: { readonly id: string; readonly look: BarLook }) {
  if (look.pattern === 'solid') return null;
  return (
    <pattern
      id={id}
      width={size}
      height={size}
      patternUnits="userSpaceOnUse"
      className={look.colour}
    >
      <rect width={size} height={size} className="fill-canvas" />
      {drawings[look.pattern]}
    </pattern>
  );
}

/** The fill of a bar. */
export function patternFill(id: string, look: BarLook): string {
  return look.pattern === 'solid' ? 'currentColor' : `url(#${id})`;
}

/** A small square of the look, for the legend. */
export function BarSwatch({ id, look }: { readonly id: string; readonly look: BarLook }) {
  return (
    <svg aria-hidden viewBox="0 0 14 14" className={clsx('size-3.5 shrink-0', look.colour)}>
      <defs>
        <BarPattern id={id} look={look} />
      </defs>
      <rect
        x={0.5}
        y={0.5}
        width={13}
        height={13}
        fill={patternFill(id, look)}
        className="stroke-current"
      />
    </svg>
  );
}
