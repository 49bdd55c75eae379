import { expect, it } from 'vitest';
import { networkOf } from './address-rules';

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  [null, 'unknown'],
  ['somewhere', 'unknown'],
])('takes %s for its own holder', (address, expected) => {
  expect(networkOf(address)).toBe(expected);
});

it('D4: takes every address of an IPv6 network of 64 bits for one holder', () => {
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff::9'));
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
});
