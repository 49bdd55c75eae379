/** One row of the error catalogue. `message` is public: plain words, what was wrong, what to do. */
export interface ErrorEntry {
  readonly status: number;
  readonly message: string;
}

/** A part of the catalogue, keyed by `area.reason`. */
export type ErrorEntries = Readonly<Record<string, ErrorEntry>>;
