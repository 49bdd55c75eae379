import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FAILURE_KINDS } from './api/failure-kinds';
import { createSigningKey, type SigningKey } from './org/signing-key';
import { startOktaSandbox, type OktaSandbox } from './start';
import { apiClient, errorOf, type CallApi } from './testing/api-client';
import { openBrowser } from './testing/browser';

const KEYS = '/api/v1/idps/credentials/keys';
const ORG = '/api/v1/org';

let sandbox: OktaSandbox;
let certificate: SigningKey;
let call: CallApi;

beforeAll(async () => {
  sandbox = await startOktaSandbox({ port: 0 });
  certificate = await createSigningKey('our-idp');
});

beforeEach(() => {
  sandbox.reset();
  call = apiClient(sandbox, sandbox.createToken({}));
});

afterAll(() => sandbox.close());

const createKey = () => call('POST', KEYS, { x5c: [certificate.certificateBase64] });

/** Asked apart from the calls that are counted. */
async function countKeys(): Promise<number> {
  sandbox.stopFailing();
  return ((await call('GET', KEYS)).body as unknown[]).length;
}

describe('calls that fail on purpose', () => {
  it('are counted from when it was asked for, and fail as often as was asked', async () => {
    await call('GET', ORG);
    const record = sandbox.failCall({ path: ORG, nth: 2, times: 2, failure: 'server-error' });
    const statuses: number[] = [];
    for (let round = 0; round < 5; round += 1) statuses.push((await call('GET', ORG)).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
    expect(record).toMatchObject({ seen: 5, failed: 2 });
  });

  it('fail every time when no end is named, until it is stopped or all is reset', async () => {
    sandbox.failCall({ path: '/**', times: null, failure: 'read-only' });
    for (let round = 0; round < 3; round += 1) {
      expect(errorOf(await call('GET', ORG))).toMatchObject({ errorCode: 'E0000010' });
    }
    sandbox.stopFailing();
    expect((await call('GET', ORG)).status).toBe(200);
    sandbox.failCall({ path: '/**', times: null, failure: 'read-only' });
    sandbox.reset();
    call = apiClient(sandbox, sandbox.createToken({}));
    expect((await call('GET', ORG)).status).toBe(200);
  });

  it.each([
    ['another method', { method: 'POST', path: ORG }, 200],
    ['the path itself', { path: ORG }, 500],
    ['one part of a path', { path: '/api/*/org' }, 500],
    ['one part is not two', { path: '/api/*' }, 200],
    ['any number of parts', { method: 'GET', path: '/api/**' }, 500],
    ['a dot is a dot', { path: '/api/v1.org' }, 200],
    ['the beginning of a path is not the path', { path: '/api/v1/o' }, 200],
  ])('are chosen by method and path: %s', async (_what, plan, status) => {
    sandbox.failCall({ ...plan, failure: 'server-error' });
    expect((await call('GET', ORG)).status).toBe(status);
  });

  const refusals = Object.values(FAILURE_KINDS).flatMap(({ label, failure }) =>
    failure.kind === 'status' ? [{ label, failure }] : [],
  );
  it.each(refusals)('refuse without doing anything: $label', async ({ failure }) => {
    sandbox.failCall({ method: 'POST', path: KEYS, failure });
    const reply = await createKey();
    expect(reply.status).toBe(failure.status);
    expect(errorOf(reply)).toMatchObject({
      errorCode: failure.errorCode,
      errorSummary: failure.summary,
      errorCauses: [],
    });
    expect(await countKeys()).toBe(0);
  });

  it('say when the rate limit is over only when they are told to', async () => {
    sandbox.failCall({ path: ORG, failure: 'rate-limited' });
    sandbox.failCall({ path: ORG, failure: 'rate-limited-without-reset' });
    const askedAt = Date.now();
    const { headers } = await call('GET', ORG);
    expect(headers.get('x-rate-limit-remaining')).toBe('0');
    expect(Number(headers.get('x-rate-limit-reset')) * 1000).toBeGreaterThanOrEqual(askedAt + 2000);
    // The first plan had its turn; the second counted that call, so its turn is over.
    expect((await call('GET', ORG)).status).toBe(200);
  });

  it('answer late, and with the true answer', async () => {
    sandbox.failCall({ path: KEYS, failure: { kind: 'delay', delayMs: 120 } });
    const startedAt = performance.now();
    expect((await createKey()).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(110);
  });

  it.each([
    ['closed-before', 0],
    ['closed-after', 1],
  ] as const)('close the connection without an answer: %s', async (failure, keys) => {
    sandbox.failCall({ path: KEYS, failure });
    await expect(createKey()).rejects.toThrow('fetch failed');
    expect(await countKeys()).toBe(keys);
  });

  it('break off in the middle of the answer', async () => {
    sandbox.failCall({ path: KEYS, failure: 'half-body' });
    await expect(createKey()).rejects.toThrow('terminated');
    expect(await countKeys()).toBe(1);
  });

  it('break off in the middle of an answer that would have none', async () => {
    sandbox.failCall({ path: '/api/v1/api-tokens/current', failure: 'half-body' });
    await expect(call('DELETE', '/api/v1/api-tokens/current')).rejects.toThrow('terminated');
    expect(sandbox.tokens()).toHaveLength(0);
  });

  it('answer with JSON that is well-formed and means harm', async () => {
    sandbox.failCall({ path: KEYS, failure: 'hostile-json' });
    const { status, headers, body } = await createKey();
    expect(status).toBe(200);
    expect(headers.get('link')).toContain('https://attacker.example/');
    expect(Object.keys(body as object)).toEqual(
      expect.arrayContaining(['__proto__', 'constructor', 'id']),
    );
    expect(await countKeys()).toBe(1);
  });

  it('are listed with all other calls, and the token is not', async () => {
    sandbox.failCall({ path: ORG, failure: 'closed-before' });
    await expect(call('GET', ORG)).rejects.toThrow();
    await call('GET', `${ORG}?expand=all`);
    expect(sandbox.calls()).toMatchObject([
      { method: 'GET', path: ORG, status: null, failure: { kind: 'closed-before' } },
      { method: 'GET', path: ORG, status: 200, failure: null },
    ]);
    expect(JSON.stringify(sandbox.calls())).not.toMatch(/SSWS|00[\w-]{40}/);
  });

  it('concern the public answers too', async () => {
    sandbox.failCall({ path: '/.well-known/webfinger', failure: 'server-error' });
    const resource = 'okta:acct:ruth.adeyemi@marlowfinch.example';
    const ask = () => fetch(`${sandbox.url}/.well-known/webfinger?resource=${resource}`);
    expect((await ask()).status).toBe(500);
    expect((await ask()).status).toBe(200);
  });
});

describe('the admin page of failures', () => {
  const fields = {
    method: 'POST',
    path: KEYS,
    failure: 'server-error',
    nth: '1',
    times: 'always',
  };

  it('lets a person choose what fails, see that it did, and take it away', async () => {
    const browser = openBrowser(sandbox);
    expect(await browser.post('/admin/failures', fields)).toMatchObject({ status: 303 });
    expect((await createKey()).status).toBe(500);
    const { page } = await browser.get('/admin/failures');
    expect(page).toContain('1 call, 1 failed');
    expect(page).toContain('from the next call on');
    expect(page).toContain('data-testid="call-row"');
    const [, removal = ''] = /action="(\/admin\/failures\/[\w-]+\/remove)"/.exec(page) ?? [];
    await browser.post(removal, {});
    expect((await createKey()).status).toBe(200);
    expect((await browser.get('/admin/failures')).page).toContain('No call fails on purpose.');
  });

  it.each([
    ['a path without a slash', { path: 'idps' }, 'begins with a slash'],
    ['a call that is no number', { nth: 'soon' }, 'from 1 to 1000'],
    ['the call before the first', { nth: '0' }, 'from 1 to 1000'],
    ['a failure nobody knows', { failure: 'constructor' }, 'what the form offers'],
    ['a method nobody knows', { method: 'BREW' }, 'what the form offers'],
    ['a frequency nobody knows', { times: 'toString' }, 'what the form offers'],
  ])('refuses %s with a sentence', async (_what, change, sentence) => {
    const answer = await openBrowser(sandbox).post('/admin/failures', { ...fields, ...change });
    expect(answer.status).toBe(400);
    expect(answer.page).toContain(sentence);
    expect((await createKey()).status).toBe(200);
  });

  it('takes no form of another site', async () => {
    const foreign = 'https://attacker.example';
    const answer = await openBrowser(sandbox).post('/admin/failures', fields, foreign);
    expect(answer.status).toBe(403);
    expect((await createKey()).status).toBe(200);
  });
});
