import { describe, expect, it } from 'vitest';
import { countScale, formatTick } from './chart-scale';

describe('the scale of a chart', () => {
  it.each([
    [0, 2],
    [1, 2],
    [3, 4],
    [4, 4],
    [5, 10],
    [11, 20],
    [41, 100],
    [1_000_000, 1_000_000],
    [1_000_001, 2_000_000],
  ])('of at most %i reaches to %i', (largest, max) => {
    expect(countScale(largest)).toEqual({ max, ticks: [0, max / 2, max] });
  });

  it('never has half a sign-in as a tick', () => {
    for (let largest = 0; largest < 500; largest += 1) {
      for (const tick of countScale(largest).ticks) expect(Number.isInteger(tick)).toBe(true);
    }
  });

  it('says large counts shortly', () => {
    expect(formatTick(1_000_000)).toBe('1M');
  });
});
