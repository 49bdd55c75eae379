import { describe, expect, it } from 'vitest';
import { areKeysOn, keysCookie, letterPlaces, readKey } from './keys';

describe('the keys of the portal', () => {
  it('gives each place the first letter of its name that is free', () => {
    const places = ['Dashboard', 'Users', 'Applications', 'Directory', 'My account'];
    expect(letterPlaces(places.map((label) => ({ label }))).map(({ letter }) => letter)).toEqual([
      'd',
      'u',
      'a',
      'i',
      'm',
    ]);
  });

  it('leaves a place without a letter when all of its own are taken', () => {
    const letters = letterPlaces([{ label: 'a' }, { label: 'A a' }]).map(({ letter }) => letter);
    expect(letters).toEqual(['a']);
  });

  it.each([
    ['/', false, 'search'],
    ['?', false, 'keys'],
    ['g', false, 'go'],
    ['u', false, null],
    ['u', true, { goTo: 'u' }],
    ['/', true, null],
    ['Enter', true, null],
  ] as const)('reads %s (after g: %s)', (key, isAfterG, meaning) => {
    expect(readKey(key, isAfterG)).toEqual(meaning);
  });

  it('is on unless the cookie says off, whole and exactly', () => {
    expect(areKeysOn('')).toBe(true);
    expect(areKeysOn('adminx-theme=dark; x-adminx-keys=off')).toBe(true);
    expect(areKeysOn('adminx-theme=dark; adminx-keys=off')).toBe(false);
  });

  it('writes a cookie that switching on removes', () => {
    expect(keysCookie(false, true)).toBe(
      'adminx-keys=off; path=/; max-age=31536000; samesite=lax; secure',
    );
    expect(keysCookie(true, false)).toContain('max-age=0');
  });
});
