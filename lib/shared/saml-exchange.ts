/** What is noted of a SAML exchange while one HTTP request of it is handled; kept as a trace after. */
import type { ErrorCode } from './error-codes';

/** How an exchange begins: at the application, here, or with a sign-out. */
export type ExchangeKind = 'SSO' | 'IDP_INITIATED' | 'SLO';

/** A message as it came or went. Its signature is still inside. */
export interface ExchangeMessage {
  readonly direction: 'in' | 'out';
  readonly binding: 'redirect' | 'post';
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  readonly xml: string;
  /** UTF-8 bytes; the value itself is nobody's business. Null without one. */
  readonly relayStateBytes: number | null;
  /** SigAlg of a redirect; null when it has no signature apart from the XML. */
  readonly signatureAlgorithm: string | null;
}

/** What a stored request asks for, as far as its checks need it. */
export interface ExchangeRequest {
  readonly traceId: string | null;
  readonly requestId: string | null;
  readonly acsUrl: string;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly nameIdFormat: string | null;
  readonly authnContexts: readonly string[];
  readonly refusal: string | null;
  readonly loginHint: string | null;
  readonly createdAt: Date;
  readonly application: { readonly id: string };
}

/**
 * Notes taken along the way. A request that goes on with a stored one takes over its trace id, so that
 * error page, audit and trace name the same one.
 */
export class SamlExchange {
  readonly kind: ExchangeKind;
  readonly startedAt: Date;
  #id: string;
  #isContinued = false;
  #isFinished = false;
  #request: ExchangeRequest | null = null;
  #applicationId: string | null = null;
  #awaitedRequestId: string | null = null;
  #refusal: ErrorCode | null = null;
  #messages: ExchangeMessage[] = [];

  constructor(start: { readonly id: string; readonly kind: ExchangeKind; readonly at: Date }) {
    this.#id = start.id;
    this.kind = start.kind;
    this.startedAt = start.at;
  }

  /** The trace id. */
  get id(): string {
    return this.#id;
  }
  /** Whether it goes on with what was stored before. */
  get isContinued(): boolean {
    return this.#isContinued;
  }
  /** Whether nothing comes after this. */
  get isFinished(): boolean {
    return this.#isFinished;
  }
  /** The stored request that is answered. */
  get request(): ExchangeRequest | null {
    return this.#request;
  }
  /** The application, where no message names it. */
  get applicationId(): string | null {
    return this.#applicationId;
  }
  /** The stored request that was asked for, also when it was not found. */
  get awaitedRequestId(): string | null {
    return this.#awaitedRequestId;
  }
  /** Why it was answered with a status instead of an assertion. */
  get refusal(): ErrorCode | null {
    return this.#refusal;
  }
  /** Messages that came and went, in order. */
  get messages(): readonly ExchangeMessage[] {
    return this.#messages;
  }

  /** Notes a message that came or goes. */
  note(message: ExchangeMessage): void {
    this.#messages.push(message);
  }
  /** Notes which application it is about. */
  isAbout(applicationId: string): void {
    this.#applicationId = applicationId;
  }
  /** Notes which stored request is looked for. */
  awaits(requestId: string): void {
    this.#isContinued = true;
    this.#awaitedRequestId = requestId;
  }
  /** Goes on with a stored request, under its trace id. */
  answers(request: ExchangeRequest): void {
    this.#request = request;
    this.goesOn(request.traceId);
  }
  /** Goes on under the trace id of what was stored, when it has one. */
  goesOn(traceId: string | null): void {
    this.#isContinued = true;
    this.#id = traceId ?? this.#id;
  }
  /** Notes that the answer is a status. */
  isRefused(code: ErrorCode): void {
    this.#refusal = code;
  }
  /** Notes that nothing comes after this. */
  finish(): void {
    this.#isFinished = true;
  }
}
