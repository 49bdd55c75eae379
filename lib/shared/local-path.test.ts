import { describe, expect, it } from 'vitest';
import { parseLocalPath } from './local-path';
import { readCookie } from './read-cookie';

describe('parseLocalPath', () => {
  it.each(['/', '/users?q=a#b', '/a/b%2Fc'])('takes %s', (path) => {
    expect(parseLocalPath(path)).toBe(path);
  });

  it.each([
    '',
    'users',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\u0009/evil.example',
    '/a\r\nSet-Cookie: x=y',
    '/.//evil.example',
    '/..//evil.example',
    `/${'a'.repeat(2000)}`,
  ])('C25: refuses %j', (path) => {
    expect(parseLocalPath(path)).toBeNull();
  });
});

describe('readCookie', () => {
  it('reads a cookie by its exact name', () => {
    expect(readCookie('xa=1; a=2; aa=3', 'a')).toBe('2');
    expect(readCookie('xa=1', 'a')).toBeNull();
    expect(readCookie(null, 'a')).toBeNull();
  });

  it('takes none of two cookies of one name', () => {
    expect(readCookie('a=1; a=2', 'a')).toBeNull();
  });
});
