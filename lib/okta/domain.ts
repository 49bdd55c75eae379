import { AppError } from '@/lib/shared/errors';

/** A genuine Okta host, and the two addresses derived from it. */
export interface OktaHost {
  readonly kind: 'okta' | 'sandbox';
  /** `https://acme.okta.com`: the only origin that ever gets the token. */
  readonly origin: string;
  /** `https://acme-admin.okta.com`. */
  readonly adminOrigin: string;
  readonly host: string;
  /** `acme`. */
  readonly label: string;
}

/** A host that is not Okta's: may be a custom domain, asked without a token who it stands for. */
export interface CustomHost {
  readonly kind: 'custom';
  readonly origin: string;
  readonly host: string;
}

const oktaHostPattern =
  /^([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\.(okta\.com|oktapreview\.com|okta-emea\.com|okta-gov\.com|okta\.mil)$/;

const reservedLabels = new Set([
  'www',
  'developer',
  'login',
  'help',
  'support',
  'status',
  'trust',
  'system',
  'admin',
]);

/**
 * Reads what an admin typed as the Okta domain: a bare host or an https URL, any case, with or
 * without `-admin`. Checks the form only; nothing is contacted.
 *
 * A genuine host is one label directly under a domain of Okta's (`acme-okta.com` and
 * `acme.okta.com.evil.tld` are not). Anything else that is a plain public host name comes back as
 * `custom` and must never be given a token. `sandboxOrigin` is the stand-in organisation of a
 * development set-up, or null.
 *
 * @throws AppError `okta.domain_invalid`, `okta.domain_has_extras`, `okta.domain_reserved`
 */
export function parseOktaDomain(
  typed: string,
  sandboxOrigin: string | null,
): OktaHost | CustomHost {
  const url = parseTyped(typed, sandboxOrigin);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new AppError('okta.domain_has_extras', 'User information, query or fragment');
  }
  if (url.pathname !== '/') throw new AppError('okta.domain_has_extras', 'A path');
  if (sandboxOrigin !== null && url.origin === sandboxOrigin) return toSandboxHost(url);
  requirePublicName(url);
  return toOktaHost(url.hostname) ?? { kind: 'custom', origin: url.origin, host: url.hostname };
}

/**
 * Like {@link parseOktaDomain}, for a host that will be given the token: only genuine Okta hosts
 * and the stand-in pass.
 * @throws AppError `okta.domain_invalid` and those of {@link parseOktaDomain}
 */
export function requireOktaHost(typed: string, sandboxOrigin: string | null): OktaHost {
  const host = parseOktaDomain(typed, sandboxOrigin);
  if (host.kind === 'custom') {
    throw new AppError('okta.domain_invalid', 'Host is not under a domain of Okta', {
      details: { host: host.host },
    });
  }
  return host;
}

function parseTyped(typed: string, sandboxOrigin: string | null): URL {
  const text = typed.trim();
  const isAscii = /^[\x21-\x7e]+$/.test(text);
  if (!isAscii || text.includes('\\')) {
    throw new AppError('okta.domain_invalid', 'White space, backslash or non-ASCII');
  }
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) throw new AppError('okta.domain_invalid', 'Not a URL');
  const url = new URL(withScheme);
  const bareSandbox = sandboxOrigin !== null && new URL(sandboxOrigin).host === text.toLowerCase();
  return bareSandbox ? new URL(sandboxOrigin) : url;
}

function requirePublicName({ protocol, port, hostname }: URL): void {
  if (protocol !== 'https:') throw new AppError('okta.domain_invalid', `Scheme was ${protocol}`);
  if (port !== '') throw new AppError('okta.domain_has_extras', `Port was ${port}`);
  const isName = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname);
  if (!isName || hostname.includes('xn--')) {
    throw new AppError('okta.domain_invalid', 'Host is not a plain public name', {
      details: { host: hostname.slice(0, 255) },
    });
  }
}

function toOktaHost(hostname: string): OktaHost | null {
  const [, typedLabel, domain] = oktaHostPattern.exec(hostname) ?? [];
  if (typedLabel === undefined || domain === undefined) return null;
  const label = typedLabel.replace(/-admin$/, '');
  if (reservedLabels.has(label)) {
    throw new AppError('okta.domain_reserved', 'Reserved label', { details: { label } });
  }
  const host = `${label}.${domain}`;
  return {
    kind: 'okta',
    origin: `https://${host}`,
    adminOrigin: `https://${label}-admin.${domain}`,
    host,
    label,
  };
}

function toSandboxHost(url: URL): OktaHost {
  const { origin, host, hostname } = url;
  return {
    kind: 'sandbox',
    origin,
    adminOrigin: origin,
    host,
    // An address says nothing to people; a name under `localhost` does.
    label: hostname.endsWith('.localhost') ? (hostname.split('.')[0] ?? host) : 'Stand-in Okta',
  };
}
