/** The small language of attribute mappings: texts, values of the person, and a few functions. */
import {
  findFunction,
  functionNames,
  maxListValues,
  maxValueLength,
  type MappingFunction,
} from './mapping-functions';

/** Texts of a person that an expression may name. */
const textFields = ['login', 'email', 'firstName', 'lastName', 'displayName'] as const;

/** What an expression knows of a person; `groups` is a list of names. */
export type ExpressionFacts = Readonly<Record<(typeof textFields)[number], string>> & {
  readonly groups: readonly string[];
};

/** An expression that was understood. */
export interface Expression {
  /** Whether it can have several values. */
  readonly isList: boolean;
  /** Whether it looks at the groups of the person. */
  readonly usesGroups: boolean;
  /** Its values for a person; one without text stands for none. */
  readonly evaluate: (facts: ExpressionFacts) => readonly string[];
}

/** What was wrong, in words for the person who typed it, and where (from 0). */
export class ExpressionProblem extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.name = 'ExpressionProblem';
    this.at = at;
  }
}

/** The longest expression, in characters. */
export const maxExpressionLength = 500;
const maxDepth = 10;

interface Reader {
  readonly text: string;
  at: number;
}

const spacePattern = /\s*/y;
const textPattern = /"([^"\\]*)"|'([^'\\]*)'/y;
const fieldPattern = /user\.([A-Za-z]+)/y;
const callPattern = /([A-Za-z]+)\s*\(/y;

/**
 * Reads an expression such as `lower(before(user.email, "@")) + "@acme.example"` or
 * `after(only(user.groups, "crm-"), "crm-")`. It has no loops, no look-ups and no way out: what it
 * names is known before it runs, lists cannot be multiplied with each other, and every value is cut at
 * 4,096 characters and every list at 1,000 values, so that its work is bounded by its length.
 *
 * @throws ExpressionProblem
 */
export function parseExpression(text: string): Expression {
  if (text.length > maxExpressionLength) {
    throw new ExpressionProblem('The expression is longer than 500 characters.', 0);
  }
  const reader = { text, at: 0 };
  const expression = readSum(reader, 0);
  if (reader.at < text.length) refuse(reader, 'Expected + or the end');
  return expression;
}

function readSum(reader: Reader, depth: number): Expression {
  if (depth > maxDepth) refuse(reader, 'Too many brackets inside each other');
  let sum = readTerm(reader, depth);
  for (let at = reader.at; skip(reader, '+'); at = reader.at) {
    const term = readTerm(reader, depth);
    if (sum.isList && term.isList) {
      refuse({ ...reader, at }, 'Two lists cannot be added, make one a text with join()');
    }
    sum = add(sum, term);
  }
  return sum;
}

function add(one: Expression, other: Expression): Expression {
  return {
    isList: one.isList || other.isList,
    usesGroups: one.usesGroups || other.usesGroups,
    evaluate: (facts) => {
      const [left, right] = [one.evaluate(facts), other.evaluate(facts)];
      if (one.isList) return bound(left.map((value) => value + (right[0] ?? '')));
      return bound(right.map((value) => (left[0] ?? '') + value));
    },
  };
}

function readTerm(reader: Reader, depth: number): Expression {
  match(reader, spacePattern);
  const text = match(reader, textPattern);
  if (text) return constant(reader, text[1] ?? text[2] ?? '');
  const start = reader.at;
  const field = match(reader, fieldPattern);
  if (field) return readField(reader, field[1] ?? '', start);
  const call = match(reader, callPattern);
  if (call) return readCall(reader, { name: call[1] ?? '', start, depth });
  return refuse(reader, 'Expected a text in quotes, a value such as user.email, or a function');
}

function constant(reader: Reader, value: string): Expression {
  match(reader, spacePattern);
  return { isList: false, usesGroups: false, evaluate: () => [value] };
}

function readField(reader: Reader, name: string, start: number): Expression {
  match(reader, spacePattern);
  if (name === 'groups') {
    return { isList: true, usesGroups: true, evaluate: ({ groups }) => bound(groups) };
  }
  const field = textFields.find((known) => known === name);
  if (!field) {
    const known = [...textFields, 'groups'].map((one) => `user.${one}`).join(', ');
    return refuse({ ...reader, at: start }, `There is no user.${name}, there is ${known}`);
  }
  return { isList: false, usesGroups: false, evaluate: (facts) => bound([facts[field]]) };
}

function readCall(
  reader: Reader,
  call: { readonly name: string; readonly start: number; readonly depth: number },
): Expression {
  const called = findFunction(call.name);
  if (!called) {
    const known = functionNames.join(', ');
    return refuse({ ...reader, at: call.start }, `There is no ${call.name}(), there is ${known}`);
  }
  const value = readSum(reader, call.depth + 1);
  const argument = called.takes === 2 ? readArgument(reader, call) : null;
  if (!skip(reader, ')')) refuse(reader, 'A closing bracket is missing');
  return apply(called, value, argument);
}

function readArgument(
  reader: Reader,
  { name, depth }: { readonly name: string; readonly depth: number },
): Expression {
  if (!skip(reader, ',')) refuse(reader, `${name} takes two values with a comma between them`);
  const { at } = reader;
  const argument = readSum(reader, depth + 1);
  if (argument.isList) refuse({ ...reader, at }, `The second value of ${name} must be one text`);
  return argument;
}

function apply(called: MappingFunction, value: Expression, argument: Expression | null) {
  return {
    isList: value.isList && !called.makesText,
    usesGroups: value.usesGroups || argument?.usesGroups === true,
    evaluate: (facts: ExpressionFacts) =>
      bound(called.apply(value.evaluate(facts), argument?.evaluate(facts)[0] ?? '')),
  };
}

function bound(values: readonly string[]): readonly string[] {
  return values.slice(0, maxListValues).map((value) => value.slice(0, maxValueLength));
}

function skip(reader: Reader, character: string): boolean {
  match(reader, spacePattern);
  if (reader.text[reader.at] !== character) return false;
  reader.at += 1;
  match(reader, spacePattern);
  return true;
}

function match(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found) reader.at = pattern.lastIndex;
  return found;
}

function refuse(reader: Reader, message: string): never {
  throw new ExpressionProblem(`${message} (at character ${String(reader.at + 1)}).`, reader.at);
}
