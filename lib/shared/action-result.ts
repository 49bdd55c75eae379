/** A server action of one input as components take it, with next-safe-action's result. */
export type Action<Input, Data = void> = (input: Input) => Promise<{
  readonly data?: Data | undefined;
  readonly serverError?: { readonly code: string; readonly message: string } | undefined;
}>;
