/** What can be wrong with a chain of events. */
export type ChainProblemKind =
  'changed' | 'moved' | 'missing' | 'replaced' | 'out_of_order' | 'end' | 'inserted' | 'no_chain';

/** One thing that is wrong, and where. */
export interface ChainProblem {
  readonly kind: ChainProblemKind;
  /** The place it was found at; null for what has no place. */
  readonly sequence: string | null;
  /** One or two sentences: what differs. */
  readonly says: string;
}

/** What a walk along a chain found. */
export interface ChainVerdict {
  /** True when nothing is wrong. */
  readonly isWhole: boolean;
  readonly checked: number;
  /** First and last place that were looked at; null when there was nothing. */
  readonly from: string | null;
  readonly to: string | null;
  /** Hash of the last event; with it anybody can later prove that this chain was not rewritten. */
  readonly lastHash: string;
  /** How many events retention had removed before the first one. */
  readonly removed: string;
  readonly problemCount: number;
  /** The first hundred. */
  readonly problems: readonly ChainProblem[];
}

/** One line of the answer while a chain is walked: how far, then the verdict, or that it failed. */
export type VerifyProgress =
  | { readonly kind: 'progress'; readonly checked: number; readonly total: number }
  | { readonly kind: 'verdict'; readonly verdict: ChainVerdict }
  | { readonly kind: 'failed'; readonly message: string };
