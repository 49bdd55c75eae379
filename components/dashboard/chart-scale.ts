/** The scale of a chart that counts from zero. */
export interface CountScale {
  readonly max: number;
  /** From zero up. */
  readonly ticks: readonly number[];
}

/** A round maximum at or above the largest count, with three ticks; small enough that bars fill the chart. */
export function countScale(largest: number): CountScale {
  let power = 1;
  for (;;) {
    const max = [2, 4, 10].map((step) => step * power).find((value) => value >= largest);
    if (max !== undefined) return { max, ticks: [0, max / 2, max] };
    power *= 10;
  }
}

const whole = new Intl.NumberFormat('en-GB');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `12,345`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `12.3K`, for the axis. */
export function formatTick(count: number): string {
  return compact.format(count);
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

/** `23 Nov`, from `YYYY-MM-DD`. */
export function formatDay(day: string): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`));
}
