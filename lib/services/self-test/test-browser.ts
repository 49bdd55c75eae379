/** A browser of the self-test: an address of its own, and cookies as a browser keeps them. */

/** Cookies by name. */
export class TestBrowser {
  /** Where it comes from. */
  readonly address: string;
  readonly #cookies = new Map<string, string>();

  constructor(address: string) {
    this.address = address;
  }

  /** The Cookie header; empty without cookies. */
  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The values of its cookies. */
  get secrets(): readonly string[] {
    return [...this.#cookies.values()].filter((value) => value.length >= 16);
  }

  /** Puts a cookie in, as a page or somebody else would. */
  plant(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  /** The value of a cookie. */
  cookie(name: string): string | null {
    return this.#cookies.get(name) ?? null;
  }

  /** Takes over what an answer sets and removes. */
  take(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split('; ');
      const at = pair.indexOf('=');
      const isRemoval = attributes.some((attribute) => attribute === 'Max-Age=0');
      if (isRemoval) this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
