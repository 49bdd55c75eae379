import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { overrideConfigForTests } from '@/lib/config/config';
import { redirectLogForTests } from '@/lib/log/log';
import { AppError } from '@/lib/shared/errors';
import { buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { buildSession } from '@/lib/testing/passkeys';
import { serializeCookie } from './cookies';
import { defineRoute, type NextHandler } from './define-route';

const body = z.object({ name: z.string().min(1, 'Enter a name.') });
const echo = defineRoute({ auth: { kind: 'public' }, body }, ({ body: input }) =>
  Promise.resolve(input),
);

describeOnEmbeddedDatabase('defineRoute', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  const lines: string[] = [];

  beforeEach(async () => {
    lines.length = 0;
    overrideConfigForTests({ logLevel: 'info' });
    redirectLogForTests({ write: (line) => void lines.push(line) });
    tenant = await buildTenant(getDb());
  });

  afterEach(() => {
    redirectLogForTests();
    overrideConfigForTests();
  });

  function send(
    handler: NextHandler,
    options: { method?: string; headers?: Record<string, string>; body?: BodyInit } = {},
  ): Promise<Response> {
    const { host } = new URL(tenant.publicUrl);
    const request = new Request(`${tenant.publicUrl}/api/test?tag=a`, {
      method: options.method ?? 'POST',
      headers: {
        host,
        origin: tenant.publicUrl,
        'content-type': 'application/json',
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: options.body }),
    });
    return handler(request, { params: Promise.resolve({}) });
  }

  async function signIn(role: 'ADMIN' | 'NONE', now = new Date()): Promise<string> {
    const user = await buildUser(getDb(), tenant.id, { role });
    const { token } = await buildSession(getDb(), tenant.id, user.id, now);
    return `__Host-adminx_session=${token}`;
  }

  const codeOf = async (response: Response) =>
    ((await response.json()) as { error: { code: string } }).error.code;
  const guarded = (recent = false) =>
    defineRoute({ auth: { kind: 'permission', permission: 'users.create', recent } }, () =>
      Promise.resolve({ done: true }),
    );

  it('answers with what the handler returns, not stored and not framed', async () => {
    const response = await send(echo, { body: '{"name":"Ada","extra":1}' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ name: 'Ada' });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['another site', 'https://evil.example.com'],
    ['the same host on another port', 'port'],
    ['an opaque origin', 'null'],
    ['a longer host', 'suffix'],
    ['no origin at all', undefined],
  ])('refuses a state-changing request from %s', async (_name, origin) => {
    const value: Record<string, string> = {
      port: `${tenant.publicUrl}:8443`,
      suffix: `${tenant.publicUrl}.evil.com`,
    };
    const headers = new Headers({ host: new URL(tenant.publicUrl).host });
    if (origin) headers.set('origin', value[origin] ?? origin);
    const request = new Request(tenant.publicUrl, { method: 'POST', headers, body: '{}' });
    const response = await echo(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(403);
    expect(await codeOf(response)).toBe('request.foreign_origin');
  });

  it('D5: knows a tenant only by its exact configured host', async () => {
    for (const host of ['evil.example.com', 'localhost', 'x'.repeat(300), 'a b']) {
      const request = new Request('https://any.test', { headers: { host } });
      const response = await echo(request, { params: Promise.resolve({}) });
      expect(response.status).toBe(404);
    }
    const forwarded = new Request('https://any.test', {
      headers: { host: 'evil.example.com', 'x-forwarded-host': new URL(tenant.publicUrl).host },
    });
    expect((await echo(forwarded, { params: Promise.resolve({}) })).status).toBe(404);
  });

  it('refuses a body that is not JSON, not UTF-8 or not of the shape', async () => {
    expect(await codeOf(await send(echo, { body: '{' }))).toBe('request.invalid');
    const notUtf8 = new Uint8Array([0x22, 0xff, 0x22]);
    expect(await codeOf(await send(echo, { body: notUtf8 }))).toBe('request.invalid');
    const response = await send(echo, { body: '{"name":""}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { fields: { name: 'Enter a name.' } } });
  });

  it('refuses another content type', async () => {
    const response = await send(echo, {
      body: 'name=a',
      headers: { 'content-type': 'text/plain' },
    });
    expect(response.status).toBe(415);
  });

  it('D3: stops reading a body at the limit, whatever length it claims', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16_384;
        controller.enqueue(new Uint8Array(16_384).fill(0x20));
      },
    });
    const request = new Request(tenant.publicUrl, {
      method: 'POST',
      headers: {
        host: new URL(tenant.publicUrl).host,
        origin: tenant.publicUrl,
        'content-type': 'application/json',
      },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    const response = await echo(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(413);
    expect(sent).toBeLessThanOrEqual(64 * 1024 + 3 * 16_384);
  });

  it('G3: asks for the session in the handler itself, whatever headers say', async () => {
    const response = await send(guarded(), {
      headers: {
        'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
        'x-middleware-next': '1',
        'x-nonce': 'a',
        'x-adminx-path': '/',
      },
    });
    expect(response.status).toBe(401);
    expect(await codeOf(response)).toBe('auth.sign_in_required');
  });

  it('G4: refuses a role without the permission and lets one with it pass', async () => {
    const none = await send(guarded(), { headers: { cookie: await signIn('NONE') } });
    expect([none.status, await codeOf(none)]).toEqual([403, 'request.forbidden']);
    const admin = await send(guarded(), { headers: { cookie: await signIn('ADMIN') } });
    expect(await admin.json()).toEqual({ done: true });
  });

  it('asks for the passkey again where the definition says so', async () => {
    const stale = await signIn('ADMIN', new Date(Date.now() - 301_000));
    const response = await send(guarded(true), { headers: { cookie: stale } });
    expect(await codeOf(response)).toBe('auth.reauthentication_required');
    const fresh = await send(guarded(true), { headers: { cookie: await signIn('ADMIN') } });
    expect(fresh.status).toBe(200);
  });

  it('turns an unexpected error into a bare 500 whose id is in the log', async () => {
    const failing = defineRoute({ auth: { kind: 'public' } }, () =>
      Promise.reject(new Error('secret detail')),
    );
    const response = await send(failing);
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain('secret detail');
    const { error } = JSON.parse(text) as { error: { code: string; id: string } };
    expect(error.code).toBe('request.internal');
    expect(lines.join('')).toContain(error.id);
    expect(lines.join('')).toContain('secret detail');
  });

  it('shows the public sentence of a refusal and logs the private one', async () => {
    const refusing = defineRoute({ auth: { kind: 'public' } }, () =>
      Promise.reject(new AppError('users.login_taken', 'login ada@example.com exists')),
    );
    const response = await send(refusing);
    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({
      error: { code: 'users.login_taken', message: 'Someone already has this login.' },
    });
    expect(lines.join('')).toContain('login ada@example.com exists');
  });

  it('sets the cookies of the handler', async () => {
    const { publicUrl } = tenant;
    const cookie = serializeCookie({ purpose: 'flow', publicUrl, value: 'abc', maxAgeSeconds: 60 });
    const setting = defineRoute({ auth: { kind: 'public' } }, ({ setCookie }) => {
      setCookie(cookie);
      return Promise.resolve({});
    });
    const response = await send(setting);
    expect(response.headers.getSetCookie()).toEqual([
      '__Host-adminx_flow=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
    ]);
  });

  it('leaves out of the answer what the response shape does not name', async () => {
    const response = z.object({ shown: z.string() });
    const careless = defineRoute({ auth: { kind: 'public' }, response }, () =>
      Promise.resolve({ shown: 'a', hidden: 'b' }),
    );
    expect(await (await send(careless)).json()).toEqual({ shown: 'a' });
  });
});

describe('serializeCookie', () => {
  it('is host-only, without a domain, and refuses values that could carry attributes', () => {
    const plain = { purpose: 'session', publicUrl: 'http://localhost:3000' } as const;
    expect(serializeCookie({ ...plain, value: 'x', maxAgeSeconds: 1 })).toBe(
      'adminx_session=x; Path=/; Max-Age=1; HttpOnly; SameSite=Lax',
    );
    const hostile = () => serializeCookie({ ...plain, value: 'x; Domain=a', maxAgeSeconds: 1 });
    expect(hostile).toThrow('base64url');
  });
});
