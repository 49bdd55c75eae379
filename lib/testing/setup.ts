/** Gives tests a root secret, and fails one that writes an error to the console it did not expect. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, vi, type MockInstance } from 'vitest';
import { setRootSecret } from '@/lib/crypto/derive-secret';

// Opening the data would do this; most tests bring a database of their own.
setRootSecret(randomBytes(32));

let consoleError: MockInstance<typeof console.error>;

beforeEach(() => {
  consoleError = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(() => {
  const unexpected = consoleError.mock.calls;
  consoleError.mockRestore();
  expect(unexpected, 'unexpected console.error').toEqual([]);
});
