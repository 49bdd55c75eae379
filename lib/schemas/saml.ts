/** What the browser learns about a sign-in that waits. */
export interface PendingRequestSummary {
  /** Name of the application being opened, as the admin gave it. */
  readonly applicationName: string;
  /** Whom the application expects; pre-fills, proves nothing. */
  readonly loginHint: string | null;
}

/** What goes back to the application: the fields of the HTTP-POST binding. */
export interface SamlAnswer {
  /** Registered assertion consumer service. */
  readonly acsUrl: string;
  readonly applicationName: string;
  /** base64 of the signed Response. */
  readonly samlResponse: string;
  /** Byte for byte as it came. */
  readonly relayState: string | null;
}

/** What the browser does next in a logout. */
export type LogoutStep =
  | { readonly kind: 'go'; readonly url: string }
  | {
      readonly kind: 'form';
      readonly url: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly applicationName: string;
    }
  | { readonly kind: 'signed_out' };
