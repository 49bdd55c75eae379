import { expect, it } from 'vitest';
import { isSecureHost } from './public-url';

it.each([
  ['id.example.com', 'https://id.example.com', true],
  ['id.localhost:3000', 'https://id.localhost:3000', true],
  ['localhost:3000', 'http://localhost:3000', false],
  ['b.localhost:3000', 'http://localhost:3000', false],
  ['B.Example.com', 'http://localhost:3000', true],
  [null, 'https://id.example.com', true],
])('a request for %s beside %s is https: %s', (host, baseUrl, expected) => {
  expect(isSecureHost(host, baseUrl)).toBe(expected);
});
