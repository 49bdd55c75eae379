import 'server-only';
import { requireSame, requireTrue } from './attack-failure';
import type { Bench } from './bench';
import type { WireAnswer } from './port';
import { scenario, type Scenario } from './scenario';

/** What a browser shows and carries: C24 to C26, D5, D6. Roles IdP and ALL. */
export const browserScenarios: readonly Scenario[] = [
  scenario('C24', 'two tabs end at their own application; the back button ends nowhere', playTabs),
  scenario('C24', 'the session and request of one tenant are nothing to another', playNeighbour),
  scenario('C25', 'a RelayState goes back byte for byte and leads nowhere', playRelayState),
  scenario('C26', 'pages cannot be framed, cached or broken out of', playPages),
  scenario('D5', 'a forged host changes no address', playHost),
  scenario(
    'D6',
    'a post from another site works without cookies, and sets bound ones',
    playCookies,
  ),
];

async function playTabs(bench: Bench): Promise<void> {
  const browser = await bench.browserOf('ada');
  const [first, second] = [await bench.writeRequest('open'), await bench.writeRequest('second')];
  const one = await bench.requireTakenIn('one tab', await bench.deliver(browser, first));
  const other = await bench.requireTakenIn('another tab', await bench.deliver(browser, second));
  const tabs = [
    ['second', other, second.id],
    ['open', one, first.id],
  ] as const;
  for (const [name, place, id] of tabs) {
    const { action, read } = await bench.requireAnswer(name, await bench.open(browser, place));
    requireSame(`${name}: address`, action, bench.world.applications[name].acsUrls[0]);
    requireSame(`${name}: InResponseTo`, read.inResponseTo, id);
    const again = await bench.open(browser, place);
    await bench.requireRefused('the back button', again, 'saml.request_gone');
  }
  const stolen = await bench.writeRequest('open');
  const place = await bench.requireTakenIn('a third tab', await bench.deliver(browser, stolen));
  const thief = await bench.browserOf('bob');
  await bench.requireRefused(
    'another browser',
    await bench.open(thief, place),
    'saml.request_gone',
  );
  await bench.requireAnswer('its own browser', await bench.open(browser, place));
}

async function playNeighbour(bench: Bench): Promise<void> {
  const { neighbour } = bench.parts;
  if (!neighbour) {
    bench.leaveOut('a session at another tenant (needs a second tenant)');
    return;
  }
  const host = new URL(neighbour.publicUrl).host;
  const browser = await bench.browserOf('ada');
  const wire = await bench.writeRequest('open');
  const place = await bench.requireTakenIn('a request', await bench.deliver(browser, wire));
  bench.requireRefusal('at the other tenant', await bench.open(browser, place, { host }));
  const posted = await bench.deliver(browser, await bench.writeRequest('open'), { host });
  bench.requireRefusal('a request of this tenant there', posted);
  await bench.requireAnswer('here', await bench.open(browser, place));
}

const odd = [
  '//evil.example/x',
  '\\\\evil.example\\x',
  'https://evil.example/',
  'javascript:alert(1)',
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  'a\r\nSet-Cookie: x=y',
  'é€😀 %00 +',
  'x'.repeat(10_000),
  '',
];

async function playRelayState(bench: Bench): Promise<void> {
  for (const binding of ['post', 'redirect'] as const) {
    for (const relayState of odd) {
      const browser = await bench.browserOf('ada');
      const wire = await bench.writeRequest('open', {}, { relayState, binding });
      const stored = await bench.deliver(browser, wire);
      const place = await bench.requireTakenIn('a RelayState', stored);
      requireTrue('where it leads', !place.includes('evil'), 'nowhere');
      const page = await bench.open(browser, place);
      const answer = await bench.requireAnswer('a RelayState', page);
      requireSame('what comes back', answer.relayState, relayState);
      requireSame('where it goes', answer.action, bench.world.applications.open.acsUrls[0]);
      requireTrue('the page', !/<script>alert|\sonmouseover='/u.test(page.body), 'escaped');
    }
  }
}

async function playPages(bench: Bench): Promise<void> {
  const browser = await bench.browserOf('ada');
  const { acsUrls } = bench.world.applications.odd;
  const request = async () => {
    const acsUrl = acsUrls[0] ?? '';
    return bench.ask(browser, await bench.writeRequest('odd', { acsUrl }));
  };
  const [page, next] = [await request(), await request()];
  requirePageHeaders('the page that posts itself', page);
  const { action } = await bench.requireAnswer('an odd address', page);
  requireSame('where it goes', new URL(action).href, new URL(acsUrls[0] ?? '').href);
  requireSame('scripts on the page', page.body.match(/<script/gu)?.length, 1);
  requireTrue('nonces', nonceOf(page) !== null && nonceOf(page) !== nonceOf(next), 'new ones');
  const evil = await bench.writeRequest('open', { acsUrl: 'https://evil.example/"><script>' });
  const refused = await bench.deliver(bench.browser(), evil);
  await bench.requireRefused('an address that is markup', refused, 'saml.acs_not_registered');
  requirePageHeaders('the page of an error', refused);
  requireTrue(
    'the page of an error',
    !/evil|<script/u.test(refused.body),
    'nothing of the request',
  );
}

const nonceOf = (page: WireAnswer) =>
  /script-src 'nonce-([^']+)'/u.exec(page.headers['content-security-policy']?.[0] ?? '')?.[1] ??
  null;

function requirePageHeaders(attempt: string, { headers }: WireAnswer): void {
  const policy = headers['content-security-policy']?.[0] ?? '';
  requireTrue(attempt, policy.includes("default-src 'none'"), 'a policy that allows nothing');
  requireTrue(attempt, policy.includes("frame-ancestors 'none'"), 'a policy against frames');
  requireSame(`${attempt}: caching`, headers['cache-control'], ['no-store']);
  requireSame(`${attempt}: frames`, headers['x-frame-options'], ['DENY']);
  requireSame(`${attempt}: sniffing`, headers['x-content-type-options'], ['nosniff']);
}

async function playHost(bench: Bench): Promise<void> {
  const browser = bench.browser();
  const plain = await bench.open(browser, '/saml/metadata');
  const forged = await bench.open(browser, '/saml/metadata', {
    headers: {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'x-original-host': 'evil.example',
      forwarded: 'host=evil.example;proto=http',
    },
  });
  requireSame('metadata', forged.status, 200);
  requireTrue('metadata', forged.body === plain.body, 'the same document');
  requireTrue('metadata', forged.body.includes(`${bench.publicUrl}/saml/sso`), 'our address');
  bench.requireRefusal(
    'another host',
    await bench.open(browser, '/saml/metadata', { host: 'evil.example' }),
  );
  const wire = await bench.writeRequest('open');
  const headers = { 'x-forwarded-host': 'evil.example' };
  await bench.requireTakenIn('a request', await bench.deliver(browser, wire, { headers }));
  const away = await bench.deliver(browser, wire, { host: 'evil.example' });
  bench.requireRefusal('a request to another host', away);
}

async function playCookies(bench: Bench): Promise<void> {
  const browser = await bench.browserOf('ada');
  const answer = await bench.deliver(browser, await bench.writeRequest('open'));
  const place = await bench.requireTakenIn('posted without cookies', answer);
  const [cookie = ''] = answer.headers['set-cookie'] ?? [];
  requireTrue('its cookie', /; HttpOnly(?:;|$)/u.test(cookie), 'HttpOnly');
  requireTrue('its cookie', /; SameSite=Lax(?:;|$)/u.test(cookie), 'SameSite=Lax');
  requireTrue('its cookie', !/; Domain=/iu.test(cookie), 'of this host alone');
  const isSecure = bench.publicUrl.startsWith('https:');
  requireSame('its cookie', /; Secure(?:;|$)/u.test(cookie), isSecure);
  const id = place.split('id=')[1] ?? '';
  const name = cookie.split('=')[0] ?? '';
  const victim = bench.browser();
  victim.plant(name, 'chosen-by-somebody-else-0123456789abcdef');
  const fixed = await bench.open(victim, `/saml/sso/continue?id=${id}`);
  await bench.requireRefused('a cookie somebody chose', fixed, 'saml.request_gone');
  const stranger = bench.browser();
  const session = bench.publicUrl.startsWith('https:') ? '__Host-adminx_session' : 'adminx_session';
  stranger.plant(session, 'chosen-by-somebody-else-0123456789abcdef');
  const asked = await bench.ask(stranger, await bench.writeRequest('open'));
  bench.requireSignIn('a session somebody chose', asked);
  await bench.requireAnswer('its own browser', await bench.open(browser, place));
}
