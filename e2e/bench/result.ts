/** One line of the bench: two rates per second of one run, to be read as a ratio. */
export interface Result {
  readonly what: string;
  readonly base: string;
  readonly ours: string;
  readonly rates: readonly [base: number, ours: number];
}
