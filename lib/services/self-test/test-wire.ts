import 'server-only';
import { randomBytes } from 'node:crypto';
import { getDatabase } from '@/lib/db/database';
import type { Neighbour } from '@/lib/db/self-tests';
import { startSession } from '@/lib/db/sessions';
import {
  encodeMessage,
  type RequestValues,
  type WireMessage,
} from '@/lib/saml/attacks/valid-message';
import { toSamlId } from '@/lib/saml/saml-id';
import type { Signer } from '@/lib/saml/sign-element';
import { cookieName } from '@/lib/shared/cookie-names';
import type { TenantId } from '@/lib/shared/tenant-id';
import { requireTrue } from './attack-failure';
import type { SelfTestPort, WireAnswer, WireRequest } from './port';
import { TestBrowser } from './test-browser';
import type { ApplicationName, TestKeys, TestWorld } from './test-world';

/** What a bench is made of. */
export interface BenchParts {
  readonly tenantId: TenantId;
  readonly publicUrl: string;
  readonly certificatePem: string;
  readonly port: SelfTestPort;
  readonly keys: TestKeys;
  readonly world: TestWorld;
  /** Another tenant of the installation, when there is one. */
  readonly neighbour: Neighbour | null;
  /** Gives an address nobody of this run had before. */
  readonly nextAddress: () => string;
  /** Trace ids seen, for cleaning up. */
  readonly traceIds: Set<string>;
}

/** How a request differs from a page that is simply opened. */
export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Posted by a page of another site: Lax cookies stay at home. */
  readonly isCrossSite?: boolean;
  readonly host?: string;
  readonly announcedBytes?: number;
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Browsers and messages for one id, in a world of its own. */
export class TestWire {
  readonly parts: BenchParts;
  readonly startedAt = new Date();
  readonly secrets = new Set<string>();
  readonly #browsers: TestBrowser[] = [];

  constructor(parts: BenchParts) {
    this.parts = parts;
  }

  get world(): TestWorld {
    return this.parts.world;
  }
  get publicUrl(): string {
    return this.parts.publicUrl;
  }

  /** A browser nobody has used. */
  browser(): TestBrowser {
    const browser = new TestBrowser(this.parts.nextAddress());
    this.#browsers.push(browser);
    return browser;
  }

  /** A browser in which somebody is signed in. */
  async browserOf(name: 'ada' | 'bob'): Promise<TestBrowser> {
    const browser = this.browser();
    await this.signIn(browser, name);
    return browser;
  }

  /** Signs somebody in, as a passkey would; the cookie replaces the one before. */
  async signIn(browser: TestBrowser, name: 'ada' | 'bob'): Promise<void> {
    const { tenantId, publicUrl } = this.parts;
    const { token } = await startSession(getDatabase(), tenantId, {
      ...{ userId: this.world.people[name].id, authenticatorId: null, now: new Date() },
      ...{ amr: ['hwk', 'phr', 'mfa'], ip: null, userAgent: 'AdminX self-test' },
    });
    browser.plant(cookieName('session', publicUrl), token);
  }

  /** Something that must be found nowhere afterwards. */
  keepSecret(text: string): void {
    if (text.length >= 16) this.secrets.add(text);
  }

  /** Writes a valid AuthnRequest of an application by POST. */
  async writeRequest(
    name: ApplicationName,
    values: Partial<RequestValues> = {},
    options: {
      readonly relayState?: string;
      readonly signer?: Signer;
      readonly id?: string;
      readonly kind?: 'AuthnRequest' | 'LogoutRequest';
      readonly binding?: 'post' | 'redirect';
    } = {},
  ): Promise<WireMessage & { readonly id: string }> {
    const { kind = 'AuthnRequest', binding = 'post', id = this.newId() } = options;
    const isSigned = kind === 'LogoutRequest' || name === 'strict';
    const signer = options.signer ?? (isSigned ? this.parts.keys.application.signer : null);
    const all = { ...this.valuesOf(name, kind), ...values };
    const relayState = options.relayState ?? null;
    const wire = await encodeMessage({ kind, binding, id, values: all, relayState, signer });
    return { ...wire, id };
  }

  /** Writes a LogoutRequest nobody signed. */
  async writeUnsignedLogout(
    name: ApplicationName,
    values: Partial<RequestValues>,
    binding: 'post' | 'redirect',
  ): Promise<WireMessage> {
    const kind = 'LogoutRequest';
    const all = { ...this.valuesOf(name, kind), ...values };
    const id = this.newId();
    return encodeMessage({ kind, binding, id, values: all, relayState: null, signer: null });
  }

  /** What a valid message of an application says. */
  valuesOf(name: ApplicationName, kind: 'AuthnRequest' | 'LogoutRequest'): RequestValues {
    const { entityId, acsUrls } = this.world.applications[name];
    const path = kind === 'AuthnRequest' ? '/saml/sso' : '/saml/slo';
    return {
      ...{ issuer: entityId, destination: this.publicUrl + path, acsUrl: acsUrls[0] ?? null },
      ...{ issueInstant: new Date(), version: '2.0', attributes: {}, children: '' },
      ...{ nameId: this.world.people.ada.login, sessionIndexes: [] },
    };
  }

  newId(): string {
    return toSamlId(randomBytes(20));
  }

  /** Sends a message as the page of its application would. */
  async deliver(
    browser: TestBrowser,
    wire: WireMessage,
    options: SendOptions = {},
  ): Promise<WireAnswer> {
    return wire.method === 'GET'
      ? this.send(browser, { method: 'GET', target: `${wire.path}?${wire.encoded}` }, options)
      : this.send(
          browser,
          { method: 'POST', target: wire.path, body: wire.encoded },
          { isCrossSite: true, ...options, headers: { ...form, ...options.headers } },
        );
  }

  /** Opens an address of the tenant. */
  open(browser: TestBrowser, target: string, options: SendOptions = {}): Promise<WireAnswer> {
    return this.send(browser, { method: 'GET', target }, options);
  }

  /** Sends a request; any answer of the kind 5xx is a failure, whatever was tried. */
  async send(
    browser: TestBrowser,
    request: Pick<WireRequest, 'method' | 'target'> & { readonly body?: string },
    options: SendOptions = {},
  ): Promise<WireAnswer> {
    const { method, target, body = null } = request;
    const { host = new URL(this.publicUrl).host, announcedBytes } = options;
    const answer = await this.parts.port.send({
      ...{ method, target, host, body, from: browser.address },
      headers: headersOf(browser, options),
      ...(announcedBytes === undefined ? {} : { announcedBytes }),
    });
    browser.take(answer.headers['set-cookie'] ?? []);
    requireTrue(target.split('?')[0] ?? '', answer.status < 500, 'no answer of the kind 5xx');
    const traceId = traceIdOn(answer);
    if (traceId !== null) this.parts.traceIds.add(traceId);
    return answer;
  }

  /** Sends a message and goes on to where the answer leads, as a browser does. */
  async ask(
    browser: TestBrowser,
    wire: WireMessage,
    options: SendOptions = {},
  ): Promise<WireAnswer> {
    return this.follow(browser, await this.deliver(browser, wire, options));
  }

  /** Goes to where an answer leads within the tenant; any other answer stays as it is. */
  async follow(browser: TestBrowser, answer: WireAnswer): Promise<WireAnswer> {
    const location = answer.headers['location']?.[0] ?? '';
    if (answer.status !== 303 || !location.startsWith(`${this.publicUrl}/saml/`)) return answer;
    return this.open(browser, location.slice(this.publicUrl.length));
  }

  /** What its browsers hold goes to the secrets. */
  gatherSecrets(): readonly string[] {
    for (const { secrets } of this.#browsers) secrets.forEach((text) => this.secrets.add(text));
    return [...this.secrets];
  }
}

function headersOf(
  browser: TestBrowser,
  { isCrossSite = false, headers = {} }: SendOptions,
): Record<string, string> {
  const cookie = isCrossSite ? '' : browser.cookieHeader;
  return { ...(cookie === '' ? {} : { cookie }), ...headers };
}

/** The trace id an error page shows; null on any other page. */
export function traceIdOn({ body }: WireAnswer): string | null {
  return /<code>([0-9a-f]{16})<\/code>/u.exec(body)?.[1] ?? null;
}
