/** Reading everybody of an organisation, against the stand-in. */
import { afterEach, expect, it } from 'vitest';
import { startOktaSandbox, type OktaSandbox } from '@/e2e/okta-sandbox/start';
import { readOktaPeople, type OktaDirectoryPerson } from './directory';

let sandbox: OktaSandbox | undefined;

afterEach(() => sandbox?.close());

async function startWith(people: number, rateLimitPerMinute: number): Promise<OktaSandbox> {
  const users = Array.from({ length: people }, (_, index) => ({
    login: `person.${String(index)}@marlowfinch.example`,
    firstName: 'Person',
    lastName: String(index),
  }));
  sandbox = await startOktaSandbox({ port: 0, rateLimitPerMinute, seed: { users } });
  return sandbox;
}

async function readAll(
  okta: OktaSandbox,
  pause: (milliseconds: number) => Promise<void>,
): Promise<readonly OktaDirectoryPerson[]> {
  const options = { orgUrl: okta.url, token: okta.createToken({}), pause };
  const found: OktaDirectoryPerson[] = [];
  for await (const page of readOktaPeople(options, { sandboxOrigin: okta.url })) {
    expect(page.length).toBeLessThanOrEqual(200);
    found.push(...page);
  }
  return found;
}

const neverWaits = () => Promise.reject(new Error('There was no reason to wait'));

it('reads every page, and the deactivated people last', async () => {
  const okta = await startWith(450, 600);
  const people = await readAll(okta, neverWaits);
  expect(people).toHaveLength(okta.users().length);
  expect(new Set(people.map(({ login }) => login)).size).toBe(people.length);
  expect(people.at(-1)).toMatchObject({
    login: 'piotr.zielinski@marlowfinch.example',
    status: 'DEPROVISIONED',
    provider: 'OKTA',
    firstName: 'Piotr',
  });
  expect(okta.contractViolations()).toEqual([]);
});

it('stops when less than a fifth of the rate limit is left, until Okta resets it', async () => {
  const okta = await startWith(800, 4);
  const waits: number[] = [];
  const stop = new Error('Stopped while it waited');
  const pause = (milliseconds: number) => {
    waits.push(milliseconds);
    return Promise.reject(stop);
  };
  await expect(readAll(okta, pause)).rejects.toBe(stop);
  expect(okta.calls().filter(({ path }) => path.startsWith('/api/v1/users'))).toHaveLength(4);
  expect(waits).toHaveLength(1);
  expect(waits[0]).toBeGreaterThan(1_000);
  expect(waits[0]).toBeLessThanOrEqual(65_000);
});

it('F11: takes no page of a list that leads elsewhere', async () => {
  const okta = await startWith(1, 600);
  okta.failCall({ method: 'GET', path: '/api/v1/users', failure: 'hostile-json' });
  await expect(readAll(okta, neverWaits)).rejects.toMatchObject({ code: 'okta.answer_unusable' });
});
