import { expect, it } from 'vitest';
import { toSearchQuery, toSearchText } from './search-words';

it('keeps words once, in lower case, without accents', () => {
  expect(toSearchText(['Zoë.Ödland@Example.com', 'zoë', 'Łukasz Ødegård'])).toBe(
    'zoe odland example com łukasz ødegard',
  );
});

it('keeps letters of every script', () => {
  expect(toSearchText(['Ада Ловелас', '山田 太郎', 'नमस्ते'])).toBe('ада ловелас 山田 太郎 नमस्ते');
});

it.each([
  ['Ada love', 'ada:* & love:*'],
  ['ada@exam', 'ada:* & exam:*'],
  ["a' | !b:* & (c) <-> \\d", 'a:* & b:* & c:* & d:*'],
  ['  %_  ', null],
  ['', null],
])('looks for the beginnings of words in %j', (typed, query) => {
  expect(toSearchQuery(typed)).toBe(query);
});

it('looks for no more than eight words of sixty-four characters', () => {
  expect(toSearchQuery('a '.repeat(20))?.split(' & ')).toHaveLength(8);
  expect(toSearchQuery('x'.repeat(500))).toBe(`${'x'.repeat(64)}:*`);
});
