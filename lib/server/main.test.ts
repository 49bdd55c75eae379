import { expect, it } from 'vitest';
import { startTestProcess } from '@/lib/testing/child-process';

it('a wrong setting stops the start with one sentence for each variable', async () => {
  const start = startTestProcess('lib/server/main.ts', {
    variables: { ADMINX_PORT: 'eighty', ADMINX_BASE_URL: 'http://id.example.com' },
  });
  expect(await start.exited).toBe(1);
  expect(start.lines).toEqual([]);
  expect(start.errors().trim().split('\n')).toEqual([
    'AdminX did not start.',
    '  - ADMINX_PORT must be a whole number from 1 to 65535.',
    '  - ADMINX_BASE_URL must begin with https://, because passkeys need it everywhere but on localhost.',
  ]);
}, 60_000);

it('a stand-in organisation is refused with a sentence when AdminX can be reached from elsewhere', async () => {
  const start = startTestProcess('lib/server/main.ts', {
    variables: { ADMINX_OKTA_SANDBOX_URL: 'http://okta.localhost:4100', ADMINX_HOST: '0.0.0.0' },
  });
  expect(await start.exited).toBe(1);
  expect(start.errors()).toContain('ADMINX_OKTA_SANDBOX_URL is for trying AdminX on one machine');
}, 60_000);
