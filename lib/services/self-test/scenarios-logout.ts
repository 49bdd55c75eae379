import 'server-only';
import { cookieName } from '@/lib/shared/cookie-names';
import { requireSame } from './attack-failure';
import type { Bench } from './bench';
import { scenario, type Scenario } from './scenario';
import type { ApplicationName } from './test-world';
import type { TestBrowser } from './test-browser';

/** C27: who may sign a person out. Role ALL. */
export const logoutScenarios: readonly Scenario[] = [
  scenario('C27', 'forged and unsigned sign-outs end nothing', playForged),
  scenario('C27', 'a sign-out of another application or person ends nothing', playForeign),
  scenario('C27', 'a sign-out counts once', playReplay),
  scenario('C27', 'a page of another site signs nobody out', playCrossSite),
];

const logout = { kind: 'LogoutRequest' } as const;

/** Signs Ada in to an application; tells what that learnt of her. */
async function signedInTo(bench: Bench, browser: TestBrowser, name: ApplicationName) {
  const answer = await bench.ask(browser, await bench.writeRequest(name));
  const { read } = await bench.requireAnswer(`signed in to ${name}`, answer);
  return { nameId: read.nameId ?? '', sessionIndexes: [read.sessionIndex ?? ''] };
}

/** Whether a browser is still signed in: then a passive request is answered with an assertion. */
async function requireSession(bench: Bench, browser: TestBrowser, isAlive: boolean): Promise<void> {
  const wire = await bench.writeRequest('second', { attributes: { IsPassive: 'true' } });
  const { read } = await bench.requireAnswer('the session', await bench.ask(browser, wire));
  requireSame('whether the session lives', read.hasAssertion, isAlive);
}

async function playForged(bench: Bench): Promise<void> {
  const browser = await bench.browserOf('ada');
  const named = await signedInTo(bench, browser, 'open');
  const { stranger } = bench.parts.keys;
  const forged = await bench.writeRequest('open', named, { ...logout, signer: stranger.signer });
  await bench.requireRefused(
    'forged',
    await bench.deliver(browser, forged),
    'saml.signature_wrong',
  );
  for (const binding of ['post', 'redirect'] as const) {
    const unsigned = await bench.writeUnsignedLogout('open', named, binding);
    const answer = await bench.deliver(browser, unsigned);
    await bench.requireRefused(`unsigned, by ${binding}`, answer, 'saml.logout_unsigned');
  }
  await refuseOld(bench, browser, named);
  const elsewhere = await bench.writeRequest('open', named, logout);
  const confused = await bench.deliver(browser, { ...elsewhere, path: '/saml/sso' });
  await bench.requireRefused('as a sign-in', confused, 'saml.not_an_authn_request');
  await requireSession(bench, browser, true);
  const genuine = await bench.deliver(browser, await bench.writeRequest('open', named, logout));
  await bench.requireTakenIn('the genuine one', genuine);
  await requireSession(bench, browser, false);
}

async function refuseOld(
  bench: Bench,
  browser: TestBrowser,
  named: { readonly nameId: string; readonly sessionIndexes: readonly string[] },
): Promise<void> {
  const ages = [
    [7, 'saml.logout_expired'],
    [60, 'saml.request_expired'],
  ] as const;
  for (const [minutes, code] of ages) {
    const old = { ...named, issueInstant: new Date(Date.now() - minutes * 60_000) };
    const answer = await bench.deliver(browser, await bench.writeRequest('open', old, logout));
    await bench.requireRefused(`${String(minutes)} minutes old`, answer, code);
  }
}

async function playForeign(bench: Bench): Promise<void> {
  const browser = await bench.browserOf('ada');
  const named = await signedInTo(bench, browser, 'open');
  const other = await bench.deliver(browser, await bench.writeRequest('second', named, logout));
  await bench.requireTakenIn('of an application nobody signed in to', other);
  await requireSession(bench, browser, true);
  // The check above signed Ada in to the second application, which may end what it knows of.
  const bob = { ...named, nameId: bench.world.people.bob.login };
  const wrong = await bench.deliver(browser, await bench.writeRequest('open', bob, logout));
  await bench.requireTakenIn('for somebody else', wrong);
  await requireSession(bench, browser, true);
}

async function playReplay(bench: Bench): Promise<void> {
  const browser = await bench.browserOf('ada');
  const named = await signedInTo(bench, browser, 'open');
  const wire = await bench.writeRequest('open', named, logout);
  await bench.requireTakenIn('once', await bench.deliver(browser, wire));
  await requireSession(bench, browser, false);
  const again = await bench.browserOf('ada');
  await signedInTo(bench, again, 'open');
  await bench.requireRefused('twice', await bench.deliver(again, wire), 'saml.logout_replayed');
  const answers = await Promise.all(
    Array.from({ length: 5 }, async () => bench.deliver(bench.browser(), wire)),
  );
  for (const answer of answers) {
    await bench.requireRefused('five at once', answer, 'saml.logout_replayed');
  }
  await requireSession(bench, again, true);
}

async function playCrossSite(bench: Bench): Promise<void> {
  const browser = await bench.browserOf('ada');
  const name = cookieName('session', bench.publicUrl);
  const before = browser.cookie(name);
  const headers = { origin: 'https://evil.example', 'content-type': 'application/json' };
  const request = { method: 'POST', target: '/api/auth/sign-out', body: '{}' } as const;
  bench.requireRefusal('another origin', await bench.send(browser, request, { headers }));
  const { origin, ...without } = headers;
  bench.requireRefusal(
    `no origin, not even ${origin}`,
    await bench.send(browser, request, { headers: without }),
  );
  requireSame('the cookie', browser.cookie(name) === before, true);
  await requireSession(bench, browser, true);
}
