import { expect, it } from 'vitest';
import { toLoginSkeleton } from './login-skeleton';

it.each([
  ['аda@example.com', 'a Cyrillic а'],
  ['adа@exаmple.com', 'two Cyrillic а'],
  ['ＡDA@example.com', 'a full-width A'],
  ['ada@examp1e.com', 'the digit one'],
  ['ada@exampIe.com', 'a capital i'],
  ['ada@exarnple.com', 'r and n'],
  ['αda@example.com', 'a Greek alpha'],
])('B8: sees that %s looks like ada@example.com (%s)', (login) => {
  expect(toLoginSkeleton(login)).toBe(toLoginSkeleton('ada@example.com'));
});

it.each(['adá@example.com', 'ade@example.com', 'ada@example.org'])(
  'B8: tells %s from ada@example.com',
  (login) => {
    expect(toLoginSkeleton(login)).not.toBe(toLoginSkeleton('ada@example.com'));
  },
);

it('B8: gives one shape to every spelling of a login in capitals and small letters', () => {
  expect(toLoginSkeleton('IAN.Lil@Example.com')).toBe(toLoginSkeleton('ian.lil@example.com'));
});
