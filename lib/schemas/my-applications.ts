/** An application as the person sees it who may open it. */
export interface MyApplication {
  readonly id: string;
  readonly name: string;
  /** Whether it can be opened from here, or only from its own page. */
  readonly canOpenHere: boolean;
  /** ISO 8601; null for never. */
  readonly lastOpenedAt: string | null;
}
