import { expect, it } from 'vitest';
import { overlaySettings } from './overlay-settings';

it('keeps what only stands below, and takes the rest from above', () => {
  const below = { a: { kept: [1], list: [1, 2], leaf: 'x' }, b: 'old' };
  expect(overlaySettings(below, { a: { list: [3], leaf: 'y' }, b: { new: true } })).toEqual({
    a: { kept: [1], list: [3], leaf: 'y' },
    b: { new: true },
  });
});

it('keeps a member of a hostile name a member', () => {
  const below: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"a":1}}');
  const made = overlaySettings(below, { name: 'n' });
  expect(JSON.stringify(made)).toBe(
    '{"__proto__":{"polluted":true},"constructor":{"a":1},"name":"n"}',
  );
  expect(overlaySettings({}, { toString: { a: 1 } })).toEqual({ toString: { a: 1 } });
  expect({}).not.toHaveProperty('polluted');
});
