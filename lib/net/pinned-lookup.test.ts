import { describe, expect, it } from 'vitest';
import { createPinnedLookup, type ResolvedAddress } from './pinned-lookup';

function look(lookup: ReturnType<typeof createPinnedLookup>, name: string, all = true) {
  return new Promise<{ error: unknown; address: unknown }>((resolve) => {
    lookup(name, { all }, (error, address) => {
      resolve({ error, address });
    });
  });
}

describe('createPinnedLookup', () => {
  it('E2: keeps the checked address when the name rebinds to loopback', async () => {
    const answers: ResolvedAddress[][] = [
      [{ address: '8.8.8.8', family: 4 }],
      [{ address: '127.0.0.1', family: 4 }],
    ];
    const lookup = createPinnedLookup('public', () => Promise.resolve(answers.shift() ?? []));
    const first = await look(lookup, 'acme.okta.com');
    const second = await look(lookup, 'acme.okta.com');
    expect(second).toEqual(first);
    expect(second.address).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  it('answers in the single form of lookup too', async () => {
    const lookup = createPinnedLookup('public', () =>
      Promise.resolve([{ address: '8.8.8.8', family: 4 }]),
    );
    expect(await look(lookup, 'acme.okta.com', false)).toEqual({ error: null, address: '8.8.8.8' });
  });

  it('says in the catalogue’s words that a name does not resolve', async () => {
    const lookup = createPinnedLookup('public', () => Promise.reject(new Error('ENOTFOUND')));
    expect((await look(lookup, 'nobody.okta.com')).error).toMatchObject({
      code: 'net.name_unresolved',
    });
  });

  it('takes names under localhost for loopback, only for a stand-in', async () => {
    const refuse = () => Promise.reject(new Error('asked a resolver'));
    const sandbox = await look(createPinnedLookup('loopback', refuse), 'acme.localhost');
    expect(sandbox.address).toEqual([{ address: '127.0.0.1', family: 4 }]);
    const open = await look(createPinnedLookup('public', refuse), 'acme.localhost');
    expect(open.error).toMatchObject({ code: 'net.name_unresolved' });
  });
});
