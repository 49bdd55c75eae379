import { describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/shared/errors';
import { escapeHtml, samlFormPostResponse } from './saml-form-post';

const acs = 'https://acme.okta.com/sso/saml2/0oa1';

function build(fields: Record<string, string> = {}, actionUrl = acs) {
  return samlFormPostResponse({ actionUrl, fields, title: 'Signing in to Acme' });
}

/** Values of hidden fields as a browser would read them. */
function readFields(html: string): Record<string, string> {
  const unescape = (text: string) =>
    text
      .replaceAll('&#13;', '\r')
      .replaceAll('&#10;', '\n')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll('&gt;', '>')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&');
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/gu);
  return Object.fromEntries(
    [...inputs].map(([, name, value]) => [unescape(name!), unescape(value!)]),
  );
}

const hostileRelayStates = [
  'https://evil.example/',
  '//evil.example',
  '\\\\evil.example',
  'a'.repeat(10_000),
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  'line\r\nSet-Cookie: a=b',
  '&quot;&#x22;',
];

describe('samlFormPostResponse', () => {
  it.each(hostileRelayStates)(
    'C25: carries RelayState %j as an opaque field value',
    async (value) => {
      const response = build({ SAMLResponse: 'PHg+', RelayState: value });
      const html = await response.text();
      expect(readFields(html)).toEqual({ SAMLResponse: 'PHg+', RelayState: value });
      expect(html).toContain(`action="${acs}"`);
      expect(html.match(/<script/gu)).toHaveLength(1);
      expect(response.headers.get('location')).toBeNull();
    },
  );

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user:pass@acme.okta.com/acs',
    '/relative',
    'ftp://acme.okta.com/',
  ])('C26: refuses to post to %j', (actionUrl) => {
    expect(() => build({}, actionUrl)).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    );
    try {
      build({}, actionUrl);
    } catch (error) {
      expect(isAppError(error)).toBe(true);
    }
  });

  it('C26: escapes an action URL and a title that hold markup', async () => {
    const response = samlFormPostResponse({
      actionUrl: `${acs}?a=1&b="x"'`,
      fields: {},
      title: '</title><script>alert(1)</script>',
    });
    const html = await response.text();
    expect(html).toContain(`action="${acs}?a=1&amp;b=%22x%22%27"`);
    expect(html.match(/<script/gu)).toHaveLength(1);
  });

  it('C26: is never stored, framed, or open to any script but its own', () => {
    const { headers } = build();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-frame-options')).toBe('DENY');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src 'nonce-[A-Za-z0-9+/=]{24}'(;|$)/u);
    expect(policy).toContain('form-action https://acme.okta.com https:');
  });

  it('uses a new nonce for every answer and puts it on its script', async () => {
    const nonceOf = async (response: Response) => {
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/u.exec(policy)?.[1] ?? '';
      expect(await response.text()).toContain(`<script nonce="${escapeHtml(nonce)}">`);
      return nonce;
    };
    expect(await nonceOf(build())).not.toBe(await nonceOf(build()));
  });

  it('works without script through a visible button', async () => {
    expect(await build().text()).toContain('<button>Continue</button>');
  });
});
