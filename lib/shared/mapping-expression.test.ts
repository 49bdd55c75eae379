import { describe, expect, it } from 'vitest';
import { ExpressionProblem, parseExpression } from './mapping-expression';

const facts = {
  login: 'Ada@Example.com',
  email: 'ada.l@example.com',
  firstName: 'Ada',
  lastName: 'Lovelace',
};

describe('parseExpression', () => {
  it.each([
    ['user.firstName + " " + user.lastName', 'Ada Lovelace'],
    ['lower(before(user.login, "@")) + \'@acme.example\'', 'ada@acme.example'],
    ['upper( after(user.email,"@") )', 'EXAMPLE.COM'],
    ['before(user.firstName, "@")', 'Ada'],
    ['after(user.firstName, "@") + "x"', 'x'],
    ['trim("  a ")', 'a'],
    ['before(user.login, "")', 'Ada@Example.com'],
  ])('gives %s the value %s', (text, value) => {
    expect(parseExpression(text)(facts)).toBe(value);
  });

  it.each([
    '',
    'user',
    'user.password',
    'user.constructor',
    'constructor("a")',
    'lower(user.email',
    'before(user.email)',
    '"a" "b"',
    '"a" +',
    '"never closed',
    'a'.repeat(501),
    `${'lower('.repeat(12)}"a"${')'.repeat(12)}`,
    '${user.email}',
  ])('refuses %j and says where', (text) => {
    expect(() => parseExpression(text)).toThrow(ExpressionProblem);
  });
});
