import 'server-only';
import { getDatabase } from '@/lib/db/database';
import { countTestRequests } from '@/lib/db/self-tests';
import { requireSame, requireTrue } from './attack-failure';
import type { Bench } from './bench';
import { scenario, type Scenario } from './scenario';

/** How many requests arrive at once. */
const atOnce = 200;
const connections = 25;

/** What takes room and time, and what is kept: D3, D4, D7. Role ALL. */
export const floodScenarios: readonly Scenario[] = [
  scenario('D3', 'bodies that are huge, slow or no form', playBodies),
  scenario('D4', 'two hundred requests at once are all answered, and bounded', playFlood),
  scenario('D4', 'one address alone is stopped before it fills the store', playOneAddress),
  scenario('D7', 'no token, message or cookie is in the log or kept in clear', playSecrets),
];

async function playBodies(bench: Bench): Promise<void> {
  const browser = bench.browser();
  const wire = await bench.writeRequest('open');
  await bench.requireTakenIn('the unmodified form', await bench.deliver(browser, wire));
  const huge = await bench.deliver(browser, wire, { announcedBytes: 50 * 1024 * 1024 });
  requireSame('fifty megabytes', huge.status, 413);
  const long = { ...wire, encoded: `${wire.encoded}&x=${'x'.repeat(800_000)}` };
  requireSame('more than a form may have', (await bench.deliver(browser, long)).status, 413);
  const types = ['multipart/form-data; boundary=x', 'application/json', 'text/plain', ''];
  for (const type of types) {
    const answer = await bench.deliver(browser, wire, { headers: { 'content-type': type } });
    await bench.requireRefused(`as '${type}'`, answer, 'request.unsupported_media_type');
    requireSame(`as '${type}'`, answer.status, 415);
  }
  const slow = await bench.deliver(browser, wire, { announcedBytes: wire.encoded.length + 1 });
  requireSame('a body that does not end', slow.status, 408);
}

async function playFlood(bench: Bench): Promise<void> {
  const { tenantId } = bench.parts;
  const { id: applicationId } = bench.world.applications.open;
  const wires = await Promise.all(Array.from({ length: atOnce }, () => bench.writeRequest('open')));
  for (let from = 0; from < wires.length; from += connections) {
    const answers = await Promise.all(
      wires.slice(from, from + connections).map((wire) => bench.deliver(bench.browser(), wire)),
    );
    for (const answer of answers) await bench.requireTakenIn('one of many', answer);
  }
  const query = { applicationId, now: new Date() };
  requireSame('how many wait', await countTestRequests(getDatabase(), tenantId, query), atOnce);
  const later = { applicationId, now: new Date(Date.now() + 600_001) };
  requireSame('after ten minutes', await countTestRequests(getDatabase(), tenantId, later), 0);
  const wire = await bench.writeRequest('open');
  const answer = await bench.ask(await bench.browserOf('ada'), wire);
  await bench.requireAnswer('an ordinary sign-in meanwhile', answer);
}

async function playOneAddress(bench: Bench): Promise<void> {
  const browser = bench.browser();
  const { id: applicationId } = bench.world.applications.second;
  if (!(await bench.useUpAddress(browser.address))) {
    bench.leaveOut('an address that asks too often (needs addresses of its own, 127.77.0.0/16)');
    return;
  }
  const refused = await bench.deliver(browser, await bench.writeRequest('second'));
  requireSame('beyond the limit', refused.status, 429);
  bench.requireRefusal('beyond the limit', refused);
  const other = await bench.deliver(bench.browser(), await bench.writeRequest('second'));
  await bench.requireTakenIn('another address', other);
  const query = { applicationId, now: new Date() };
  const waiting = await countTestRequests(getDatabase(), bench.parts.tenantId, query);
  requireSame('how many wait', waiting, 1);
}

async function playSecrets(bench: Bench): Promise<void> {
  const relayState = 'relay-state-of-the-self-test-0123456789';
  const browser = await bench.browserOf('ada');
  const wire = await bench.writeRequest('strict', {}, { relayState });
  const xml = Buffer.from(new URLSearchParams(wire.encoded).get('SAMLRequest') ?? '', 'base64');
  const signature = /<ds:SignatureValue>([^<]+)</u.exec(xml.toString('utf8'))?.[1] ?? '';
  requireTrue('the request', signature.length > 300, 'signed');
  bench.keepSecret(signature);
  bench.keepSecret(xml.toString('base64').slice(0, 400));
  const answer = await bench.ask(browser, wire);
  const { read } = await bench.requireAnswer('a sign-in', answer);
  requireSame('a sign-in', read.status, ['Success']);
  const refused = await bench.deliver(browser, {
    ...wire,
    encoded: `${wire.encoded}&RelayState=x`,
  });
  await bench.requireRefused('a refusal', refused, 'saml.parameter_ambiguous');
  // The stored request has to give it back.
  await bench.requireNotRemembered('RelayState', [relayState], ['PendingSamlRequest']);
  await bench.requireNothingLeaked('after both');
}
