/** The part of a server action's answer that is read here. */
export interface ActionAnswer<Data = unknown> {
  readonly data?: Data | undefined;
  readonly serverError?: { readonly code: string; readonly message: string } | undefined;
}
