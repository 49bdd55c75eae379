import { expect, it } from 'vitest';
import { findMixedScripts } from './mixed-scripts';

it.each([
  ['аda@example.com', ['Latin', 'Cyrillic']],
  ['ada@exаmple.com', ['Latin', 'Cyrillic']],
  ['αda@example.com', ['Latin', 'Greek']],
  ['山田.ада@example.jp', ['Cyrillic', 'Han']],
])('B8: sees that %s mixes %j', (login, scripts) => {
  expect(findMixedScripts(login)).toEqual(scripts);
});

it.each([
  'ada-2@example.com',
  'zsófia@example.com',
  'ада@почта.рф',
  'ada@почта.рф',
  '山田タロウtaro@example.jp',
  '김ada@example.kr',
])('B8: has nothing against %s', (login) => {
  expect(findMixedScripts(login)).toEqual([]);
});
