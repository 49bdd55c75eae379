/** Measures how often something can be done in a second, fairly: contestants take turns. */

/** Something to measure. */
export interface Contestant {
  readonly name: string;
  /** Does the thing once. */
  readonly run: () => Promise<unknown>;
}

/** How to measure: so many at a time, so many turns of so many milliseconds each. */
export interface Race {
  readonly concurrency: number;
  readonly turns: number;
  readonly turnMs: number;
}

/** Median rate of each contestant, per second, in their order. */
export async function measure(contestants: readonly Contestant[], race: Race): Promise<number[]> {
  const rates = contestants.map((): number[] => []);
  for (const { run } of contestants) await turn(run, { ...race, turnMs: race.turnMs / 4 });
  for (let round = 0; round < race.turns; round += 1) {
    for (const [index, { run }] of contestants.entries()) {
      rates[index]?.push(await turn(run, race));
    }
  }
  return rates.map(median);
}

async function turn(run: Contestant['run'], race: Race): Promise<number> {
  const startedAt = performance.now();
  const endsAt = startedAt + race.turnMs;
  let done = 0;
  const worker = async () => {
    while (performance.now() < endsAt) {
      await run();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: race.concurrency }, worker));
  return (done * 1000) / (performance.now() - startedAt);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, two) => one - two);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
