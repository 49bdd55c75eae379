/** One line of the bench: two values of one run, to be read as a ratio. */
export interface Result {
  readonly what: string;
  readonly base: string;
  readonly ours: string;
  /** `/s`: more is better; `kB`: less is. */
  readonly unit: '/s' | 'kB';
  readonly values: readonly [base: number, ours: number];
}
