/** The part of a server action's answer the forms read. */
export interface ActionAnswer {
  readonly serverError?: { readonly code: string; readonly message: string } | undefined;
  readonly validationErrors?: unknown;
}
