import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { keepDocument, type DocumentSource } from './keep-document';

function sourceOf(version: string) {
  const build = vi.fn(() => Promise.resolve(`document of ${version}`));
  const read = vi.fn((): Promise<DocumentSource> => Promise.resolve({ version, build }));
  return { read, build };
}

describe('keeping a document', () => {
  it('asks for nothing within five seconds, whatever has changed', async () => {
    const key = randomUUID();
    await keepDocument(key, 0, sourceOf('one').read);
    const { read } = sourceOf('two');
    expect(await keepDocument(key, 4999, read)).toBe('document of one');
    expect(read).not.toHaveBeenCalled();
  });

  it('gives the same one out again when its version is still the same', async () => {
    const key = randomUUID();
    await keepDocument(key, 0, sourceOf('one').read);
    const { read, build } = sourceOf('one');
    expect(await keepDocument(key, 5000, read)).toBe('document of one');
    expect(read).toHaveBeenCalledOnce();
    expect(build).not.toHaveBeenCalled();
  });

  it('makes a new one when the version has changed', async () => {
    const key = randomUUID();
    await keepDocument(key, 0, sourceOf('one').read);
    expect(await keepDocument(key, 5000, sourceOf('two').read)).toBe('document of two');
  });

  it('makes a new one within the hour, because it says until when it is good', async () => {
    const key = randomUUID();
    await keepDocument(key, 0, sourceOf('one').read);
    const { read, build } = sourceOf('one');
    await keepDocument(key, 3_600_000, read);
    expect(build).toHaveBeenCalledOnce();
  });

  it('makes one for all who ask at the same time', async () => {
    const key = randomUUID();
    const { read, build } = sourceOf('one');
    await Promise.all(Array.from({ length: 8 }, () => keepDocument(key, 0, read)));
    expect(build).toHaveBeenCalledOnce();
    const again = sourceOf('two');
    await Promise.all(Array.from({ length: 8 }, () => keepDocument(key, 9000, again.read)));
    expect(again.build).toHaveBeenCalledOnce();
  });

  it('keeps nothing of a failure', async () => {
    const key = randomUUID();
    const failing = () => Promise.reject(new Error('No database'));
    await expect(keepDocument(key, 0, failing)).rejects.toThrow('No database');
    expect(await keepDocument(key, 1, sourceOf('one').read)).toBe('document of one');
  });

  it('keeps documents of different tenants apart', async () => {
    await keepDocument('tenant-a fetched', 0, sourceOf('a').read);
    expect(await keepDocument('tenant-b fetched', 0, sourceOf('b').read)).toBe('document of b');
  });
});
