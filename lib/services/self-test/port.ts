/** What the self-test needs of the outside: a wire to the running tenant, and eyes on what it does. */

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, octet for octet. */
  readonly target: string;
  /** The Host header. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** The address it comes from, where the machine lets it choose. */
  readonly from: string;
  /** Bytes the request says its body has; more than `body` holds never come. */
  readonly announcedBytes?: number;
}

/** What came back; status 0 when the connection was closed without an answer. */
export interface WireAnswer {
  readonly status: number;
  /** Lower-case names; every value of a name. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/** The wire, and what can be seen beside it. */
export interface SelfTestPort {
  send(request: WireRequest): Promise<WireAnswer>;
  /** Whether `from` is heeded; otherwise every request shares one address with who else uses it. */
  readonly choosesAddresses: boolean;
  /** Where every request comes from, when it does not choose. */
  readonly sharedAddress: string;
  /** An address of this machine that counts who visits it. */
  readonly canaryUrl: string;
  canaryVisits(): number;
  /** Lines the server logged since the port was made; null when it is another process. */
  logLines(): readonly string[] | null;
}
