import { describe, expect, it } from 'vitest';
import { ExpressionProblem, parseExpression } from './mapping-expression';

const facts = {
  login: 'Ada@Example.com',
  email: 'ada.l@example.com',
  firstName: 'Ada',
  lastName: 'Lovelace',
  displayName: 'Ada Lovelace',
  groups: ['crm-Sales', 'crm-Admins', 'Everyone'],
};

function problemOf(text: string): ExpressionProblem {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionProblem) return error;
    throw error;
  }
  throw new Error(`${text} was understood`);
}

describe('parseExpression', () => {
  it.each([
    ['user.firstName + " " + user.lastName', 'Ada Lovelace'],
    ['user.displayName', 'Ada Lovelace'],
    ['lower(before(user.login, "@")) + \'@acme.example\'', 'ada@acme.example'],
    ['upper( after(user.email,"@") )', 'EXAMPLE.COM'],
    ['before(user.firstName, "@")', 'Ada'],
    ['after(user.firstName, "@") + "x"', 'x'],
    ['trim("  a ")', 'a'],
    ['before(user.login, "")', 'Ada@Example.com'],
    ['ifEmpty(after(user.firstName, "@"), "none")', 'none'],
    ['ifEmpty(user.firstName, "none")', 'Ada'],
    ['join(user.groups, ";")', 'crm-Sales;crm-Admins;Everyone'],
  ])('gives %s the value %s', (text, value) => {
    const expression = parseExpression(text);
    expect(expression.isList).toBe(false);
    expect(expression.evaluate(facts)).toEqual([value]);
  });

  it.each([
    ['user.groups', ['crm-Sales', 'crm-Admins', 'Everyone']],
    ['lower(after(only(user.groups, "crm-"), "crm-"))', ['sales', 'admins']],
    ['"urn:" + only(user.groups, "crm-")', ['urn:crm-Sales', 'urn:crm-Admins']],
    ['only(user.groups, "x") + "y"', []],
    ['ifEmpty(only(user.groups, "x"), user.login)', ['Ada@Example.com']],
  ])('gives %s several values', (text, values) => {
    const expression = parseExpression(text);
    expect(expression).toMatchObject({ isList: true, usesGroups: true });
    expect(expression.evaluate(facts)).toEqual(values);
  });

  it.each([
    ['', 0],
    ['user', 0],
    ['"a" + user.password', 6],
    ['user.constructor', 0],
    ['user.__proto__', 0],
    ['constructor("a")', 0],
    ['toString("a")', 0],
    ['lower(user.email', 16],
    ['before(user.email)', 17],
    ['"a" "b"', 4],
    ['"a" +', 5],
    ['"never closed', 0],
    ['user.groups + user.groups', 12],
    ['before(user.email, user.groups)', 19],
    ['a'.repeat(501), 0],
    [`${'lower('.repeat(12)}"a"${')'.repeat(12)}`, 66],
    ['${user.email}', 0],
  ])('refuses %j and says where', (text, at) => {
    const problem = problemOf(text);
    expect(problem.at).toBe(at);
    expect(problem.message).toMatch(/\.$/u);
  });

  it('bounds what it makes, however it is nested', () => {
    const groups = Array.from({ length: 5000 }, (_, at) => 'g'.repeat(3000) + String(at));
    const text = 'user.groups + join(user.groups, user.email) + join(user.groups, "-")';
    const values = parseExpression(text).evaluate({ ...facts, groups });
    expect(values).toHaveLength(1000);
    expect(Math.max(...values.map((value) => value.length))).toBe(4096);
  });
});

it('leaves out a group that does not fit rather than cut it into the name of another', () => {
  const groups = ['a'.repeat(4085), 'Admins-ReadOnly'];
  const cut = parseExpression('join(user.groups, ";")').evaluate({ ...facts, groups });
  expect(cut).toEqual(['a'.repeat(4085)]);
});
